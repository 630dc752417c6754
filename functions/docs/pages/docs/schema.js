// A schema as a list of properties. Properties that have properties of their own expand.

import { h } from "../base/dom.js";
import { limits } from "./limits.js";
import { inline, markdown } from "./markdown.js";
import { properties, resolve, typeName } from "./openapi.js";

/** What a schema describes, its type and limits, and its properties. */
export function schemaTree(api, schema) {
  const found = properties(api, schema);
  const description = describe(api, schema);
  return h("div", {},
    description && h("div", { class: "small" }, markdown(description)),
    h("p", { class: "small muted" }, typeName(api, schema), bounds(api, schema)),
    found.length > 0 && h("ul", { class: "schema" }, found.map((property) => propertyItem(api, property))));
}

/** A name with its type, description and limits. */
export function definition(api, { name, type, required, description, schema }) {
  return [
    h("code", {}, name), " ", h("span", { class: "type" }, type), " ", required && h("span", { class: "required" }, "required"),
    description && h("span", { class: "description" }, inline(description.replaceAll("\n", " "))), bounds(api, schema),
  ];
}

function bounds(api, schema) {
  const found = limits(api, schema);
  return found.length > 0 && h("span", { class: "limits" }, inline(sentence(found.join("; "))));
}

function sentence(text) {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

/** A description where a schema is used tells more than that of the schema. */
function describe(api, schema) {
  return schema.description ?? resolve(api, schema).description ?? "";
}

function propertyItem(api, { name, schema, required }) {
  const line = definition(api, { name, type: typeName(api, schema), required, description: describe(api, schema), schema });
  if (!properties(api, schema).length) return h("li", {}, line);
  const nested = h("details", {}, h("summary", {}, line));
  // Created when first expanded: a schema can contain itself.
  nested.addEventListener("toggle", () => {
    if (nested.open && nested.childElementCount === 1) {
      nested.append(h("ul", { class: "schema" }, properties(api, schema).map((property) => propertyItem(api, property))));
    }
  });
  return h("li", {}, nested);
}
