// The HTML of posts. The API has already sanitised it and the page's security policy blocks scripts; as a further
// safeguard, only the elements listed here are copied into the page.

import { h } from "../base/dom.js";

const ELEMENTS = new Set(["b", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "hr", "i", "ins", "li", "ol", "p", "pre",
  "s", "strong", "sub", "sup", "u", "ul"]);

/** The nodes of a sanitised HTML text. */
export function htmlNodes(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return copyChildren(parsed.body);
}

function copyChildren(node) {
  return [...node.childNodes].flatMap((child) => {
    if (child.nodeType === Node.TEXT_NODE) return [child.data];
    if (child.nodeType !== Node.ELEMENT_NODE) return [];
    const name = child.localName;
    if (name === "a") return [anchor(child)];
    if (name === "img") return [child.alt];
    // Headings become bold paragraphs, so that the page keeps its own outline.
    if (/^h[2-4]$/.test(name)) return [h("p", {}, h("strong", {}, ...copyChildren(child)))];
    return ELEMENTS.has(name) ? [h(name, {}, ...copyChildren(child))] : copyChildren(child);
  });
}

function anchor(node) {
  const href = node.getAttribute("href") ?? "";
  const safe = /^(https?|mailto):/i.test(href);
  return h("a", { href: safe && href, rel: "noopener noreferrer nofollow", target: "_blank" }, ...copyChildren(node));
}

/** Plain text as HTML with paragraphs and line breaks; markup in it is escaped. */
export function textToHtml(text) {
  const escaped = text.trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  if (!escaped) return "";
  return escaped.split(/\n{2,}/).map((paragraph) => `<p>${paragraph.replaceAll("\n", "<br>")}</p>`).join("");
}
