// The search dialog: opens with Ctrl-K, ⌘K or "/", finds while one types, and leads to what is found.

import { h } from "../base/dom.js";
import { search } from "./search-index.js";
import { visit } from "./route.js";

/** The most results that are shown. */
const SHOWN_MAX = 30;
const STEPS = { ArrowDown: 1, ArrowUp: -1 };
const TIPS = "Try a path such as user/me, a verb such as follow, a field such as real_name, or fewer words.";

/** Has a button and the keyboard open the dialog. `makeIndex` is called when that happens for the first time. */
export function searchDialog(button, makeIndex) {
  let index;
  let results = [];
  let active = 0;
  const list = h("ul", { id: "results", role: "listbox", "aria-label": "Results" });
  const status = h("p", { role: "status", class: "muted small" });
  const input = h("input", {
    id: "query", type: "search", autocomplete: "off", autocapitalize: "none", spellcheck: "false", role: "combobox",
    "aria-autocomplete": "list", "aria-controls": "results", "aria-expanded": "false",
  });
  const dialog = h("dialog", { class: "search", "aria-labelledby": "search-title" },
    h("div", { class: "head" }, h("h2", { id: "search-title" }, h("label", { for: "query" }, "Search operations and chapters")),
      h("button", { type: "button", class: "plain", onclick: () => dialog.close() }, "Close")),
    input, status, list);

  function open() {
    if (document.querySelector("dialog[open]")) return;
    index ??= makeIndex();
    dialog.showModal();
    input.select();
    draw();
  }

  function draw() {
    const found = search(index, input.value);
    results = found.slice(0, SHOWN_MAX);
    active = 0;
    list.replaceChildren(...results.map(option));
    list.hidden = !results.length;
    status.textContent = statusText(input.value.trim(), found.length);
    input.setAttribute("aria-expanded", results.length > 0);
    mark();
  }

  function option(result, at) {
    const element = h("li", { id: `result-${at}`, role: "option" }, resultView(result));
    // The field keeps the focus.
    element.addEventListener("pointerdown", (event) => event.preventDefault());
    element.addEventListener("click", () => go(result));
    return element;
  }

  function mark() {
    [...list.children].forEach((element, at) => element.setAttribute("aria-selected", at === active));
    const current = list.children[active];
    if (current) input.setAttribute("aria-activedescendant", current.id);
    else input.removeAttribute("aria-activedescendant");
    current?.scrollIntoView({ block: "nearest" });
  }

  function go({ id }) {
    dialog.close();
    visit(id);
  }

  input.addEventListener("input", draw);
  input.addEventListener("keydown", (event) => {
    if (STEPS[event.key] && results.length) {
      event.preventDefault();
      active = (active + STEPS[event.key] + results.length) % results.length;
      mark();
    } else if (event.key === "Enter" && results[active] && !event.isComposing) {
      event.preventDefault();
      go(results[active]);
    } else if (event.key === "Escape") {
      // A search field would only be emptied.
      event.preventDefault();
      dialog.close();
    }
  });
  addEventListener("keydown", (event) => {
    if (!opensSearch(event)) return;
    event.preventDefault();
    open();
  });
  button.addEventListener("click", open);
  if (/Mac|iP/.test(navigator.platform)) button.querySelector("kbd").textContent = "⌘K";
  document.body.append(dialog);
}

function opensSearch({ key, ctrlKey, metaKey, altKey, shiftKey, target }) {
  if (key === "/") return !ctrlKey && !metaKey && !altKey && !target.closest?.("input, textarea, select, [contenteditable]");
  return key.toLowerCase() === "k" && ctrlKey !== metaKey && !altKey && !shiftKey;
}

function resultView({ method, path, title, chapter, field }) {
  const place = method ? [h("span", { class: `method ${method.toLowerCase()}` }, method), h("code", {}, path)] : [h("span", { class: "method" }, "TEXT"), chapter];
  return [h("span", { class: "result-title" }, title), h("span", { class: "small muted" }, place, field && [" · field ", h("code", {}, field)])];
}

function statusText(query, count) {
  if (!query) return "Type a part of a path, a summary, a description or the name of a field.";
  if (!count) return `No results for “${query}”. ${TIPS}`;
  if (count > SHOWN_MAX) return `The best ${SHOWN_MAX} of ${count} results.`;
  return count === 1 ? "1 result." : `${count} results.`;
}
