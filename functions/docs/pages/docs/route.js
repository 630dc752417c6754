// What the page shows is named by the fragment of its URL. Back and Forward show it as it was left.

import { address } from "./permalink.js";

let showTarget;

/** The fragment of the URL. */
export function fragment() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return location.hash.slice(1);
  }
}

/** Calls `show` with the fragment, now and whenever it changes. */
export function followFragment(show) {
  showTarget = show;
  // A position is stored when a link is followed: the browser's own would be that of the page before it is drawn.
  history.scrollRestoration = "manual";
  addEventListener("click", followLink);
  addEventListener("popstate", ({ state }) => {
    show(fragment());
    if (state?.top !== undefined) scrollTo(0, state.top);
  });
  if (fragment()) show(fragment());
}

/** Follows links within the page itself: the browser would take the focus away after it was moved. */
function followLink(event) {
  const href = event.target.closest?.("a")?.getAttribute("href");
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!href?.startsWith(address("")) || modified || event.defaultPrevented) return;
  event.preventDefault();
  visit(decodeURIComponent(href.slice(address("").length)));
}

/** Shows an operation or a heading, as a link to it does. */
export function visit(id) {
  storePosition();
  if (id !== fragment()) history.pushState(null, "", new URL(address(id), document.baseURI));
  showTarget(id);
}

function storePosition() {
  history.replaceState({ top: scrollY }, "");
}
