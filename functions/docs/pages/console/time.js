// Times relative to now.

import { h } from "../base/dom.js";

const UNITS = [["day", 86_400], ["hour", 3_600], ["minute", 60]];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const absolute = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

/** How long ago a time was, with the date and time as a tooltip. Times more than seven days ago are shown as dates. */
export function relativeTime(text) {
  const date = new Date(text);
  const seconds = (date - Date.now()) / 1_000;
  const [unit, length] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? [];
  const label = unit === "day" && seconds < -7 * 86_400 ? absolute.format(date) : unit && relative.format(Math.round(seconds / length), unit);
  return h("time", { datetime: text, title: absolute.format(date) }, label ?? "just now");
}

/** How long ago a time was, with the date and time in the text. */
export function timeWithDate(text) {
  const time = relativeTime(text);
  const exact = exactTime(text);
  if (time.textContent !== exact) time.append(` (${exact})`);
  time.removeAttribute("title");
  return time;
}

/** A date and time. */
export function exactTime(text) {
  return absolute.format(new Date(text));
}
