// What this browser remembers, for all tabs. Browsers can deny a page its storage: a choice then holds until the page is left.

/** The remembered value, or null. */
export function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Remembers a value. */
export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // See above.
  }
}

/** Forgets a value. */
export function forget(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // See above.
  }
}
