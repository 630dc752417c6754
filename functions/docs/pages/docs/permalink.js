// Links to operations and headings: `#` and the id of an operation, or `#` with a chapter and a heading. They are the same
// in every release in which the operation or the heading exists.

import { h } from "../base/dom.js";
import { copyAnnounced } from "./copy-button.js";

/** The address of an operation or a heading, relative to the base URL of the page. */
export function address(id) {
  return `docs/#${id}`;
}

/** A visible link that leads to an operation or a heading, and copies its URL. */
export function permalink(id, name) {
  const sign = h("span", { "aria-hidden": "true" }, "#");
  const link = h("a", { class: "permalink", href: address(id), "aria-label": `Link to ${name}`, title: "Copy the link" }, sign);
  let timer;
  link.addEventListener("click", async () => {
    sign.textContent = (await copyAnnounced(link.href)) ? "✓" : "#";
    clearTimeout(timer);
    timer = setTimeout(() => { sign.textContent = "#"; }, 1_500);
  });
  return link;
}
