// Links within the console.

/** The URL of a view, relative to the root of the API, which is the base URL of the page. */
export function link(...segments) {
  return `console/#/${segments.map(encodeURIComponent).join("/")}`;
}
