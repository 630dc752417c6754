// Lists that go on: a page at a time, by the link to the next that the API gives.

import { h } from "../base/dom.js";
import { call } from "../base/api.js";
import { action } from "./action.js";

/** The list at `path`, an item of `show(result)` each, or `empty` where there is nothing. */
export async function pages(path, { query, show, empty }) {
  const list = h("ul", { class: "list" });
  const below = h("div", {});
  const add = (page) => {
    list.append(...page.results.map((result) => h("li", {}, show(result))));
    below.replaceChildren(...(page.next ? [action("Show more", async () => add(await call("GET", page.next)))] : []));
  };
  add(await call("GET", path, { query }));
  return list.childElementCount || !empty ? h("div", {}, list, below) : h("p", { class: "empty" }, empty);
}
