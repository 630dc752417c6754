// Calls of the API, as the user who is logged in.

import { translate } from "./messages.js";
import { requestTokens, revoke, session } from "./session.js";

export { session };

const JSON_API = "application/vnd.api+json";

/** An error response: its status, its code for programs if it has one, a message, and a message for each invalid field. */
class ApiError extends Error {
  constructor(status, body) {
    const { message, fields } = parseErrors(body);
    const invalid = Object.keys(fields).length > 0;
    super(message ?? (invalid ? "Check the fields below and try again." : `The request failed (HTTP ${status}). Try again in a moment.`));
    this.status = status;
    this.code = body?.errors?.[0]?.code ?? body?.error;
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
    const { id } = session;
    const response = await send("GET", path, { query, etag: last.id === id ? last.etag : null });
    if (response.status === 304) return null;
    last = { id, etag: response.headers.get("ETag") };
    return content(response);
  };
}

/** Gets a file from the API, or throws an ApiError. */
export async function download(path) {
  return (await send("GET", path)).blob();
}

/** Calls the API and returns the response, or throws an ApiError. A token that has expired is renewed. */
async function send(method, path, options) {
  const { id } = session;
  const token = await session.freshToken();
  let response = await attempt(method, path, token, options);
  // A late response to the token of an earlier login says nothing about this one.
  if (response.status === 401 && token && id === session.id) {
    const next = await session.tokenAfter(token).catch(failed);
    if (next) response = await attempt(method, path, next, options);
  }
  if (response.ok || response.status === 304) return response;
  throw new ApiError(response.status, await content(response));
}

/** Calls the API with this token and returns the response. */
async function attempt(method, path, token, { query, body, etag } = {}) {
  const headers = { Accept: "*/*" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (etag) headers["If-None-Match"] = etag;
  if (body && !(body instanceof FormData)) headers["Content-Type"] = body.data ? JSON_API : "application/json";
  const payload = body instanceof FormData ? body : body && JSON.stringify(body);
  return fetch(apiUrl(path, query), { method, headers, body: payload, cache: "no-store" }).catch(() => failed({ status: 0 }));
}

/** Throws what has gone wrong with a request; the status is 0 if there was no response. */
function failed({ status, body }) {
  throw new ApiError(status, status === 0 ? { detail: "Could not reach the server. Check your connection and try again." } : body);
}

/** The body of a response, if it is JSON. */
async function content(response) {
  const text = await response.text();
  return text && response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : null;
}

/** Logs in with a username or an email address, and with the code of the second factor if the user has one. */
export async function login(username, password, otp) {
  const blank = Object.entries({ username, password }).filter(([, value]) => !value);
  if (blank.length) throw new ApiError(400, Object.fromEntries(blank.map(([name]) => [name, ["This field may not be blank."]])));
  const grant = { grant_type: "password", username, password, ...(otp && { otp }) };
  const issued = await requestTokens(grant).catch((error) => {
    if (error.body?.error !== "mfa_required") return failed(error);
    throw new ApiError(error.status, { otp: [error.body.error_description] });
  });
  session.begin(issued);
}

/** Registers a user and logs in. The token of a registration cannot be renewed. */
export async function register(fields) {
  const { token } = await call("POST", "api/users/register/", { body: fields });
  try {
    await login(fields.username, fields.password);
  } catch {
    return session.begin({ access_token: token });
  }
  await revoke(token);
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
  if (body?.error_description) return { message: translate(body.error_description), fields };
  if (body && !body.errors) {
    for (const [name, value] of Object.entries(body)) {
      if (name === "detail") general.push(translate(value));
      else if (name === "non_field_errors") general.push(...value.map(translate));
      else if (Array.isArray(value)) fields[name] = value.map(translate).join(" ");
    }
  }
  return { message: general.length ? general.join(" ") : null, fields };
}
