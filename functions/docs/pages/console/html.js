// The HTML of posts. The API has already sanitised it and the page's security policy blocks scripts; as a further
// safeguard, only the elements listed here are copied into the page.

import { h } from "../base/dom.js";
import { link } from "./link.js";

const ELEMENTS = new Set(["b", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "hr", "i", "ins", "li", "ol", "p", "pre",
  "s", "strong", "sub", "sup", "u", "ul"]);

/** The nodes of a sanitised HTML text. */
export function htmlNodes(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return copyChildren(parsed.body);
}

/** `toText(data)` makes nodes of the texts: outside of links, URLs in them become links. */
function copyChildren(node, toText = linked) {
  return [...node.childNodes].flatMap((child) => {
    if (child.nodeType === Node.TEXT_NODE) return toText(child.data);
    if (child.nodeType !== Node.ELEMENT_NODE) return [];
    const name = child.localName;
    if (name === "a") return [anchor(child)];
    if (name === "img") return [picture(child, toText)];
    if (name === "mention") return [mention(child, toText)];
    // Headings become bold paragraphs, so that the page keeps its own outline.
    if (/^h[2-4]$/.test(name)) return [h("p", {}, h("strong", {}, ...copyChildren(child, toText)))];
    return ELEMENTS.has(name) ? [h(name, {}, ...copyChildren(child, toText))] : copyChildren(child, toText);
  });
}

function anchor(node) {
  const href = node.getAttribute("href") ?? "";
  return outbound(/^(https?|mailto):/i.test(href) && href, copyChildren(node, (text) => [text]));
}

function outbound(href, content) {
  return h("a", { href, rel: "noopener noreferrer nofollow", target: "_blank" }, content);
}

/** A mention of a user, as a link to them. */
function mention(node, toText) {
  const isInLink = toText !== linked;
  return isInLink || !/^\d+$/.test(node.id) ? node.textContent : h("a", { href: link("person", node.id) }, node.textContent);
}

/** A picture of this server, or a link to one of another host: loading that would tell the host who reads the post. */
function picture(node, toText) {
  const src = node.getAttribute("src") ?? "";
  const url = URL.canParse(src) && new URL(src);
  const label = node.alt || "Picture";
  if (url?.origin === location.origin) return h("img", { src, alt: node.alt, loading: "lazy" });
  const isInLink = toText !== linked;
  return isInLink || !/^https?:$/.test(url?.protocol) ? label : outbound(src, `${label} (${url.host})`);
}

const URLS = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?()\[\]]/gi;

/** A text as nodes, with its URLs as links. */
export function linked(text) {
  const urls = text.match(URLS) ?? [];
  return text.split(URLS).flatMap((part, n) => (n < urls.length ? [part, outbound(urls[n], urls[n])] : [part])).filter((node) => node !== "");
}

/** Plain text as HTML with paragraphs and line breaks; markup in it is escaped. */
export function textToHtml(text) {
  const escaped = text.trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  if (!escaped) return "";
  return escaped.split(/\n{2,}/).map((paragraph) => `<p>${paragraph.replaceAll("\n", "<br>")}</p>`).join("");
}

/** The plain text that `textToHtml` would turn into this HTML, or null if it has more than paragraphs and line breaks. */
export function htmlToText(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const text = [...body.childNodes].map((node) => (node.localName === "p" ? lines(node) : lineOf(node)));
  return text.includes(null) ? null : text.join(body.querySelector("p") ? "\n\n" : "").trim();
}

function lines(paragraph) {
  const text = [...paragraph.childNodes].map(lineOf);
  return text.includes(null) ? null : text.join("");
}

function lineOf(node) {
  return node.nodeType === Node.TEXT_NODE ? node.data : node.localName === "br" ? "\n" : null;
}
