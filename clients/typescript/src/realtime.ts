import type { RealtimeMessage, SubscriptionResponse, WatchedPost } from "./messages.js";

/** How long a socket stays open until it counts as healthy, and later failures wait briefly again, in milliseconds. */
const HEALTHY_AFTER = 30_000;
/** How long the response to a heartbeat may take, in milliseconds; no longer than until the next. */
const PATIENCE = 10_000;
/** The pause between two requests to watch a post: the server takes 20 messages a second. */
const PACE = 60;
/** Messages of which the ids are remembered, because a message may arrive twice. */
const REMEMBERED = 200;
const PING = "ping";

/** `connecting` also while it waits for the next attempt; `closed` for good, by `close` or because the session has ended. */
export type RealtimeState = "connecting" | "open" | "closed";

export interface RealtimeOptions {
  /** Called with each message, in their order, and with no message twice. */
  onMessage: (message: RealtimeMessage) => void;
  /** Called when the state changes. What was missed is not sent again: whenever it is `open`, read what is shown. */
  onState?: (state: RealtimeState) => void;
  /** The address of the sockets, the output `RealtimeUrl` of a deployment; `ws/notify` of kith unless set. */
  url?: string;
  /** Milliseconds between two heartbeats; a minute unless set. They show whether the connection is lost. */
  heartbeat?: number;
  /** The longest pause between two attempts to connect, in milliseconds; 30 s unless set. */
  pauseMax?: number;
  /** The class of sockets; that of the environment unless set. Node has one from version 22. */
  WebSocket?: new (url: string, protocol: string) => WebSocket;
}

/** What a socket needs of its client. */
export interface Connection {
  url: string;
  /** A valid access token, or `null` without a session. */
  accessToken: () => Promise<string | null>;
  /** Sends a request with the token, which renews the token or ends the session if kith refuses it. */
  check: () => Promise<unknown>;
}

/** A WebSocket of the session's user that opens again by itself, with the token that is valid then. */
export class Realtime {
  readonly #connection: Connection;
  readonly #options: RealtimeOptions;
  readonly #watched = new Map<string, WatchedPost>();
  readonly #seen = new Set<string>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #state: RealtimeState | null = null;
  #socket: WebSocket | null = null;
  #failures = 0;
  /** Whether kith may have refused the token, which a socket is not told. */
  #isDoubtful = false;

  constructor(connection: Connection, options: RealtimeOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#setState("connecting");
    void this.#connect();
  }

  get state(): RealtimeState {
    return this.#state ?? "connecting";
  }

  /** Asks for the changes of a post from now on, over all sockets to come. The response is a message. At most 20 posts. */
  watch(post: WatchedPost): void {
    this.#watched.set(keyOf(post), post);
    this.#ask("subscribe", post);
  }

  /** Asks for them no longer. */
  unwatch(post: WatchedPost): void {
    if (this.#watched.delete(keyOf(post))) this.#ask("unsubscribe", post);
  }

  /** Closes the socket for good. */
  close(): void {
    this.#drop();
    this.#setState("closed");
  }

  async #connect(): Promise<void> {
    const { accessToken, check } = this.#connection;
    let token: string | null;
    try {
      token = await accessToken();
      if (token !== null && this.#isDoubtful) {
        await check();
        token = await accessToken();
      }
    } catch {
      // kith cannot be reached, or the session has ended, of which the next attempt finds no token.
      return this.#retry(false);
    }
    if (this.#state === "closed") return;
    if (token === null) return this.close();
    this.#isDoubtful = true;
    this.#open(token);
  }

  #open(token: string): void {
    const { onMessage, WebSocket: Socket = globalThis.WebSocket } = this.#options;
    const socket = new Socket(this.#options.url ?? socketUrl(this.#connection.url), `__${token}`);
    this.#socket = socket;
    const isCurrent = () => this.#socket === socket;
    socket.onopen = () => {
      if (!isCurrent()) return;
      this.#isDoubtful = false;
      this.#after(HEALTHY_AFTER, () => (this.#failures = 0));
      this.#beat(socket);
      [...this.#watched.values()].forEach((post, place) => this.#after(place * PACE, () => this.#askAgain(post)));
      this.#setState("open");
    };
    socket.onmessage = ({ data }) => {
      if (!isCurrent() || data === PING) return;
      const message = parse(data);
      if (message && this.#isNew(message)) onMessage(message);
    };
    // In Node 20, no `close` follows the error of a refused opening.
    socket.onerror = () => {
      if (isCurrent()) this.#retry(false);
    };
    socket.onclose = ({ code }) => {
      // 1008: the session may have ended.
      if (isCurrent()) this.#retry(code === 1008);
    };
  }

  /** Connects again after a pause that grows with each failure, at random, so that clients of a restarted kith spread. */
  #retry(isDoubtful: boolean): void {
    if (this.#state === "closed") return;
    this.#drop();
    this.#isDoubtful ||= isDoubtful;
    const longest = Math.min(this.#options.pauseMax ?? 30_000, 1_000 * 2 ** this.#failures);
    this.#failures += 1;
    this.#setState("connecting");
    this.#after(longest * (0.5 + Math.random() / 2), () => void this.#connect());
  }

  /** Lets go of the socket and of what waits. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    if (socket && socket.readyState < 2) socket.close();
  }

  /** Sends heartbeats. A socket on which nothing comes back is lost. */
  #beat(socket: WebSocket): void {
    const interval = this.#options.heartbeat ?? 60_000;
    this.#after(interval, () => {
      const lost = this.#after(Math.min(PATIENCE, interval), () => this.#retry(false));
      const receive = () => {
        this.#cancel(lost);
        socket.removeEventListener("message", receive);
        if (this.#socket === socket) this.#beat(socket);
      };
      socket.addEventListener("message", receive);
      socket.send(PING);
    });
  }

  #askAgain(post: WatchedPost): void {
    if (this.#watched.has(keyOf(post))) this.#ask("subscribe", post);
  }

  /** Asks at once if the socket is open; otherwise its opening does. */
  #ask(action: SubscriptionResponse["action"], post: WatchedPost): void {
    if (this.#state === "open") this.#socket?.send(JSON.stringify({ action, ...post }));
  }

  #isNew({ type, data }: RealtimeMessage): boolean {
    const id = type === "subscription" ? undefined : data.feed_serialization_id;
    if (id === undefined) return true;
    const key = `${type} ${id}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    for (const oldest of this.#seen) {
      if (this.#seen.size <= REMEMBERED) break;
      this.#seen.delete(oldest);
    }
    return true;
  }

  #setState(state: RealtimeState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState?.(state);
  }

  #after(milliseconds: number, run: () => void): ReturnType<typeof setTimeout> {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, milliseconds);
    this.#timers.add(timer);
    return timer;
  }

  #cancel(timer: ReturnType<typeof setTimeout>): void {
    clearTimeout(timer);
    this.#timers.delete(timer);
  }
}

const keyOf = (post: WatchedPost) => ("post" in post ? `post ${post.post}` : `discussion ${post.discussion}`);

function socketUrl(url: string): string {
  return `${url.replace(/^http/, "ws")}/ws/notify`;
}

/** A message that is no JSON, or of a type that this version does not know, is ignored. */
function parse(text: unknown): RealtimeMessage | null {
  try {
    const message = JSON.parse(String(text)) as RealtimeMessage;
    return ["interaction", "post", "subscription"].includes(message?.type) ? message : null;
  } catch {
    return null;
  }
}
