// Lists that load one page at a time, by the API's links to the next page.

import { h } from "../base/dom.js";
import { call } from "../base/api.js";
import { actionButton } from "./action-button.js";

/** The list at `path`, with `render(result)` for each item; the text `empty` if it has no items. */
export async function pagedList(path, { query, render, empty }) {
  const list = h("ul", { class: "list" });
  const footer = h("div", {});
  const add = (page) => {
    list.append(...page.results.map((result) => h("li", {}, render(result))));
    footer.replaceChildren(...(page.next ? [actionButton("Load more", async () => add(await call("GET", page.next)))] : []));
  };
  add(await call("GET", path, { query }));
  return list.childElementCount || !empty ? h("div", {}, list, footer) : h("p", { class: "empty" }, empty);
}
