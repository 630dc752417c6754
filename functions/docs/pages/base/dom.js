// Elements, made without markup: a text is a text, whoever wrote it.

/** An element with attributes (`onclick` and the like are listeners) and children; what is null or false is left out. */
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

let last = 0;

/** An id that no other element of the page has. */
export function freshId(name) {
  last += 1;
  return `${name}-${last}`;
}

/** Draws the content of an element anew; who was at one of its buttons still is. */
export function redraw(element, ...children) {
  const at = [...element.querySelectorAll("button")].indexOf(document.activeElement);
  element.replaceChildren(...children.flat().filter(Boolean));
  if (at >= 0) element.querySelectorAll("button")[at]?.focus();
}

/** Says something to those who do not see the page. */
export function announce(text) {
  const region = document.getElementById("announcements");
  if (region) region.textContent = text;
}
