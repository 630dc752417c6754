// A chapter with its table of contents.

import { h } from "../base/dom.js";
import { linkedId, repositoryPath, sectionId } from "./chapters.js";
import { markdown } from "./markdown.js";
import { address, permalink } from "./permalink.js";

const DOCUMENT = "openapi/kith.json";

/** The elements of a chapter. */
export function chapterView({ name, text, sections }) {
  const [title, ...body] = markdown(text, {
    heading: (level, content, line) => heading(name, level, content, line),
    link: (href, content) => link(name, href, content),
  });
  return [h("p", { class: "small" }, h("a", { href: address("") }, "All operations")), title, contents(sections), body];
}

/** Headings below the third level are not in the table of contents, and have no link. */
function heading(name, level, content, line) {
  const match = line.match(/^(#+) (.*)$/);
  if (level > 3) return h(`h${level}`, {}, content);
  const id = sectionId(name, match);
  const element = h(`h${level}`, { id, tabindex: "-1" }, content);
  return h("div", { class: "heading" }, element, permalink(id, element.textContent));
}

/** Links to other hosts lead there. Files that are not served are named by their path in the repository. */
function link(name, href, content) {
  if (/^https?:/.test(href)) return h("a", { href, rel: "noopener noreferrer" }, content);
  const id = linkedId(name, href);
  if (id) return h("a", { href: address(id) }, content);
  if (repositoryPath(href) === DOCUMENT) return h("a", { href: "openapi.json" }, content);
  return h("span", {}, content, " (", h("code", {}, repositoryPath(href)), ")");
}

function contents(sections) {
  return h("nav", { "aria-labelledby": "contents-title", class: "contents" },
    h("h2", { id: "contents-title" }, "Contents"), h("ul", {}, entries(sections, 2)));
}

/** The sections of one level, with those below each. */
function entries(sections, level) {
  return sections.flatMap((section, at) => {
    if (section.level !== level) return [];
    const end = sections.findIndex((other, place) => place > at && other.level <= level);
    const below = sections.slice(at + 1, end < 0 ? undefined : end).filter((other) => other.level > level);
    return [h("li", {}, h("a", { href: address(section.id) }, section.title), below.length > 0 && h("ul", {}, entries(below, level + 1)))];
  });
}
