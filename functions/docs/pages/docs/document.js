// What an OpenAPI document says, in the form in which the page shows it. No element is made here.

const METHODS = ["get", "post", "put", "patch", "delete"];
/** Texts longer than this are cut where a schema is told in a line. */
const ENUM_MAX = 8;

/** What a `$ref` stands for; anything else as it is. */
export function resolve(api, value) {
  let found = value;
  while (found?.$ref) {
    found = found.$ref.slice(2).split("/").reduce((place, step) => place?.[step.replaceAll("~1", "/").replaceAll("~0", "~")], api);
  }
  return found ?? {};
}

/** All calls by tag, in the document's order. */
export function calls(api) {
  const tags = new Map((api.tags ?? []).map(({ name, description }) => [name, { name, description, calls: [] }]));
  for (const [path, item] of Object.entries(api.paths)) {
    for (const method of METHODS.filter((method) => item[method])) {
      const operation = item[method];
      const name = operation.tags?.[0] ?? "other";
      if (!tags.has(name)) tags.set(name, { name, description: "", calls: [] });
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) => resolve(api, parameter));
      tags.get(name).calls.push({
        id: operation.operationId ?? `${method}-${path}`,
        method: method.toUpperCase(),
        path,
        summary: operation.summary ?? path,
        description: operation.description,
        parameters,
        body: operation.requestBody && resolve(api, operation.requestBody),
        answers: Object.entries(operation.responses ?? {}).map(([status, answer]) => [status, resolve(api, answer)]),
        credentials: credentials(operation.security ?? api.security ?? []),
      });
    }
  }
  return [...tags.values()].filter((tag) => tag.calls.length);
}

/** Whether a call needs credentials, takes them, or neither. */
function credentials(security) {
  if (!security.length) return "none";
  return security.some((way) => !Object.keys(way).length) ? "optional" : "needed";
}

/** A type in a few words. */
export function kind(api, schema) {
  const { $ref, type, format, items, enum: values, const: only, oneOf, anyOf, allOf } = schema;
  if ($ref) return $ref.split("/").pop();
  if (values) return values.slice(0, ENUM_MAX).map((value) => JSON.stringify(value)).join(" | ") + (values.length > ENUM_MAX ? " | …" : "");
  if (only !== undefined) return JSON.stringify(only);
  const some = oneOf ?? anyOf ?? allOf;
  if (some) return [...new Set(some.map((one) => kind(api, one)))].join(allOf ? " & " : " | ");
  const types = [type].flat().filter(Boolean);
  const named = types.map((one) => (one === "array" ? `list of ${kind(api, items ?? {})}` : one)).join(" | ") || "anything";
  return format ? `${named} (${format})` : named;
}

/** The members of a schema that has any: through references, lists and combinations. */
export function members(api, schema) {
  const found = resolve(api, schema);
  if (found.properties) {
    const required = new Set(found.required ?? []);
    return Object.entries(found.properties).map(([name, schema]) => ({ name, schema, required: required.has(name) }));
  }
  if (found.items) return members(api, found.items);
  return [found.allOf, found.oneOf, found.anyOf].filter(Boolean).flat().flatMap((one) => members(api, one));
}

/** The example of a media type or parameter: its own, or one made of the schema. */
export function example(api, { example: own, examples, schema }) {
  if (own !== undefined) return own;
  const first = Object.values(examples ?? {})[0];
  if (first !== undefined) return resolve(api, first).value;
  return schema ? invent(api, schema, 0) : undefined;
}

/** A value that a schema admits, as plain as can be. */
function invent(api, schema, depth) {
  const found = resolve(api, schema);
  if (found.example !== undefined) return found.example;
  if (found.examples?.length) return found.examples[0];
  if (found.default !== undefined) return found.default;
  if (found.enum) return found.enum[0];
  if (found.const !== undefined) return found.const;
  const type = [found.type].flat().find((one) => one && one !== "null");
  if (found.properties || type === "object") {
    if (depth > 4) return {};
    return Object.fromEntries(members(api, found).map(({ name, schema }) => [name, invent(api, schema, depth + 1)]));
  }
  if (type === "array") return depth > 4 ? [] : [invent(api, found.items ?? {}, depth + 1)];
  if (found.allOf && depth <= 4) return Object.assign({}, ...found.allOf.map((one) => invent(api, one, depth + 1)));
  const some = found.oneOf ?? found.anyOf;
  if (some) return invent(api, some.find((one) => resolve(api, one).type !== "null") ?? {}, depth + 1);
  return { integer: 1, number: 1, boolean: true, string: "" }[type] ?? null;
}
