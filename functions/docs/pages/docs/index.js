// The index beside the reference: chapters and operations, with a filter.

import { h } from "../base/dom.js";
import { address } from "./permalink.js";

/** The chapter whose sections are in the index: what all operations have in common. */
const LISTED = "common";

/** Draws the index, and has its field filter it. */
export function drawIndex(tags, chapters) {
  const index = document.getElementById("index");
  const filter = document.getElementById("filter");
  index.append(...[
    chapters.length > 0 && group("Chapters", chapters.flatMap(chapterEntries)),
    ...tags.map(({ name, operations }) => group(name, operations.map(operationEntry))),
  ].filter(Boolean));
  filter.addEventListener("input", () => filterIndex(index, filter.value.trim().toLowerCase()));
}

function group(title, entries) {
  return h("section", {}, h("h2", {}, title), h("ul", {}, entries));
}

function chapterEntries({ name, title, sections }) {
  const listed = name === LISTED ? sections.filter(({ level }) => level === 2) : [];
  return [textEntry(name, title), ...listed.map(({ id, title }) => textEntry(id, title, "section"))];
}

function textEntry(id, title, kind) {
  return h("li", { "data-text": title.toLowerCase(), class: kind }, h("a", { href: address(id) }, title));
}

function operationEntry({ id, method, path, summary }) {
  return h("li", { "data-text": `${method} ${path} ${summary}`.toLowerCase() },
    h("a", { href: address(id), title: path }, h("span", { class: `method ${method.toLowerCase()}` }, method), summary));
}

/** Shows only the entries that contain all words of the text. */
function filterIndex(index, text) {
  const words = text.split(/\s+/);
  for (const item of index.querySelectorAll("li")) item.hidden = !words.every((word) => item.dataset.text.includes(word));
  for (const section of index.children) section.hidden = !section.querySelector("li:not([hidden])");
}
