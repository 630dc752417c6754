// The HTML of posts. The service has cleaned it, and the page's policy executes nothing in it; all the same only what is
// listed here is taken over, element by element.

import { h } from "../base/dom.js";

const ELEMENTS = new Set(["b", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "hr", "i", "ins", "li", "ol", "p", "pre",
  "s", "strong", "sub", "sup", "u", "ul"]);

/** The nodes of a cleaned HTML text. */
export function rich(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return copies(parsed.body);
}

function copies(node) {
  return [...node.childNodes].flatMap((child) => {
    if (child.nodeType === Node.TEXT_NODE) return [child.data];
    if (child.nodeType !== Node.ELEMENT_NODE) return [];
    const name = child.localName;
    if (name === "a") return [anchor(child)];
    if (name === "img") return [child.alt];
    // Headings begin below the page's own.
    if (/^h[2-4]$/.test(name)) return [h("p", {}, h("strong", {}, ...copies(child)))];
    return ELEMENTS.has(name) ? [h(name, {}, ...copies(child))] : copies(child);
  });
}

function anchor(node) {
  const href = node.getAttribute("href") ?? "";
  const safe = /^(https?|mailto):/i.test(href);
  return h("a", { href: safe && href, rel: "noopener noreferrer nofollow", target: "_blank" }, ...copies(node));
}

/** What somebody typed, as HTML: paragraphs and line breaks, and everything else as it stands there. */
export function fromPlain(text) {
  const escaped = text.trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  if (!escaped) return "";
  return escaped.split(/\n{2,}/).map((part) => `<p>${part.replaceAll("\n", "<br>")}</p>`).join("");
}
