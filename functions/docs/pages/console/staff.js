// For staff: the directory of all accounts.

import { freshId, h } from "../base/dom.js";
import { call } from "../base/api.js";
import { link } from "./link.js";
import { moment } from "./time.js";

export async function showStaff() {
  const table = h("div", {});
  const id = freshId("search");
  async function look(page) {
    const answer = await call("GET", page ?? "users/", { query: page ? {} : { "filter[search]": input.value.trim(), sort: "-date_joined" } });
    table.replaceChildren(...list(answer, look));
  }
  const input = h("input", { type: "search", id, name: "search", autocomplete: "off" });
  const search = h("form", { class: "row", role: "search" }, h("label", { for: id }, "Search by name, deactivated accounts included"), input, h("button", { type: "submit" }, "Search"));
  search.addEventListener("submit", (event) => {
    event.preventDefault();
    look().catch((error) => table.replaceChildren(h("p", { class: "alert", role: "alert" }, error.message)));
  });
  await look();
  return [h("h1", {}, "Directory"), h("div", { class: "card" }, search), table];
}

function list({ data, meta, links }, look) {
  const { page, pages, count } = meta.pagination;
  const head = ["User", "E-mail", "Roles", "Joined", "State"];
  const step = (text, url) => h("button", { type: "button", disabled: !url, onclick: () => look(url) }, text);
  return [
    h("p", { class: "quiet", role: "status" }, `${count} ${count === 1 ? "account" : "accounts"}, page ${page} of ${Math.max(pages, 1)}`),
    h("div", { class: "card scroll", tabindex: "0", role: "region", "aria-label": "Accounts" },
      h("table", {}, h("thead", {}, h("tr", {}, head.map((title) => h("th", { scope: "col" }, title)))), h("tbody", {}, data.map(row)))),
    h("div", { class: "row" }, step("Previous", links.prev), step("Next", links.next)),
  ];
}

function row({ id, attributes }) {
  return h("tr", {},
    h("td", {}, h("a", { href: link("member", id) }, attributes.username)),
    h("td", {}, attributes.email),
    h("td", {}, roles(attributes)),
    h("td", {}, moment(attributes.date_joined)),
    h("td", {}, state(attributes)));
}

/** What somebody may do. */
export function roles({ is_staff, is_superuser }) {
  return is_superuser ? "superuser" : is_staff ? "staff" : "member";
}

/** Whether somebody can log in. */
export function state({ is_active }) {
  return h("span", { class: is_active ? "tag on" : "tag off" }, is_active ? "active" : "deactivated");
}
