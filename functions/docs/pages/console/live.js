// Keeps what is shown up to date: as a WebSocket tells it, or by polling while there is none.

import { poller, session } from "../base/api.js";
import { changed } from "./changes.js";
import { isOffline, showOffline } from "./offline.js";
import { realtimeSocket } from "./realtime.js";

/** Milliseconds between two polls. */
const INTERVAL = 4_000;
/** The same while a socket is open, for what it has lost. */
const INTERVAL_BESIDE_SOCKET = 60_000;
/** Milliseconds between two polls of the open post while no socket tells of it. */
const POST_INTERVAL = 10_000;

/** The name of the other user in messages about a friendship, by the number of the activity. */
const RELATIONS = { 55: "request_user", 56: "accept_user", 59: "remove_user", 60: "cancel_request_user" };

/** Calls `onUnseen` with the number of unseen notifications whenever it may have changed. */
export function liveUpdates(onUnseen) {
  const socket = realtimeSocket({ onChange: poll, onMessage: receive });
  const pollUnseen = poller("api/v2/notification/unseen/count/");
  /** The number that the last poll found. */
  let unseen = 0;
  let timer = null;
  let postTimer = null;
  /** Whether a friendship has changed while the page was hidden, which sends no requests. */
  let missed = false;

  function receive({ type, data }) {
    if (type === "post") return changed("post", { id: data.post ?? data.discussion, pushed: data });
    // What has changed before the server began to tell.
    if (type === "subscription") return data.status === "subscribed" && reloadPost({ id: data.post ?? data.discussion });
    if (data?.notification_obj) dispatchEvent(new CustomEvent("kith:notification", { detail: data.notification_obj }));
    const user = data?.[RELATIONS[data.activity_type]];
    if (user && document.hidden) missed = true;
    else if (user) changed("relationship", { id: user.id, status: data.connection });
    if (Number.isInteger(data?.count_interactions) && !document.hidden) onUnseen(data.count_interactions);
  }

  function reloadPost(post) {
    if (post && !document.hidden && navigator.onLine) changed("post", { id: post.id, reload: true });
  }

  async function refresh() {
    if (document.hidden || !session.token) return;
    if (!navigator.onLine) return showOffline(true);
    try {
      // Unchanged since the last poll, if there is none.
      unseen = (await pollUnseen())?.count ?? unseen;
    } catch (error) {
      if (error.status === 0) showOffline(true);
      return;
    }
    if (isOffline()) recover();
    if (onUnseen(unseen) && !socket.isOpen) changed("relationship", {});
  }

  /** The server can be reached again. */
  function recover() {
    showOffline(false);
    socket.start();
    changed("relationship", {});
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
    postTimer = setInterval(() => reloadPost(socket.unwatched), POST_INTERVAL);
    socket.start();
  }

  function stop() {
    socket.stop();
    clearInterval(timer);
    clearInterval(postTimer);
    showOffline(false);
  }

  function onVisible() {
    if (missed && !document.hidden) {
      missed = false;
      changed("relationship", {});
    }
    refresh();
  }

  document.addEventListener("visibilitychange", onVisible);
  addEventListener("offline", () => session.token && showOffline(true));
  addEventListener("online", refresh);
  return { start, stop, refresh, watch: socket.watch };
}
