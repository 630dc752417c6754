// A schema as a list of properties. Properties that have properties of their own expand.

import { h } from "../base/dom.js";
import { inline } from "./markdown.js";
import { properties, resolve, typeName } from "./openapi.js";

/** The properties of a schema, or its type if it has none. */
export function schemaTree(api, schema) {
  const found = properties(api, schema);
  const type = typeName(api, schema);
  if (!found.length) return h("p", { class: "schema" }, h("span", { class: "type" }, type));
  return h("div", {}, h("p", { class: "small muted" }, type), h("ul", { class: "schema" }, found.map((property) => row(api, property))));
}

function row(api, { name, schema, required }) {
  const description = resolve(api, schema).description ?? schema.description ?? "";
  const line = [h("code", {}, name), " ", h("span", { class: "type" }, typeName(api, schema)), " ", required && h("span", { class: "required" }, "required"),
    " ", inline(description.split("\n")[0])];
  if (!properties(api, schema).length) return h("li", {}, line);
  const nested = h("details", {}, h("summary", {}, line));
  // Created when first expanded: a schema can contain itself.
  nested.addEventListener("toggle", () => {
    if (nested.open && nested.childElementCount === 1) {
      nested.append(h("ul", { class: "schema" }, properties(api, schema).map((property) => row(api, property))));
    }
  });
  return h("li", {}, nested);
}
