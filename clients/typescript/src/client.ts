import createClient from "openapi-fetch";
import { KithError } from "./error.js";
import { nextQuery, rowsOf, type Page, type Query } from "./pages.js";
import { Realtime, type RealtimeOptions } from "./realtime.js";
import { sendRepeatedly } from "./repeat.js";
import { Session } from "./session.js";
import { memoryStorage, type TokenStorage } from "./storage.js";
import type { Args, Data, ListPath, PathOf, Row } from "./types.js";

export interface Options {
  /** The address of kith, with the prefix of the gateway's stage if there is one: `https://api.example.org/prod`. */
  url: string;
  /** Where the tokens are kept; in memory unless set. */
  storage?: TokenStorage;
  /** Called when the session has ended in kith: show the login again. */
  onSessionEnd?: () => void;
  /** How often a request that may be repeated is repeated; 3 unless set. */
  retries?: number;
  /** The `fetch` to use. */
  fetch?: (request: Request) => Promise<Response>;
}

/** Parameters and body of any operation. The methods of {@link Kith} take those of theirs. */
interface Init {
  params?: { query?: Query };
  body?: unknown;
  headers?: Record<string, string>;
  retry?: boolean;
}

/** The part of openapi-fetch's client that is used here, without the types of the operations. */
interface Api {
  request(method: string, path: string, init: object): Promise<{ data?: unknown; error?: unknown; response: Response }>;
}

/** A client of one kith. Its methods return the body of the response, and throw a {@link KithError} for an error. */
export class Kith {
  readonly session: Session;
  readonly #api: Api;
  readonly #url: string;
  readonly #retries: number;
  readonly #fetch: (request: Request) => Promise<Response>;

  constructor({ url, storage = memoryStorage(), onSessionEnd = () => {}, retries = 3, fetch }: Options) {
    this.#url = url.replace(/\/+$/, "");
    this.#retries = retries;
    this.#fetch = fetch ?? ((request) => globalThis.fetch(request));
    this.session = new Session({ url: this.#url, storage, retries, fetch: this.#fetch, onSessionEnd });
    this.#api = createClient<object>({ baseUrl: this.#url, fetch: (request) => this.#send(request) }) as Api;
  }

  get<P extends PathOf<"get">>(path: P, ...[init]: Args<"get", P>): Promise<Data<"get", P>> {
    return this.#call("GET", path, init);
  }

  put<P extends PathOf<"put">>(path: P, ...[init]: Args<"put", P>): Promise<Data<"put", P>> {
    return this.#call("PUT", path, init);
  }

  post<P extends PathOf<"post">>(path: P, ...[init]: Args<"post", P>): Promise<Data<"post", P>> {
    return this.#call("POST", path, init);
  }

  patch<P extends PathOf<"patch">>(path: P, ...[init]: Args<"patch", P>): Promise<Data<"patch", P>> {
    return this.#call("PATCH", path, init);
  }

  delete<P extends PathOf<"delete">>(path: P, ...[init]: Args<"delete", P>): Promise<Data<"delete", P>> {
    return this.#call("DELETE", path, init);
  }

  /** The pages of a list, from the one that the query names to the last. */
  pages<P extends ListPath>(path: P, ...[init]: Args<"get", P>): AsyncGenerator<Data<"get", P>, void> {
    return this.#pages(path, init);
  }

  /** The rows of a list, page after page. */
  list<P extends ListPath>(path: P, ...[init]: Args<"get", P>): AsyncGenerator<Row<P>, void> {
    return rowsOf(this.#pages(path, init));
  }

  /** Sends any request to kith with the session's token, such as a file in a `FormData`. */
  async fetch(path: `/${string}`, init?: RequestInit): Promise<Response> {
    const response = await this.#send(new Request(this.#url + path, init));
    if (!response.ok) throw await KithError.from(response);
    return response;
  }

  /** Opens a WebSocket of the session's user, on which notifications and changes of watched posts arrive as they arise. */
  realtime(options: RealtimeOptions): Realtime {
    const accessToken = () => this.session.accessToken();
    const check = () => this.get("/api/v2/notification/unseen/count/");
    return new Realtime({ url: this.#url, accessToken, check }, options);
  }

  async #call(method: string, path: string, init: Init = {}): Promise<any> {
    const { retry, headers, ...more } = init;
    const key = retry ? { "Idempotency-Key": randomKey() } : {};
    const all = { ...mediaType(path, more.body), ...key, ...headers };
    const { data, error, response } = await this.#api.request(method, path, { ...more, headers: all });
    if (!response.ok) throw new KithError(response, error);
    return data;
  }

  async *#pages(path: string, init: Init = {}): AsyncGenerator<any, void> {
    let query: Query | null = init.params?.query ?? {};
    while (query) {
      const page: Page = await this.#call("GET", path, { ...init, params: { ...init.params, query } });
      yield page;
      query = nextQuery(page, query);
    }
  }

  #send(request: Request): Promise<Response> {
    return sendRepeatedly((attempt) => this.#sendOnce(attempt), request, this.#retries);
  }

  /** Sends a request with the session's token, and again with a new one if kith refuses the old one. */
  async #sendOnce(request: Request): Promise<Response> {
    if (request.headers.has("Authorization")) return this.#fetch(request);
    const token = await this.session.accessToken();
    const response = await this.#fetch(authorized(request.clone(), token));
    if (response.status !== 401 || token === null) return response;
    const renewed = await this.session.renew(token);
    return renewed === null ? response : this.#fetch(authorized(request, renewed));
  }
}

function authorized(request: Request, token: string | null): Request {
  if (token !== null) request.headers.set("Authorization", `Bearer ${token}`);
  return request;
}

/** The directory API takes JSON:API only. */
function mediaType(path: string, body: unknown): Record<string, string> {
  const isDirectory = /^\/(users|folders|nodes)\//.test(path);
  return isDirectory && body !== undefined ? { "Content-Type": "application/vnd.api+json" } : {};
}

/** A random key. `crypto.randomUUID` exists only on pages from https or localhost. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
