// Tells everything that shows a thing that an action has changed it, also in views to which the user may go back.

import { roots } from "./kept-views.js";

/** Milliseconds after which derived data, such as counters, include an action: soon, and at the latest. */
const SETTLED = [150, 1_500];

/** Calls `update(detail)` on each change of this topic for as long as the element is shown or kept. */
export function onChange(element, topic, update) {
  element.dataset.topic = topic;
  element.addEventListener("kith:change", ({ detail }) => update(detail));
}

/** Reports a change. */
export function changed(topic, detail) {
  const elements = roots().flatMap((root) => [...root.querySelectorAll(`[data-topic="${topic}"]`)]);
  for (const element of elements) element.dispatchEvent(new CustomEvent("kith:change", { detail }));
}

/** Calls `reload` when derived data have followed an action, but not while a question about what it redraws is open. */
export function whenSettled(reload) {
  for (const delay of SETTLED) {
    setTimeout(function run() {
      if (document.querySelector("dialog[open]")) setTimeout(run, delay);
      else reload().catch(() => {});
    }, delay);
  }
}
