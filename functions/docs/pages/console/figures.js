// What happened in the community, day by day, for staff.

import { h } from "../base/dom.js";
import { call } from "../base/api.js";
import { link } from "./link.js";

/** The figures of a day, by attribute of the API, with what their sum over days means. */
const FIGURES = {
  registrations: { title: "New users", total: (sum) => `${sum} in all` },
  // The same users are active on several days, so a sum means nothing.
  active_users: { title: "Active users", total: () => "users who logged in or came back" },
  posts: { title: "Posts", total: (sum) => `${sum} in all` },
  parked_changes: { title: "Errors", total: (sum) => `${sum} changes that wait for a replay by the operator` },
};
/** Days that the page shows. */
const DAYS = 90;
const SVG = "http://www.w3.org/2000/svg";
/** Width of a day and height of a plot, in units of the plot. */
const STEP = 8;
const HEIGHT = 60;

const dayFormat = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" });
const formatDay = (day) => dayFormat.format(new Date(`${day}T00:00:00Z`));

export async function showFigures() {
  const { data } = await call("GET", "figures/", { query: { "page[size]": DAYS } });
  const days = data.map(({ id, attributes }) => ({ day: id, ...attributes })).reverse();
  return [
    h("h1", {}, "Figures"),
    h("p", {}, h("a", { href: link("staff") }, "Back to the directory")),
    ...(days.length ? content(days) : [h("p", { class: "empty" }, "No day is over yet. A day in UTC is counted within an hour after its end.")]),
  ];
}

function content(days) {
  return [
    h("p", { class: "muted" }, `Days in UTC, from ${formatDay(days[0].day)} to ${formatDay(days.at(-1).day)}.`),
    h("div", { class: "two" }, Object.entries(FIGURES).map(([name, figure]) => plotCard(days, name, figure))),
    h("details", {}, h("summary", {}, "As a table"), table(days)),
  ];
}

function plotCard(days, name, { title, total }) {
  const values = days.map((day) => day[name]);
  const most = Math.max(0, ...values);
  const sum = values.reduce((sum, value) => sum + (value ?? 0), 0);
  const summary = `${total(sum)}, at most ${most} a day`;
  return h("section", { class: "card", "aria-label": title },
    h("h2", {}, title),
    h("p", { class: "muted" }, summary),
    plot(days, values, most, `${title}: ${summary}`),
    h("p", { class: "ends small muted" }, h("span", {}, formatDay(days[0].day)), h("span", {}, formatDay(days.at(-1).day))));
}

/** Bars, one for each day. A day whose value is not known has none. */
function plot(days, values, most, label) {
  const element = svg("svg", { class: "plot", role: "img", "aria-label": label, viewBox: `0 0 ${days.length * STEP} ${HEIGHT}`, preserveAspectRatio: "none" });
  element.append(...values.map((value, index) => {
    const height = most ? (HEIGHT * (value ?? 0)) / most : 0;
    const bar = svg("rect", { x: index * STEP + 1, y: HEIGHT - height, width: STEP - 2, height });
    const title = svg("title", {});
    title.textContent = `${formatDay(days[index].day)}: ${value ?? "not known"}`;
    bar.append(title);
    return bar;
  }));
  return element;
}

function svg(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
}

function table(days) {
  const titles = Object.values(FIGURES).map(({ title }) => title);
  const row = (day) => h("tr", {}, h("th", { scope: "row" }, formatDay(day.day)), Object.keys(FIGURES).map((name) => h("td", {}, day[name] ?? "–")));
  return h("div", { class: "card scroll", tabindex: "0", role: "region", "aria-label": "Figures of days" },
    h("table", {},
      h("thead", {}, h("tr", {}, ["Day", ...titles].map((title) => h("th", { scope: "col" }, title)))),
      h("tbody", {}, days.toReversed().map(row))));
}
