// Reads an OpenAPI document into what the reference shows. Creates no elements.

const METHODS = ["get", "post", "put", "patch", "delete"];

/** Follows `$ref`s; any other value is returned unchanged. */
export function resolve(api, value) {
  let found = value;
  while (found?.$ref) {
    found = found.$ref.slice(2).split("/").reduce((place, step) => place?.[step.replaceAll("~1", "/").replaceAll("~0", "~")], api);
  }
  return found ?? {};
}

/** All operations, grouped by tag, in the order of the document. */
export function operationsByTag(api) {
  const tags = new Map((api.tags ?? []).map(({ name, description }) => [name, { name, description, operations: [] }]));
  for (const [path, item] of Object.entries(api.paths)) {
    for (const method of METHODS.filter((method) => item[method])) {
      const operation = item[method];
      const name = operation.tags?.[0] ?? "other";
      if (!tags.has(name)) tags.set(name, { name, description: "", operations: [] });
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) => resolve(api, parameter));
      tags.get(name).operations.push({
        id: operation.operationId ?? `${method}-${path}`,
        method: method.toUpperCase(),
        path,
        summary: operation.summary ?? path,
        description: operation.description,
        parameters,
        body: operation.requestBody && resolve(api, operation.requestBody),
        responses: Object.entries(operation.responses ?? {}).map(([status, response]) => [status, resolve(api, response)]),
        credentials: credentials(operation.security ?? api.security ?? []),
      });
    }
  }
  return [...tags.values()].filter((tag) => tag.operations.length);
}

/** Whether an operation requires credentials, accepts them, or ignores them. */
function credentials(security) {
  if (!security.length) return "none";
  return security.some((scheme) => !Object.keys(scheme).length) ? "optional" : "required";
}

/** The type of a schema, in a few words. */
export function typeName(api, schema) {
  const { $ref, type, format, items, enum: values, const: constant, oneOf, anyOf, allOf } = schema;
  if ($ref) return $ref.split("/").pop();
  if (values && !type) return [...new Set(values.map((value) => typeof value))].join(" | ");
  if (constant !== undefined) return JSON.stringify(constant);
  const parts = oneOf ?? anyOf ?? allOf;
  if (parts) return [...new Set(parts.map((part) => typeName(api, part)))].join(allOf ? " & " : " | ");
  const types = [type].flat().filter(Boolean);
  const name = types.map((type) => (type === "array" ? `array of ${typeName(api, items ?? {})}` : type)).join(" | ") || "any";
  return format ? `${name} (${format})` : name;
}

/** The properties of an object schema, or of the schemas that a list or a combination consists of. */
export function properties(api, schema) {
  const resolved = resolve(api, schema);
  if (resolved.properties) {
    const required = new Set(resolved.required ?? []);
    return Object.entries(resolved.properties).map(([name, schema]) => ({ name, schema, required: required.has(name) }));
  }
  if (resolved.items) return properties(api, resolved.items);
  return [resolved.allOf, resolved.oneOf, resolved.anyOf].filter(Boolean).flat().flatMap((part) => properties(api, part));
}

/** The example of a media type or parameter, or a sample generated from its schema. */
export function example(api, { example, examples, schema }) {
  if (example !== undefined) return example;
  const first = Object.values(examples ?? {})[0];
  if (first !== undefined) return resolve(api, first).value;
  return schema ? sample(api, schema, 0) : undefined;
}

/** The simplest value that matches a schema. Nested objects and lists deeper than four levels are left empty. */
function sample(api, schema, depth) {
  const resolved = resolve(api, schema);
  if (resolved.example !== undefined) return resolved.example;
  if (resolved.examples?.length) return resolved.examples[0];
  if (resolved.default !== undefined) return resolved.default;
  if (resolved.enum) return resolved.enum[0];
  if (resolved.const !== undefined) return resolved.const;
  const type = [resolved.type].flat().find((type) => type && type !== "null");
  if (resolved.properties || type === "object") {
    if (depth > 4) return {};
    return Object.fromEntries(properties(api, resolved).map(({ name, schema }) => [name, sample(api, schema, depth + 1)]));
  }
  if (type === "array") return depth > 4 ? [] : [sample(api, resolved.items ?? {}, depth + 1)];
  if (resolved.allOf && depth <= 4) return Object.assign({}, ...resolved.allOf.map((part) => sample(api, part, depth + 1)));
  const parts = resolved.oneOf ?? resolved.anyOf;
  if (parts) return sample(api, parts.find((part) => resolve(api, part).type !== "null") ?? {}, depth + 1);
  return { integer: 1, number: 1, boolean: true, string: "" }[type] ?? null;
}
