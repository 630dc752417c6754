// Polls for notifications that the user has not seen.

import { announce, h } from "../base/dom.js";
import { call, session } from "../base/api.js";
import { plural } from "../base/plural.js";

/** Milliseconds between two polls. */
const INTERVAL = 4_000;

/** A badge with the number of unseen notifications. `onIncrease` is called when the number grows. */
export function unseenBadge() {
  const element = h("span", { class: "badge", hidden: true });
  const badge = { element, onIncrease: null, start, stop, refresh };
  let timer = null;
  let total = 0;

  async function refresh() {
    // A hidden page sends no requests.
    if (document.hidden || !navigator.onLine || !session.token) return;
    const unseen = await call("GET", "api/v2/user/me/notifications/unseen/").catch(() => null);
    if (!unseen || unseen.total === total) return;
    const increased = unseen.total > total;
    total = unseen.total;
    element.hidden = total === 0;
    element.replaceChildren(String(total), h("span", { class: "visually-hidden" }, " new"));
    if (increased) {
      announce(`${total} new ${plural(total, "notification")}.`);
      badge.onIncrease?.();
    }
  }

  function start() {
    stop();
    timer = setInterval(refresh, INTERVAL);
    refresh();
  }

  function stop() {
    clearInterval(timer);
    total = 0;
    element.hidden = true;
  }

  return badge;
}
