// A WebSocket on which the number of unseen notifications, changes of friendships and those of the open post arrive
// (docs/api/realtime.md).

import { apiUrl, session } from "../base/api.js";

/** Milliseconds between two heartbeats. The server closes a socket that is silent for ten minutes. */
const HEARTBEAT = 4 * 60_000;
/** The longest pause before the socket is opened again, in milliseconds. */
const PAUSE_MAX = 30_000;
/** Attempts after which a server that has never opened a socket is taken for one without them. */
const ATTEMPTS = 3;

/**
 * A socket that opens again by itself. `onChange` is called when it has opened or closed, and is awaited before the socket
 * opens again; `onMessage` is called with each message.
 */
export function realtimeSocket({ onChange, onMessage }) {
  let socket = null;
  let timer = null;
  let heartbeat = null;
  let failures = 0;
  /** Counts what opens and closes the socket, so that a token that comes late opens none. */
  let openings = 0;
  let wasOpen = false;
  /** The post that is open, as its type and id, and whether the server tells of it. */
  let post = null;
  let isWatching = false;

  const isOpen = () => socket?.readyState === WebSocket.OPEN;
  const ask = (action) => post && isOpen() && socket.send(JSON.stringify({ action, [post.type]: post.id }));

  async function open() {
    openings += 1;
    const opening = openings;
    const token = await session.freshToken();
    if (!token || opening !== openings) return;
    const url = apiUrl("ws/notify");
    url.protocol = url.protocol.replace("http", "ws");
    const own = new WebSocket(url, `__${token}`);
    socket = own;
    own.onopen = () => {
      failures = 0;
      wasOpen = true;
      heartbeat = setInterval(() => own.send("ping"), HEARTBEAT);
      ask("subscribe");
      onChange();
    };
    own.onmessage = ({ data }) => {
      if (own !== socket || data === "ping") return;
      const message = JSON.parse(data);
      if (message.type === "subscription" && post && message.data[post.type] === post.id) isWatching = message.data.status === "subscribed";
      onMessage(message);
    };
    own.onclose = async () => {
      if (own !== socket) return;
      clearInterval(heartbeat);
      isWatching = false;
      failures += 1;
      // Polls, which stops this socket if the session has ended.
      await onChange();
      if (own !== socket) return;
      if (!wasOpen && failures >= ATTEMPTS) return;
      timer = setTimeout(open, Math.random() * Math.min(PAUSE_MAX, 1_000 * 2 ** failures));
    };
  }

  function stop() {
    openings += 1;
    clearTimeout(timer);
    clearInterval(heartbeat);
    const closing = socket;
    socket = null;
    isWatching = false;
    closing?.close();
  }

  /** Watches this post from now on, instead of the one before; `null` watches none. */
  function watch(next) {
    if (next?.id === post?.id) return;
    ask("unsubscribe");
    [post, isWatching] = [next, false];
    ask("subscribe");
  }

  return {
    get isOpen() {
      return isOpen();
    },
    /** The post that is open and of which nothing arrives. */
    get unwatched() {
      return isWatching ? null : post;
    },
    start() {
      stop();
      failures = 0;
      open();
    },
    stop,
    watch,
  };
}
