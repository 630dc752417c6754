// One call: what it takes, what it answers, and a form to try it. What is inside is made when it is opened.

import { h } from "../base/dom.js";
import { example } from "./document.js";
import { inline, prose } from "./prose.js";
import { schemaTree } from "./schema.js";
import { attempt } from "./attempt.js";

const CREDENTIALS = { needed: "token needed", optional: "token optional", none: null };

/** The call as a section that opens. */
export function callSection(api, call) {
  const lock = CREDENTIALS[call.credentials];
  const section = h("details", { class: "call", id: call.id },
    h("summary", {},
      h("span", { class: `method ${call.method.toLowerCase()}` }, call.method), h("code", {}, call.path),
      h("span", { class: "quiet" }, call.summary), lock && h("span", { class: "lock" }, lock)));
  section.addEventListener("toggle", () => {
    if (section.open && section.childElementCount === 1) section.append(inside(api, call));
  });
  return section;
}

function inside(api, call) {
  return h("div", { class: "inside" },
    h("div", {}, h("h3", {}, call.summary), more(call), takes(api, call), h("h4", {}, "Answers"), call.answers.map((one) => answer(api, one))),
    attempt(api, call));
}

/** What the description says beyond the summary. */
function more({ summary, description = "" }) {
  return description.replace(/\.$/, "") !== summary && prose(description);
}

function takes(api, { parameters, body }) {
  const listed = parameters.length > 0 && [h("h4", {}, "Parameters"),
    h("ul", { class: "schema" }, parameters.map(({ name, in: place, required, schema = {}, description = "" }) =>
      h("li", {}, h("code", {}, name), " ", h("span", { class: "kind" }, `${schema.type ?? ""} in ${place}`), " ",
        required && h("span", { class: "must" }, "required"), " ", inline(description))))];
  const bodies = Object.entries(body?.content ?? {});
  return [listed, bodies.length > 0 && [h("h4", {}, "Body"), bodies.map(([type, { schema = {} }]) =>
    h("details", { class: "answers" }, h("summary", {}, h("code", {}, type)), schemaTree(api, schema)))]];
}

function answer(api, [status, { description = "", content = {} }]) {
  const good = status.startsWith("2");
  return h("details", { class: "answers" },
    h("summary", {}, h("span", { class: `status ${good ? "good" : "bad"}` }, status), " ", inline(description)),
    Object.entries(content).map(([type, media]) => [
      h("p", { class: "quiet small" }, type), media.schema && schemaTree(api, media.schema), shown(example(api, media)),
    ]));
}

function shown(value) {
  return value !== undefined && h("pre", { tabindex: "0", role: "region", "aria-label": "Example" }, typeof value === "string" ? value : JSON.stringify(value, null, 2));
}
