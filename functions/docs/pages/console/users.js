// Suggested and new users, and search.

import { h } from "../base/dom.js";
import { call } from "../base/api.js";
import { showLoading, showingWork } from "./busy.js";
import { field } from "./form.js";
import { renameEntry } from "./kept-views.js";
import { link } from "./link.js";
import { pagedList } from "./paged-list.js";
import { relationshipButtons } from "./relationship.js";
import { userCard } from "./user-card.js";

/** Milliseconds after the last keystroke before a search starts. */
const DELAY = 250;

export async function showUsers({ caller }, searched = "") {
  const results = h("div", { "aria-live": "polite" });
  const search = field("search", "Search", { kind: "search", value: searched, autocomplete: "off", hint: "Matches the start of any word in a name or username." });
  const input = search.querySelector("input");
  // Counts the requests, so that a slow response does not replace a later one.
  let requests = 0;
  async function load() {
    requests += 1;
    const current = requests;
    const content = await (input.value.trim() ? matches(input.value, caller) : suggestions(caller));
    if (current === requests) results.replaceChildren(...content);
  }
  let timer;
  const fail = (error) => results.replaceChildren(h("p", { class: "alert", role: "alert" }, error.message));
  input.addEventListener("input", () => {
    renameEntry(link("people", ...[input.value.trim()].filter(Boolean)));
    clearTimeout(timer);
    timer = setTimeout(() => showingWork(showLoading, load).catch(fail), DELAY);
  });
  await load();
  return [h("h1", {}, "People"), h("search", { class: "card" }, search), results];
}

async function matches(search, caller) {
  const list = await pagedList("api/v2/user/search/", {
    query: { search },
    render: (user) => card(user, caller),
    empty: "No matches. Check the spelling or enter only the start of a name.",
  });
  return [h("h2", { class: "visually-hidden" }, "Search results"), list];
}

async function suggestions(caller) {
  const suggested = await call("GET", "api/v2/suggestion/user/", { query: { limit: 5 } });
  const newest = await pagedList("api/v2/user/", { query: { ordering: "-id" }, render: (user) => card(user, caller) });
  const cards = suggested.results.map((user) => h("li", {}, card(user, caller)));
  return [
    cards.length > 0 && h("section", { "aria-labelledby": "suggested" }, h("h2", { id: "suggested" }, "People you may know"), h("ul", { class: "list" }, cards)),
    h("h2", {}, "Newest members"),
    newest,
  ].filter(Boolean);
}

function card(user, caller) {
  return h("div", { class: "card row apart" }, userCard(user), user.id !== caller.id && relationshipButtons(user));
}
