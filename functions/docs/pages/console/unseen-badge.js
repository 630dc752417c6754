// Shows how many notifications the user has not seen: as a WebSocket tells it, or by polling while there is none.

import { announce, h } from "../base/dom.js";
import { call, session } from "../base/api.js";
import { plural } from "../base/plural.js";
import { realtimeSocket } from "./realtime.js";

/** Milliseconds between two polls. */
const INTERVAL = 4_000;
/** The same while a socket is open, for what it does not tell: notifications that were seen elsewhere. */
const INTERVAL_BESIDE_SOCKET = 60_000;

/** A badge with the number of unseen notifications. `onIncrease` is called when the number grows. */
export function unseenBadge() {
  const element = h("span", { class: "badge", hidden: true });
  const badge = { element, onIncrease: null, start, stop, refresh };
  const socket = realtimeSocket({ onChange: poll, onUnseen: (unseen) => document.hidden || show(unseen) });
  let timer = null;
  let total = 0;

  async function refresh() {
    // A hidden page sends no requests.
    if (document.hidden || !navigator.onLine || !session.token) return;
    const unseen = await call("GET", "api/v2/user/me/notifications/unseen/").catch(() => null);
    if (unseen) show(unseen.total);
  }

  function show(unseen) {
    if (unseen === total) return;
    const increased = unseen > total;
    total = unseen;
    element.hidden = total === 0;
    element.replaceChildren(String(total), h("span", { class: "visually-hidden" }, " new"));
    if (increased) {
      announce(`${total} new ${plural(total, "notification")}.`);
      badge.onIncrease?.();
    }
  }

  /** Polls now, because notifications may have arrived before the socket opened or after it closed, and from now on. */
  function poll() {
    clearInterval(timer);
    timer = setInterval(refresh, socket.isOpen ? INTERVAL_BESIDE_SOCKET : INTERVAL);
    return refresh();
  }

  function start() {
    stop();
    poll();
    socket.start();
  }

  function stop() {
    socket.stop();
    clearInterval(timer);
    total = 0;
    element.hidden = true;
  }

  document.addEventListener("visibilitychange", refresh);
  return badge;
}
