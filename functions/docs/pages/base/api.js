// Calls of the API. The token lives as long as the browser's tab.

const TOKEN = "kith.token";
const JSON_API = "application/vnd.api+json";

/** Who is logged in here. */
export const session = {
  get token() {
    return sessionStorage.getItem(TOKEN);
  },
  begin(token) {
    sessionStorage.setItem(TOKEN, token);
  },
  end() {
    sessionStorage.removeItem(TOKEN);
  },
};

/** An answer that says no: its status, a sentence, and a sentence for each field that is wrong. */
export class Refusal extends Error {
  constructor(status, body) {
    const { message, fields } = read(body);
    super(message ?? (Object.keys(fields).length ? "Please look at the marked fields." : `The answer was ${status}.`));
    this.status = status;
    this.fields = fields;
  }
}

/** The address of a path of the API: the page's base is the API's root, whatever a gateway has put before that. */
export function address(path, query = {}) {
  const url = new URL(path, document.baseURI);
  for (const [name, value] of Object.entries(query)) {
    if (value !== "" && value !== null && value !== undefined) url.searchParams.set(name, value);
  }
  return url;
}

/** Calls the API; what it answers, or a Refusal. A FormData goes as it is, all else as JSON. */
export async function call(method, path, { query, body } = {}) {
  const url = address(path, query);
  const headers = { Accept: "*/*" };
  if (session.token) headers.Authorization = `Bearer ${session.token}`;
  if (body && !(body instanceof FormData)) headers["Content-Type"] = body.data ? JSON_API : "application/json";
  const payload = body instanceof FormData ? body : body && JSON.stringify(body);
  let answer;
  try {
    answer = await fetch(url, { method, headers, body: payload, cache: "no-store" });
  } catch {
    throw new Refusal(0, { detail: "The service cannot be reached." });
  }
  const text = await answer.text();
  const content = text && answer.headers.get("content-type")?.includes("json") ? JSON.parse(text) : null;
  if (answer.ok) return content;
  if (answer.status === 401 && headers.Authorization) {
    session.end();
    window.dispatchEvent(new Event("kith:ended"));
  }
  throw new Refusal(answer.status, content);
}

/** Logs in; a name may be an e-mail address. */
export async function login(username, password) {
  const answer = await call("POST", "api/users/login/", { body: { username, password } });
  session.begin(answer.token);
}

/** The sentences of an error, in whichever dialect it comes. */
function read(body) {
  const fields = {};
  const general = [];
  for (const error of body?.errors ?? []) {
    const pointer = error.source?.pointer?.split("/").pop();
    if (error.field) fields[error.field] = error.messages.map((problem) => problem.message).join(" ");
    else if (pointer && pointer !== "data") fields[pointer] = error.detail;
    else general.push(error.message ?? error.detail);
  }
  if (body && !body.errors) {
    for (const [name, said] of Object.entries(body)) {
      if (name === "detail") general.push(said);
      else if (name === "non_field_errors") general.push(...said);
      else if (Array.isArray(said)) fields[name] = said.join(" ");
    }
  }
  return { message: general.length ? general.join(" ") : null, fields };
}
