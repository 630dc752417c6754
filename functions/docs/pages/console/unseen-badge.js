// Shows how many notifications the user has not seen.

import { announce, h } from "../base/dom.js";
import { plural } from "../base/plural.js";
import { liveUpdates } from "./live.js";

/** A badge with the number of unseen notifications. `onIncrease` is called when the number grows. */
export function unseenBadge() {
  const element = h("span", { class: "badge", hidden: true });
  const live = liveUpdates(show);
  const badge = { element, onIncrease: null, start, stop, refresh: live.refresh, watch: live.watch };
  let total = 0;

  /** Shows this number. Returns whether it has grown. */
  function show(unseen) {
    if (unseen === total) return false;
    const increased = unseen > total;
    total = unseen;
    element.hidden = total === 0;
    element.replaceChildren(String(total), h("span", { class: "visually-hidden" }, " new"));
    if (increased) {
      announce(`${total} new ${plural(total, "notification")}.`);
      badge.onIncrease?.();
    }
    return increased;
  }

  function start() {
    stop();
    live.start();
  }

  function stop() {
    live.stop();
    total = 0;
    element.hidden = true;
  }

  return badge;
}
