// Choices that this browser remembers. Browsers can deny a page its storage: a choice then holds until the page is left.

/** The remembered choice, or null. */
export function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Remembers a choice. */
export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // See above.
  }
}
