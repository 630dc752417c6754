// The directory of all accounts, for staff.

import { h, redraw, uniqueId } from "../base/dom.js";
import { call } from "../base/api.js";
import { plural } from "../base/plural.js";
import { newAccountForm } from "./account-forms.js";
import { actionButton } from "./action-button.js";
import { showLoading, showingWork } from "./busy.js";
import { renameEntry } from "./kept-views.js";
import { link } from "./link.js";
import { relativeTime } from "./time.js";

/** The orders of the list, by the parameter of the API. */
const ORDERS = { "-date_joined": "Newest first", date_joined: "Oldest first", username: "Username, A to Z", "-username": "Username, Z to A" };

/** The filters of the list, by the parameters of the API. Those that have a list of their own have no order by username. */
const FILTERS = [
  { label: "All accounts", query: {} },
  { label: "Staff", query: { "filter[is_staff]": true }, own: true },
  { label: "Superusers", query: { "filter[is_superuser]": true }, own: true },
  { label: "Active accounts", query: { "filter[is_active]": true } },
  { label: "Deactivated accounts", query: { "filter[is_active]": false }, own: true },
];

/** The directory with the last search. */
let lastSearch = "";
let lastOrder = "-date_joined";
let lastFilter = 0;
export const directoryLink = () => link("staff", ...[lastSearch].filter(Boolean));

export async function showDirectory(context, searched = "") {
  const results = h("div", {});
  const id = uniqueId("search");
  // Counts the requests, so that a slow response does not replace a later one.
  let requests = 0;
  /** Loads the page at this URL, or the first page of the search. */
  async function load(url) {
    requests += 1;
    const current = requests;
    lastSearch = input.value.trim();
    lastFilter = filter.selectedIndex;
    const { label, query, own } = FILTERS[lastFilter];
    const isUnordered = own && !lastSearch;
    for (const option of order.options) option.disabled = isUnordered && option.value.endsWith("username");
    if (order.selectedOptions[0].disabled) order.selectedIndex = 0;
    lastOrder = order.value;
    const page = await call("GET", url ?? "users/", { query: url ? {} : { ...query, "filter[search]": lastSearch, sort: lastOrder } });
    if (current === requests) redraw(results, table(page, label, load));
  }
  const input = h("input", { type: "search", id, name: "search", value: searched, autocomplete: "off" });
  const order = h("select", { id: `${id}-order`, name: "order" }, Object.entries(ORDERS).map(([value, label]) => h("option", { value, selected: value === lastOrder }, label)));
  const filter = h("select", { id: `${id}-filter`, name: "filter" }, FILTERS.map(({ label }, at) => h("option", { selected: at === lastFilter }, label)));
  const search = h("form", { class: "row filters", role: "search" },
    h("label", { for: id }, "Search by name, including deactivated accounts"), input,
    h("label", { for: filter.id }, "Show"), filter,
    h("label", { for: order.id }, "Order"), order,
    h("button", { type: "submit" }, "Search"));
  const reload = () => showingWork(showLoading, () => load()).catch((error) => results.replaceChildren(h("p", { class: "alert", role: "alert" }, error.message)));
  for (const select of [order, filter]) select.addEventListener("change", reload);
  search.addEventListener("submit", (event) => {
    event.preventDefault();
    renameEntry(link("staff", ...[input.value.trim()].filter(Boolean)));
    reload();
  });
  await load();
  const pages = h("p", {}, h("a", { href: link("reports") }, "Reported posts and comments"), " · ", h("a", { href: link("figures") }, "Figures"), " · ", h("a", { href: link("audit") }, "Audit log"));
  return [h("h1", {}, "Directory"), pages, h("div", { class: "card" }, search), results, newAccountForm()];
}

function table({ data, meta, links }, label, load) {
  const columns = ["Username", "Email", "Role", "Joined", "Status"];
  const pageButton = (label, url) => actionButton(label, () => load(url), { disabled: !url });
  return [
    h("p", { class: "muted", role: "status" }, position(data, meta, label)),
    h("div", { class: "card scroll", tabindex: "0", role: "region", "aria-label": "Accounts" },
      h("table", {}, h("thead", {}, h("tr", {}, columns.map((title) => h("th", { scope: "col" }, title)))), h("tbody", {}, data.map(row)))),
    h("div", { class: "row" }, pageButton("Previous", links.prev), pageButton("Next", links.next)),
  ];
}

/** The page among others. A filtered list is not counted. */
function position(data, meta, label) {
  if (!meta) return `${label}: ${data.length} on this page`;
  const { page, pages, count } = meta.pagination;
  return `${count} ${plural(count, "account")}, page ${page} of ${Math.max(pages, 1)}`;
}

function row({ id, attributes }) {
  return h("tr", {},
    h("td", {}, h("a", { href: link("member", id) }, attributes.username)),
    h("td", {}, attributes.email),
    h("td", {}, roleName(attributes)),
    h("td", {}, relativeTime(attributes.date_joined)),
    h("td", {}, statusTag(attributes)));
}

/** The highest role of an account. */
export function roleName({ is_staff, is_superuser }) {
  return is_superuser ? "Superuser" : is_staff ? "Staff" : "Member";
}

/** A tag that shows whether an account is active. */
export function statusTag({ is_active }) {
  return h("span", { class: is_active ? "tag on" : "tag off" }, is_active ? "Active" : "Deactivated");
}
