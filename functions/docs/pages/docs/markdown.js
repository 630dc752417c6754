// The subset of Markdown that descriptions use: paragraphs, headings, lists, code, bold text and links.

import { h } from "../base/dom.js";

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((https?:[^)\s]+)\)/g;

/** The elements of a Markdown text. */
export function markdown(text = "") {
  return text.split(/\n{2,}/).filter((block) => block.trim()).map((block) => {
    const lines = block.trim().split("\n");
    if (lines.every((line) => /^[-*] /.test(line))) return h("ul", {}, lines.map((line) => h("li", {}, inline(line.slice(2)))));
    const heading = block.match(/^#+ (.*)$/);
    return heading ? h("p", {}, h("strong", {}, inline(heading[1]))) : h("p", {}, inline(lines.join(" ")));
  });
}

/** The nodes of one line of Markdown. */
export function inline(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [all, code, strong, label, href] = match;
    parts.push(text.slice(end, match.index));
    if (code) parts.push(h("code", {}, code));
    else if (strong) parts.push(h("strong", {}, strong));
    else parts.push(h("a", { href, rel: "noopener noreferrer" }, label));
    end = match.index + all.length;
  }
  return [...parts, text.slice(end)];
}
