// The little of Markdown that descriptions use: paragraphs, lists, code, emphasis and links.

import { h } from "../base/dom.js";

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((https?:[^)\s]+)\)/g;

/** A description as elements. */
export function prose(text = "") {
  return text.split(/\n{2,}/).filter((part) => part.trim()).map((part) => {
    const lines = part.trim().split("\n");
    if (lines.every((line) => /^[-*] /.test(line))) return h("ul", {}, lines.map((line) => h("li", {}, inline(line.slice(2)))));
    const heading = part.match(/^#+ (.*)$/);
    return heading ? h("p", {}, h("strong", {}, inline(heading[1]))) : h("p", {}, inline(lines.join(" ")));
  });
}

/** A line of it. */
export function inline(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    const [all, code, strong, words, href] = found;
    parts.push(text.slice(from, found.index));
    if (code) parts.push(h("code", {}, code));
    else if (strong) parts.push(h("strong", {}, strong));
    else parts.push(h("a", { href, rel: "noopener noreferrer" }, words));
    from = found.index + all.length;
  }
  return [...parts, text.slice(from)];
}
