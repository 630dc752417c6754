import { KithError } from "./error.js";
import { sendRepeatedly } from "./repeat.js";
import type { components } from "./schema.js";
import type { Tokens, TokenStorage } from "./storage.js";

/** The share of an access token's life after which it is renewed. */
const RENEW_AFTER = 0.9;

export interface SessionOptions {
  url: string;
  storage: TokenStorage;
  retries: number;
  fetch: (request: Request) => Promise<Response>;
  onSessionEnd: () => void;
}

/** A user's session: its tokens, which it renews before they expire. */
export class Session {
  readonly #options: SessionOptions;
  #renewing: Promise<string | null> | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /**
   * Logs in with a username or an e-mail address. For users with a second factor it fails with the code `mfa_required`, unless
   * `otp` is a code of their app, or a recovery code.
   */
  async logIn(username: string, password: string, otp?: string): Promise<void> {
    const grant = { grant_type: "password", username, password, ...(otp === undefined ? {} : { otp }) };
    const response = await this.#options.fetch(this.#post("token", grant));
    if (!response.ok) throw await KithError.from(response);
    await this.#options.storage.save(await tokensOf(response));
  }

  /** Goes on with a token from a registration or a host application. It is not renewed. */
  async use(access: string): Promise<void> {
    await this.#options.storage.save({ access });
  }

  /** Ends the session here and in kith. */
  async logOut(): Promise<void> {
    const tokens = await this.#options.storage.load();
    if (!tokens) return;
    await this.#options.storage.save(null);
    const request = this.#post("revoke", { token: tokens.refresh ?? tokens.access });
    const response = await sendRepeatedly(this.#options.fetch, request, this.#options.retries, true);
    if (!response.ok) throw await KithError.from(response);
  }

  /** Whether there are tokens. kith may have ended their session meanwhile. */
  async isLoggedIn(): Promise<boolean> {
    return (await this.#options.storage.load()) !== null;
  }

  /** A valid access token, or `null` without a session. */
  async accessToken(): Promise<string | null> {
    const tokens = await this.#options.storage.load();
    if (!tokens) return null;
    const isOld = tokens.renewAt !== undefined && tokens.renewAt <= Date.now();
    return isOld ? this.renew(tokens.access) : tokens.access;
  }

  /** The access token that follows `old`, or `null` if the session has ended. Concurrent requests share one renewal. */
  renew(old: string): Promise<string | null> {
    this.#renewing ??= this.#renew(old).finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  async #renew(old: string): Promise<string | null> {
    const { storage, retries, fetch, onSessionEnd } = this.#options;
    const tokens = await storage.load();
    if (!tokens || tokens.access !== old) return tokens?.access ?? null; // another tab was faster
    let renewed: Tokens | null = null;
    if (tokens.refresh !== undefined) {
      const request = this.#post("token", { grant_type: "refresh_token", refresh_token: tokens.refresh });
      // kith takes a refresh token again for a minute, so a request whose response was lost can be repeated.
      const response = await sendRepeatedly(fetch, request, retries, true);
      if (response.ok) renewed = await tokensOf(response);
      else if (response.status !== 400) throw await KithError.from(response);
    }
    const current = await storage.load();
    if (current?.access !== old) return current?.access ?? null; // logged out or in meanwhile
    await storage.save(renewed);
    if (!renewed) onSessionEnd();
    return renewed?.access ?? null;
  }

  #post(endpoint: "token" | "revoke", fields: Record<string, string>): Request {
    const body = new URLSearchParams(fields);
    return new Request(`${this.#options.url}/oauth/${endpoint}/`, { method: "POST", body });
  }
}

async function tokensOf(response: Response): Promise<Tokens> {
  const issued = (await response.json()) as components["schemas"]["TokenView"];
  const renewAt = Date.now() + issued.expires_in * 1000 * RENEW_AFTER;
  return { access: issued.access_token, refresh: issued.refresh_token, renewAt };
}
