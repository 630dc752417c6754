/** The tokens of a session. */
export interface Tokens {
  access: string;
  /** Missing if the session cannot be renewed: its token comes from a registration or a host application. */
  refresh?: string;
  /** When to renew the access token, in milliseconds since 1970. */
  renewAt?: number;
}

/** Where a session keeps its tokens. */
export interface TokenStorage {
  load(): Tokens | null | Promise<Tokens | null>;
  /** `null` ends the session. */
  save(tokens: Tokens | null): void | Promise<void>;
}

/** Keeps tokens until the page or program ends. */
export function memoryStorage(): TokenStorage {
  let tokens: Tokens | null = null;
  return {
    load: () => tokens,
    save: (saved) => {
      tokens = saved;
    },
  };
}

/**
 * Keeps tokens in `localStorage`, which all tabs of an origin share, or in `sessionStorage`. Every script of the page's
 * origin can read them.
 */
export function webStorage(storage: Storage, key = "kith"): TokenStorage {
  return {
    load: () => JSON.parse(storage.getItem(key) ?? "null") as Tokens | null,
    save: (tokens) => {
      if (tokens) storage.setItem(key, JSON.stringify(tokens));
      else storage.removeItem(key);
    },
  };
}
