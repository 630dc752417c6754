// Calls of the API. All tabs share one login.

import { forget, remember, remembered } from "./choice.js";
import { translate } from "./messages.js";

const TOKEN = "kith.token";
const JSON_API = "application/vnd.api+json";

/** The token of a page without storage. */
let unstored = null;

/** The login of this browser. `kith:session-changed` says that another tab has begun or ended it. */
export const session = {
  get token() {
    return remembered(TOKEN) ?? unstored;
  },
  begin(token) {
    remember(TOKEN, token);
    unstored = remembered(TOKEN) ? null : token;
  },
  end() {
    forget(TOKEN);
    unstored = null;
  },
};

addEventListener("storage", ({ key }) => {
  if (key === TOKEN || key === null) dispatchEvent(new Event("kith:session-changed"));
});

/** An error response: its status, its code for programs if it has one, a message, and a message for each invalid field. */
class ApiError extends Error {
  constructor(status, body) {
    const { message, fields } = parseErrors(body);
    const invalid = Object.keys(fields).length > 0;
    super(message ?? (invalid ? "Check the fields below and try again." : `The request failed (HTTP ${status}). Try again in a moment.`));
    this.status = status;
    this.code = body?.errors?.[0]?.code;
    this.fields = fields;
  }
}

/** The URL of an API path. The page's base URL is the root of the API, including a gateway's path prefix. */
export function apiUrl(path, query = {}) {
  const url = new URL(path, document.baseURI);
  for (const [name, value] of Object.entries(query)) {
    if (value !== "" && value !== null && value !== undefined) url.searchParams.set(name, value);
  }
  return url;
}

/** Calls the API and returns the response body, or throws an ApiError. Sends FormData as is, other bodies as JSON. */
export async function call(method, path, options) {
  return content(await send(method, path, options));
}

/**
 * A function that gets what is at `path`, or `null` while that is what it got before: the API then responds with 304, which
 * costs it less.
 */
export function poller(path, query) {
  let last = {};
  return async () => {
    const { token } = session;
    const response = await send("GET", path, { query, etag: last.token === token ? last.etag : null });
    if (response.status === 304) return null;
    last = { token, etag: response.headers.get("ETag") };
    return content(response);
  };
}

/** Gets a file from the API, or throws an ApiError. */
export async function download(path) {
  return (await send("GET", path)).blob();
}

/** Calls the API and returns the response, or throws an ApiError. */
async function send(method, path, { query, body, etag } = {}) {
  const url = apiUrl(path, query);
  const headers = { Accept: "*/*" };
  const { token } = session;
  if (token) headers.Authorization = `Bearer ${token}`;
  if (etag) headers["If-None-Match"] = etag;
  if (body && !(body instanceof FormData)) headers["Content-Type"] = body.data ? JSON_API : "application/json";
  const payload = body instanceof FormData ? body : body && JSON.stringify(body);
  let response;
  try {
    response = await fetch(url, { method, headers, body: payload, cache: "no-store" });
  } catch {
    throw new ApiError(0, { detail: "Could not reach the server. Check your connection and try again." });
  }
  if (response.ok || response.status === 304) return response;
  // A late response to the token of an earlier login says nothing about this one.
  if (response.status === 401 && token && token === session.token) {
    session.end();
    window.dispatchEvent(new Event("kith:session-ended"));
  }
  throw new ApiError(response.status, await content(response));
}

/** The body of a response, if it is JSON. */
async function content(response) {
  const text = await response.text();
  return text && response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : null;
}

/** Logs in with a username or an email address, and with the code of the second factor if the user has one. */
export async function login(username, password, otp) {
  const { token } = await call("POST", "api/users/login/", { body: { username, password, ...(otp && { otp }) } });
  session.begin(token);
}

/** The messages of an error body, whichever of the three dialects it is in. */
function parseErrors(body) {
  const fields = {};
  const general = [];
  for (const error of body?.errors ?? []) {
    const pointer = error.source?.pointer?.split("/").pop();
    if (error.field) fields[error.field] = error.messages.map(({ message }) => translate(message)).join(" ");
    else if (pointer && pointer !== "data") fields[pointer] = translate(error.detail);
    else general.push(translate(error.message ?? error.detail));
  }
  if (body && !body.errors) {
    for (const [name, value] of Object.entries(body)) {
      if (name === "detail") general.push(translate(value));
      else if (name === "non_field_errors") general.push(...value.map(translate));
      else if (Array.isArray(value)) fields[name] = value.map(translate).join(" ");
    }
  }
  return { message: general.length ? general.join(" ") : null, fields };
}
