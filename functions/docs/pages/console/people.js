// Finding people.

import { h } from "../base/dom.js";
import { call } from "../base/api.js";
import { field } from "./form.js";
import { pages } from "./pages.js";
import { who } from "./person-card.js";
import { relation } from "./relation.js";

/** Milliseconds without a key stroke after which is searched. */
const PAUSE = 250;

export async function showPeople({ caller }) {
  const found = h("div", { "aria-live": "polite" });
  const search = field("search", "Search", { kind: "search", autocomplete: "off", hint: "The start of any word of a name." });
  const input = search.querySelector("input");
  let asked = 0;
  async function look() {
    asked += 1;
    const mine = asked;
    const content = await (input.value.trim() ? matches(input.value, caller) : everybody(caller));
    if (mine === asked) found.replaceChildren(...content);
  }
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => look().catch((error) => found.replaceChildren(h("p", { class: "alert" }, error.message))), PAUSE);
  });
  await look();
  return [h("h1", {}, "People"), h("search", { class: "card" }, search), found];
}

async function matches(search, caller) {
  const list = await pages("api/v2/user/search/", { query: { search }, show: (user) => card(user, caller), empty: "Nobody is called so." });
  return [h("h2", { class: "unseen" }, "Found"), list];
}

async function everybody(caller) {
  const suggested = await call("GET", "api/v2/suggestion/user/", { query: { limit: 5 } });
  const all = await pages("api/v2/user/", { query: { ordering: "-id" }, show: (user) => card(user, caller) });
  const cards = suggested.results.map((user) => h("li", {}, card(user, caller)));
  return [
    cards.length > 0 && h("section", { "aria-labelledby": "suggested" }, h("h2", { id: "suggested" }, "People you may know"), h("ul", { class: "list" }, cards)),
    h("h2", {}, "Newest members"),
    all,
  ].filter(Boolean);
}

function card(user, caller) {
  return h("div", { class: "card row apart" }, who(user), user.id !== caller.id && relation(user));
}
