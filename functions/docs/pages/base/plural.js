// Plurals of regular English nouns.

/** The noun in the form that goes with the count. */
export function plural(count, noun) {
  return count === 1 ? noun : `${noun}s`;
}
