// Messages that say what an action has done: below the control that was used, and to users of screen readers.

/** Milliseconds for which a message is shown. */
const SHOWN = 5_000;
const MARGIN = 8;

const region = document.getElementById("notice");
let timer;

/** The place of a control in the page, to show a message there even if the control is redrawn. */
export function placeOf(control) {
  const { left, bottom } = control.getBoundingClientRect();
  return { left: left + scrollX, top: bottom + scrollY };
}

/** Shows a message at a place. */
export function notify(text, { left, top }) {
  clearTimeout(timer);
  region.textContent = text;
  region.className = "notice";
  const room = document.documentElement.clientWidth - region.offsetWidth - MARGIN;
  region.style.left = `${Math.max(MARGIN, Math.min(left, room))}px`;
  region.style.top = `${top + MARGIN}px`;
  timer = setTimeout(hide, SHOWN);
}

/** Ends the message, as when another view is shown. */
export function hide() {
  clearTimeout(timer);
  region.textContent = "";
  region.className = "visually-hidden";
  region.removeAttribute("style");
}
