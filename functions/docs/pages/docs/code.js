// A request as code in one of several languages, in tabs.

import { h, uniqueId } from "../base/dom.js";
import { remember, remembered } from "../base/choice.js";
import { session } from "../base/session.js";
import { copyButton } from "./copy-button.js";
import { curl } from "./curl.js";
import { javascript } from "./javascript.js";
import { python } from "./python.js";

const LANGUAGES = [
  { label: "curl", write: curl },
  { label: "JavaScript", write: javascript },
  { label: "Python", write: python },
];
const CHOICE = "kith.code-language";
const CHOSEN = "kith:code-language";
/** The arrow keys, and how far they move among the tabs. */
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/**
 * The tabs, the code below them, and a button that copies it. `request` returns what to send: with the caller's token if
 * `secret`, else with a placeholder, so that no token is shown on the screen.
 */
export function codeTabs(request) {
  let language = chosenLanguage();
  const code = h("code", {});
  const panel = h("pre", { role: "tabpanel", tabindex: "0", id: uniqueId("code") }, code);
  const tabs = LANGUAGES.map(({ label }) => h("button", { type: "button", role: "tab", id: uniqueId("tab"), "aria-controls": panel.id }, label));
  const copying = copyButton(() => `Copy as ${language.label}`, async () => {
    await session.freshToken();
    return language.write(request({ secret: true }));
  });

  function draw() {
    tabs.forEach((tab, at) => {
      const selected = LANGUAGES[at] === language;
      tab.setAttribute("aria-selected", selected);
      tab.tabIndex = selected ? 0 : -1;
      if (selected) panel.setAttribute("aria-labelledby", tab.id);
    });
    code.textContent = language.write(request({ secret: false }));
  }

  function choose(at) {
    remember(CHOICE, LANGUAGES[at].label);
    // All operations of the page show the same language.
    dispatchEvent(new CustomEvent(CHOSEN, { detail: LANGUAGES[at] }));
    tabs[at].focus();
  }

  addEventListener(CHOSEN, ({ detail }) => {
    language = detail;
    copying.relabel();
    draw();
  });
  tabs.forEach((tab, at) => {
    tab.addEventListener("click", () => choose(at));
    tab.addEventListener("keydown", ({ key }) => STEPS[key] && choose((at + STEPS[key] + tabs.length) % tabs.length));
  });
  draw();
  const element = h("div", { class: "code" },
    h("div", { class: "row apart" }, h("div", { role: "tablist", "aria-label": "Language", class: "tabs" }, tabs), copying.element), panel);
  return { element, draw };
}

function chosenLanguage() {
  const chosen = remembered(CHOICE);
  return LANGUAGES.find(({ label }) => label === chosen) ?? LANGUAGES[0];
}
