// The subset of Markdown that descriptions and chapters use: headings, paragraphs, lists, tables, code, bold and emphasised
// text, and links. Creates elements, never markup: what a text contains stays text.

import { h } from "../base/dom.js";

const FENCE = /^```/;
const HEADING = /^(#{1,6}) (.*)$/;
const ITEM = /^([-*]|\d+\.) +/;
const TABLE_LINE = /^\|[\s:|-]+\|$/;
const CELLS = /(?<!\\)\|/;
const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|(?<![\w*/])\*(?=\S)([^*]+)\*(?![\w*/])|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** Headings of descriptions are bold paragraphs, and their links are those to other hosts. */
const DESCRIPTION = {
  heading: (_, content) => h("p", {}, h("strong", {}, content)),
  link: (href, content) => (/^https?:/.test(href) ? h("a", { href, rel: "noopener noreferrer" }, content) : content),
};

/** The elements of a Markdown text. `styles` says how headings and links are shown. */
export function markdown(text = "", styles = DESCRIPTION) {
  return blocks(text.split("\n"), styles);
}

/** The nodes of one line of Markdown. */
export function inline(text, styles = DESCRIPTION) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [all, code, strong, emphasis, label, href] = match;
    parts.push(text.slice(end, match.index));
    if (code) parts.push(h("code", {}, code));
    else if (strong) parts.push(h("strong", {}, inline(strong, styles)));
    else if (emphasis) parts.push(h("em", {}, inline(emphasis, styles)));
    else parts.push(styles.link(href, inline(label, styles)));
    end = match.index + all.length;
  }
  return [...parts, text.slice(end)];
}

/** The elements of some lines. Each block takes its lines off the front. */
function blocks(lines, styles) {
  const rest = [...lines];
  const found = [];
  while (rest.length) {
    const heading = rest[0].match(HEADING);
    if (!rest[0].trim()) rest.shift();
    else if (heading) found.push(styles.heading(heading[1].length, inline(heading[2], styles), rest.shift()));
    else if (FENCE.test(rest[0])) found.push(fenced(rest));
    else if (ITEM.test(rest[0])) found.push(list(rest, styles));
    else if (startsTable(rest)) found.push(table(rest, styles));
    else found.push(h("p", {}, inline(takeWhile(rest, (line, at) => at === 0 || (line.trim() && !startsBlock(line))).join(" "), styles)));
  }
  return found;
}

function startsBlock(line) {
  return FENCE.test(line) || HEADING.test(line) || ITEM.test(line) || line.startsWith("|");
}

function startsTable([first, second = ""]) {
  return first.startsWith("|") && TABLE_LINE.test(second.trim());
}

function takeWhile(lines, belongs) {
  let count = 0;
  while (count < lines.length && belongs(lines[count], count)) count += 1;
  return lines.splice(0, count);
}

function fenced(lines) {
  lines.shift();
  const code = takeWhile(lines, (line) => !FENCE.test(line));
  lines.shift();
  return h("pre", { tabindex: "0" }, h("code", {}, code.join("\n")));
}

function list(lines, styles) {
  const ordered = /^\d/.test(lines[0]);
  const items = [];
  while (lines.length && ITEM.test(lines[0]) && /^\d/.test(lines[0]) === ordered) {
    const width = lines[0].match(ITEM)[0].length;
    const indented = (line) => line.startsWith(" ".repeat(width));
    const own = takeWhile(lines, (line, at) => at === 0 || indented(line) || (line.trim() ? !startsBlock(line) : indented(lines[at + 1] ?? "")));
    items.push(item(own.map((line) => line.slice(Math.min(width, line.match(/^\s*/)[0].length || (line === own[0] ? width : 0)))), styles));
    if (!lines[0]?.trim() && ITEM.test(lines[1] ?? "")) lines.shift();
  }
  return h(ordered ? "ol" : "ul", {}, items);
}

/** A list item; its text needs no paragraph of its own if that is the first block. */
function item(lines, styles) {
  const [first, ...more] = blocks(lines, styles);
  return h("li", {}, first.localName === "p" ? [...first.childNodes] : first, more);
}

function table(lines, styles) {
  const [head, , ...body] = takeWhile(lines, (line) => line.startsWith("|")).map(cells);
  const title = (text) => (text ? h("th", { scope: "col" }, inline(text, styles)) : h("td", {}));
  const content = h("table", {}, h("thead", {}, h("tr", {}, head.map(title))),
    h("tbody", {}, body.map((texts) => h("tr", {}, texts.map((text) => h("td", {}, inline(text, styles)))))));
  return h("div", { class: "table", tabindex: "0", role: "group", "aria-label": `Table: ${head.filter(Boolean).join(", ").replaceAll("`", "")}` }, content);
}

function cells(line) {
  return line.trim().slice(1, -1).split(CELLS).map((text) => text.trim().replaceAll("\\|", "|"));
}
