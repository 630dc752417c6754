// One operation: its parameters, request body and responses, and a form to try it.

import { h } from "../base/dom.js";
import { inline, markdown } from "./markdown.js";
import { example, typeName } from "./openapi.js";
import { permalink } from "./permalink.js";
import { definition, schemaTree } from "./schema.js";
import { tryIt } from "./try-it.js";

const CREDENTIALS = { required: "Token required", optional: "Token optional", none: null };

/** An operation as a section that expands, with a link to it. Its content is created when it is first expanded. */
export function operationSection(api, operation) {
  const credentials = CREDENTIALS[operation.credentials];
  const section = h("details", { class: "operation", id: operation.id },
    h("summary", {},
      h("span", { class: `method ${operation.method.toLowerCase()}` }, operation.method), h("code", {}, operation.path),
      h("span", { class: "muted" }, operation.summary), credentials && h("span", { class: "auth" }, credentials)));
  section.addEventListener("toggle", () => {
    if (section.open && section.childElementCount === 1) section.append(content(api, operation));
  });
  return h("div", { class: "operation-frame" }, section, permalink(operation.id, operation.summary));
}

function content(api, operation) {
  return h("div", { class: "operation-body" },
    h("div", {}, h("h3", {}, operation.summary), fullDescription(operation), request(api, operation), h("h4", {}, "Responses"),
      operation.responses.map((entry) => response(api, entry))),
    tryIt(api, operation));
}

/** The description, unless it only repeats the summary. */
function fullDescription({ summary, description = "" }) {
  return description.replace(/\.$/, "") !== summary && markdown(description);
}

function request(api, { parameters, body }) {
  const list = parameters.length > 0 && [h("h4", {}, "Parameters"),
    h("ul", { class: "schema" }, parameters.map(({ name, in: place, required, schema = {}, description }) =>
      h("li", {}, definition(api, { name, type: `${typeName(api, schema)} in ${place}`, required, description, schema }))))];
  const bodies = Object.entries(body?.content ?? {});
  return [list, bodies.length > 0 && [h("h4", {}, "Request body"), bodies.map(([type, { schema = {} }], at) =>
    h("details", { class: "media", open: at === 0 }, h("summary", {}, h("code", {}, type)), schemaTree(api, schema)))]];
}

function response(api, [status, { description = "", content = {} }]) {
  const success = status.startsWith("2");
  return h("details", { class: "media" },
    h("summary", {}, h("span", { class: `status ${success ? "good" : "bad"}` }, status), " ", inline(description)),
    Object.entries(content).map(([type, media]) => [
      h("p", { class: "muted small" }, type), media.schema && schemaTree(api, media.schema), exampleBlock(example(api, media)),
    ]));
}

function exampleBlock(value) {
  return value !== undefined && value !== "" && h("pre", { tabindex: "0", role: "region", "aria-label": "Example" }, typeof value === "string" ? value : JSON.stringify(value, null, 2));
}
