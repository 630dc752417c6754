// Builds elements without parsing markup: text always stays text, whatever a user has written.

/** An element with attributes (`onclick` and the like add listeners) and children. Skips null, undefined and false. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

let lastId = 0;

/** An id that is unique in the page. */
export function uniqueId(name) {
  lastId += 1;
  return `${name}-${lastId}`;
}

/** Replaces the children of an element. A focused button hands its focus to the button in the same position. */
export function redraw(element, ...children) {
  const focused = [...element.querySelectorAll("button")].indexOf(document.activeElement);
  element.replaceChildren(...children.flat().filter(Boolean));
  if (focused >= 0) element.querySelectorAll("button")[focused]?.focus();
}

/** Announces a text to users of screen readers. */
export function announce(text) {
  const region = document.getElementById("announcements");
  if (region) region.textContent = text;
}
