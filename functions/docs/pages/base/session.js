// The login of this browser: its tokens, which all tabs share. One tab renews them for all.

import { forget, remember, remembered } from "./choice.js";

const LOGIN = "kith.login";
/** The share of an access token's life after which it is renewed. */
const RENEW_AFTER = 0.9;
/** Milliseconds in which other tabs, which may have processes of their own, see what a tab has stored. */
const SETTLED = 250;

/** The login of a page without storage. */
let unstored = null;
/** The renewals that are under way in this tab, by the token that they replace. */
const renewals = new Map();

/** An error of the token endpoint: its status, 0 without a response, and its body. */
export class TokenError extends Error {
  constructor(status, body) {
    super(body?.error_description);
    this.status = status;
    this.body = body;
  }
}

/** The login of this browser. `kith:session-changed` says that another tab has begun or ended it. */
export const session = {
  /** The access token, which may have expired; `null` without a login. */
  get token() {
    return read()?.access ?? null;
  },
  /** What distinguishes this login from others, also of the same user; `null` without a login. */
  get id() {
    return read()?.id ?? null;
  },
  /** Begins a login with the response of the token endpoint, or with an access token alone, which is not renewed. */
  begin(issued) {
    write({ id: `${Date.now()}-${Math.random()}`, ...tokensOf(issued) });
  },
  end() {
    forget(LOGIN);
    unstored = null;
  },
  /** An access token to send, renewed if it expires soon; `null` without a login, or if it has ended. */
  async freshToken() {
    const login = read();
    if (!login?.refresh || Date.now() < login.renewAt) return login?.access ?? null;
    // The token may be good for a moment more, and so while the token endpoint cannot be reached.
    return renew(login).catch(() => login.access);
  },
  /** The access token that follows `old`, which the API has refused; `null` if its login has ended. */
  async tokenAfter(old) {
    const login = read();
    if (!login) return null;
    return login.access === old ? renew(login) : login.access;
  },
};

/** Gets tokens for a grant, or throws a `TokenError`. */
export function requestTokens(grant) {
  return post("oauth/token/", grant);
}

/** Ends the login here and in kith, as far as that can be reached. */
export async function logOut() {
  const login = read();
  session.end();
  if (login) await revoke(login.refresh ?? login.access);
}

/** Ends the session of a token, as far as kith can be reached. */
export async function revoke(token) {
  await post("oauth/revoke/", { token }).catch(() => {});
}

addEventListener("storage", ({ key, oldValue, newValue }) => {
  const isRenewal = key === LOGIN && parsed(oldValue)?.id === parsed(newValue)?.id;
  if ((key === LOGIN || key === null) && !isRenewal) dispatchEvent(new Event("kith:session-changed"));
});

/** Renews a login, once for all that ask, and in one tab at a time. */
function renew(login) {
  if (!renewals.has(login.access)) {
    const renewal = exclusively(() => renewed(login)).finally(() => renewals.delete(login.access));
    renewals.set(login.access, renewal);
  }
  return renewals.get(login.access);
}

/** Browsers have locks on pages over https and on this machine alone. Without one, tabs that renew at once get the same tokens. */
function exclusively(work) {
  if (!navigator.locks) return work();
  return new Promise((resolve, reject) => {
    navigator.locks.request(LOGIN, async () => {
      await work().then(resolve, reject);
      await new Promise((done) => setTimeout(done, SETTLED));
    });
  });
}

async function renewed({ id, access, refresh }) {
  const current = read();
  // Another tab has ended the login, or begun another one.
  if (!current) dispatchEvent(new Event("kith:session-ended"));
  if (current?.id !== id) return null;
  // Another tab was faster.
  if (current.access !== access) return current.access;
  let issued = null;
  try {
    issued = refresh && (await requestTokens({ grant_type: "refresh_token", refresh_token: refresh }));
  } catch (error) {
    if (error.status !== 400) throw error;
  }
  // Someone may have logged out or in meanwhile.
  if (read()?.id !== id) return null;
  if (issued) {
    write({ id, ...tokensOf(issued) });
    return issued.access_token;
  }
  session.end();
  dispatchEvent(new Event("kith:session-ended"));
  return null;
}

function tokensOf({ access_token: access, refresh_token: refresh, expires_in: seconds }) {
  return { access, ...(refresh && { refresh, renewAt: Date.now() + seconds * 1_000 * RENEW_AFTER }) };
}

async function post(path, fields) {
  const response = await fetch(new URL(path, document.baseURI), { method: "POST", body: new URLSearchParams(fields), cache: "no-store" })
    .catch(() => {
      throw new TokenError(0, null);
    });
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new TokenError(response.status, body);
  return body;
}

function read() {
  return parsed(remembered(LOGIN)) ?? unstored;
}

function write(login) {
  remember(LOGIN, JSON.stringify(login));
  unstored = remembered(LOGIN) ? null : login;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
