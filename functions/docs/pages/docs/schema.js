// A schema as a list of members that open where they have members of their own.

import { h } from "../base/dom.js";
import { kind, members, resolve } from "./document.js";
import { inline } from "./prose.js";

/** The members of a schema, or its type where it has none. */
export function schemaTree(api, schema) {
  const found = members(api, schema);
  const name = kind(api, schema);
  if (!found.length) return h("p", { class: "schema" }, h("span", { class: "kind" }, name));
  return h("div", {}, h("p", { class: "small quiet" }, name), h("ul", { class: "schema" }, found.map((member) => row(api, member))));
}

function row(api, { name, schema, required }) {
  const description = resolve(api, schema).description ?? schema.description ?? "";
  const line = [h("code", {}, name), " ", h("span", { class: "kind" }, kind(api, schema)), " ", required && h("span", { class: "must" }, "always"),
    " ", inline(description.split("\n")[0])];
  if (!members(api, schema).length) return h("li", {}, line);
  const inner = h("details", {}, h("summary", {}, line));
  // When it is opened: a schema may hold itself.
  inner.addEventListener("toggle", () => {
    if (inner.open && inner.childElementCount === 1) {
      inner.append(h("ul", { class: "schema" }, members(api, schema).map((member) => row(api, member))));
    }
  });
  return h("li", {}, inner);
}
