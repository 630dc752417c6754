// Lists that load one page at a time, by the API's links to the next page.

import { focusOn, h } from "../base/dom.js";
import { call } from "../base/api.js";
import { actionButton } from "./action-button.js";

/** The list at `path`, with `render(result)` for each item; the text `empty` if it has no items. `load` gets the first page. */
export async function pagedList(path, { query, load = () => call("GET", path, { query }), render, empty, label }) {
  const list = h("ul", { class: "list", "aria-label": label });
  const footer = h("div", {});
  const add = (page) => {
    const items = page.results.map((result) => h("li", {}, render(result)));
    list.append(...items);
    footer.replaceChildren(...(page.next ? [actionButton("Load more", () => more(page.next))] : []));
    return items;
  };
  async function more(next) {
    const [first] = add(await call("GET", next));
    if (first) focusOn(first);
  }
  add(await load());
  return list.childElementCount || !empty ? h("div", {}, list, footer) : h("p", { class: "empty" }, empty);
}
