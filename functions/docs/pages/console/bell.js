// Watches for notifications that the caller has not seen.

import { announce, h } from "../base/dom.js";
import { call, session } from "../base/api.js";

/** Milliseconds between two looks. */
const PAUSE = 4_000;

/** A badge with the number of unseen notifications; `changed` is told when it changes. */
export function watchUnseen() {
  const badge = h("span", { class: "badge", hidden: true });
  const bell = { badge, changed: null, start, stop, look };
  let timer = null;
  let total = 0;

  async function look() {
    // A page that nobody looks at asks nothing.
    if (document.hidden || !session.token) return;
    const unseen = await call("GET", "api/v2/user/me/notifications/unseen/").catch(() => null);
    if (!unseen || unseen.total === total) return;
    const more = unseen.total > total;
    total = unseen.total;
    badge.hidden = total === 0;
    badge.replaceChildren(String(total), h("span", { class: "unseen" }, " new"));
    if (more) {
      announce(`${total} new ${total === 1 ? "notification" : "notifications"}.`);
      bell.changed?.();
    }
  }

  function start() {
    stop();
    timer = setInterval(look, PAUSE);
    look();
  }

  function stop() {
    clearInterval(timer);
    total = 0;
    badge.hidden = true;
  }

  return bell;
}
