// A WebSocket on which the number of unseen notifications arrives (docs/api/realtime.md).

import { apiUrl, session } from "../base/api.js";

/** Milliseconds between two heartbeats. The server closes a socket that is silent for ten minutes. */
const HEARTBEAT = 4 * 60_000;
/** The longest pause before the socket is opened again, in milliseconds. */
const PAUSE_MAX = 30_000;
/** Attempts after which a server that has never opened a socket is taken for one without them. */
const ATTEMPTS = 3;

/**
 * A socket that opens again by itself. `onChange` is called when it has opened or closed, and `onUnseen` with each number
 * of unseen notifications.
 */
export function realtimeSocket({ onChange, onUnseen }) {
  let socket = null;
  let timer = null;
  let failures = 0;
  let wasOpen = false;

  function open() {
    if (!session.token) return;
    const url = apiUrl("ws/notify");
    url.protocol = url.protocol.replace("http", "ws");
    const own = new WebSocket(url, `__${session.token}`);
    socket = own;
    own.onopen = () => {
      failures = 0;
      wasOpen = true;
      timer = setInterval(() => own.send("ping"), HEARTBEAT);
      onChange();
    };
    own.onmessage = ({ data }) => {
      if (data === "ping") return;
      const { count_interactions: unseen, notification_obj: notification } = JSON.parse(data).data ?? {};
      if (Number.isInteger(unseen)) onUnseen(unseen);
      if (notification) dispatchEvent(new CustomEvent("kith:notification", { detail: notification }));
    };
    own.onclose = () => {
      if (own !== socket) return;
      stop();
      failures += 1;
      onChange();
      if (!wasOpen && failures >= ATTEMPTS) return;
      timer = setTimeout(open, Math.random() * Math.min(PAUSE_MAX, 1_000 * 2 ** failures));
    };
  }

  function stop() {
    clearTimeout(timer);
    const closing = socket;
    socket = null;
    closing?.close();
  }

  return {
    get isOpen() {
      return socket?.readyState === WebSocket.OPEN;
    },
    start() {
      stop();
      failures = 0;
      open();
    },
    stop,
  };
}
