// Addresses within the console. The base of all links is the API's root.

/** The address of a view. */
export function link(...words) {
  return `console/#/${words.map(encodeURIComponent).join("/")}`;
}

/** Goes to a view. */
export function go(...words) {
  location.hash = `#/${words.map(encodeURIComponent).join("/")}`;
}
