// Builds elements without parsing markup: text always stays text, whatever a user has written.

/** An element with attributes (`onclick` and the like add listeners) and children, nested in any way. Skips null, undefined and false. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

let lastId = 0;

/** An id that is unique in the page. */
export function uniqueId(name) {
  lastId += 1;
  return `${name}-${lastId}`;
}

/** Replaces the children of an element. Focus inside moves to the same link, the button in the same position, or else to the element. */
export function redraw(element, ...children) {
  const focused = document.activeElement;
  const inside = focused !== element && element.contains(focused);
  const position = [...element.querySelectorAll("button")].indexOf(focused);
  element.replaceChildren(...children.flat(Infinity).filter(Boolean));
  if (!inside) return;
  const same = sameLink(element, focused) ?? element.querySelectorAll("button")[position];
  focusOn(same && !same.disabled ? same : element);
}

/** The link in an element that looks and leads like one that was drawn before. */
export function sameLink(element, link) {
  if (!link?.href) return undefined;
  return [...element.querySelectorAll("a")].find(({ href, className }) => href === link.href && className === link.className);
}

/** Focuses an element, also one that the keyboard does not reach, without scrolling to it. */
export function focusOn(element) {
  if (element.tabIndex < 0) element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: true });
}

/** Has the "Skip to content" link focus the main element. The link's own fragment would change the page's URL. */
export function skipToContent() {
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("main").focus();
  });
}

/** Copies a text to the clipboard, also on pages over plain http, which browsers give no clipboard. */
export async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = h("textarea", { class: "visually-hidden", readonly: true }, text);
  const focused = document.activeElement;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus();
  if (!done) throw new Error("Could not copy to the clipboard.");
}

/** Announces a text to users of screen readers. */
export function announce(text) {
  const region = document.getElementById("announcements");
  if (region) region.textContent = text;
}
