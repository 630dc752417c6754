// Views that the user has left. Back and Forward show them as they were: with the text in fields, the length of lists,
// the scroll position and the focus.

import { sameLink } from "../base/dom.js";

const MAX = 20;

/** The views by the key of their entry in the browser's history. */
const kept = new Map();
let lastKey = 0;

/** The key of the current entry of the history. */
export function entryKey() {
  if (!history.state?.key) {
    lastKey += 1;
    history.replaceState({ key: `${performance.timeOrigin}-${lastKey}` }, "");
  }
  return history.state.key;
}

/** Changes the URL of the current entry. The view stays. */
export function renameEntry(url) {
  history.replaceState(history.state, "", new URL(url, document.baseURI));
}

/** Keeps the view that `main` shows, before another one replaces it. */
export function keep(key, main) {
  const view = { scroll: scrollY, className: main.className, title: document.title, content: document.createDocumentFragment() };
  view.focused = main.contains(document.activeElement) ? document.activeElement : null;
  view.content.append(...main.childNodes);
  kept.set(key, view);
  if (kept.size > MAX) kept.delete(kept.keys().next().value);
}

/** Takes the view of this key, if it was kept. */
export function take(key) {
  const view = kept.get(key);
  kept.delete(key);
  return view;
}

/** Puts the focus and the scroll position where they were. A link that was redrawn meanwhile is found by its target. */
export function resume({ focused, scroll }, main) {
  const target = focused?.isConnected ? focused : sameLink(main, focused) ?? main;
  target.focus({ preventScroll: true });
  scrollTo(0, scroll);
}

/** Drops all views, as when another user logs in. */
export function dropAll() {
  kept.clear();
}

/** The page and the kept views. */
export function roots() {
  return [document, ...[...kept.values()].map((view) => view.content)];
}
