// A form that sends a request to an operation and shows the response, and the request as code.

import { h, uniqueId } from "../base/dom.js";
import { apiUrl, session } from "../base/api.js";
import { codeTabs } from "./code.js";
import { example, properties } from "./openapi.js";

const MULTIPART = "multipart/form-data";
/** Stands for the token in code that is shown, and in code that is copied before a login. */
const TOKEN = "YOUR_TOKEN";

/** The form, and the response below it. */
export function tryIt(api, operation) {
  const inputs = operation.parameters.map((parameter) => ({ parameter, element: input(api, parameter) }));
  const body = operation.body && bodyFields(api, operation.body);
  const result = h("div", { "aria-live": "polite" });
  const form = h("form", {},
    inputs.map(({ parameter, element }) => labelled(parameter.required ? `${parameter.name} (required)` : parameter.name, element)),
    body?.element,
    h("div", { class: "row" }, h("button", { class: "primary", type: "submit" }, "Send request")));

  /** The request as the form has it. Code has names in place of what is not filled in. */
  function request({ token, code = false }) {
    const values = inputs.map(({ parameter, element }) => [parameter, element.value.trim()]).filter(([, value]) => value !== "");
    const path = values.filter(([{ in: place }]) => place === "path")
      .reduce((path, [{ name }, value]) => path.replace(`{${name}}`, encodeURIComponent(value)), operation.path)
      .replace(/\{(\w+)\}/g, (_, name) => name.toUpperCase());
    const query = Object.fromEntries(values.filter(([{ in: place }]) => place === "query").map(([{ name }, value]) => [name, value]));
    const { type, content } = body?.read(code) ?? {};
    const headers = Object.fromEntries(values.filter(([{ in: place }]) => place === "header").map(([{ name }, value]) => [name, value]));
    if (token && operation.credentials !== "none") headers.Authorization = `Bearer ${token}`;
    if (content && type !== MULTIPART) headers["Content-Type"] = type;
    return { method: operation.method, url: apiUrl(path.replace(/^\//, ""), query), headers, body: content };
  }

  const placeholder = () => (session.token || operation.credentials === "required" ? TOKEN : null);
  const code = codeTabs(({ secret }) => request({ token: (secret && session.token) || placeholder(), code: true }));
  form.addEventListener("input", code.draw);
  form.addEventListener("change", code.draw);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { url, ...options } = request({ token: await session.freshToken() });
    const started = performance.now();
    try {
      const response = await fetch(url, { ...options, cache: "no-store" });
      result.replaceChildren(...responseView(response, await response.text(), Math.round(performance.now() - started)));
    } catch {
      result.replaceChildren(h("p", { class: "alert" }, "Could not reach the server. Check your connection and try again."));
    }
  });
  return h("section", { class: "try", "aria-label": `Try it: ${operation.summary}` }, h("h4", {}, "Try it"), form, result, h("h4", {}, "Code"), code.element);
}

function labelled(label, element) {
  return h("div", { class: "field" }, h("label", { for: element.id }, label), element);
}

function input(api, { name, in: place, required, schema = {}, ...rest }) {
  const id = uniqueId(name);
  if (schema.enum) return h("select", { id, name, required }, h("option", { value: "" }), schema.enum.map((value) => h("option", {}, String(value))));
  // Path parameters get no placeholder: the id in an example does not exist here.
  const placeholder = example(api, { ...rest, schema: { ...schema, default: undefined } });
  // Browsers refuse to send other characters in a header.
  const pattern = place === "header" ? schema.pattern : null;
  return h("input", { id, name, required, pattern, autocomplete: "off", placeholder: place === "query" && placeholder ? String(placeholder) : null });
}

/** Fields for the request body, which change with the selected content type. */
function bodyFields(api, { content }) {
  const types = Object.keys(content);
  const holder = h("div", {});
  const select = h("select", { id: uniqueId("type") }, types.map((type) => h("option", {}, type)));
  let read;
  const showFields = () => {
    const fields = select.value === MULTIPART ? multipartFields : textField;
    const { element, read: readContent } = fields(api, select.value, content[select.value]);
    holder.replaceChildren(element);
    read = (code) => ({ type: select.value, content: readContent(code) });
  };
  select.addEventListener("change", showFields);
  showFields();
  return { element: h("div", {}, labelled("Content type", select), holder), read: (code) => read(code) };
}

function textField(api, type, media) {
  const value = example(api, media);
  const text = typeof value === "string" ? value : type.includes("urlencoded") ? new URLSearchParams(value).toString() : JSON.stringify(value, null, 2);
  const element = h("textarea", { id: uniqueId("body"), rows: "8", spellcheck: "false" }, text ?? "");
  return { element: labelled("Request body", element), read: () => element.value || undefined };
}

function multipartFields(api, _, { schema = {} }) {
  const inputs = properties(api, schema).map(({ name, schema }) => {
    const file = schema.format === "binary" || schema.contentMediaType !== undefined || schema.contentEncoding !== undefined;
    return h("input", { id: uniqueId(name), name, type: file ? "file" : "text", autocomplete: "off" });
  });
  const read = (code) => {
    const form = new FormData();
    for (const input of inputs) {
      if (input.type === "file") [...input.files].forEach((file) => form.append(input.name, file));
      else if (input.value) form.append(input.name, input.value);
    }
    const picture = inputs.find((input) => input.type === "file");
    if (code && picture && ![...form].length) form.append(picture.name, new File([], "picture.png", { type: "image/png" }));
    return form;
  };
  return { element: h("div", {}, inputs.map((input) => labelled(input.name, input))), read };
}

function responseView(response, text, milliseconds) {
  const json = response.headers.get("content-type")?.includes("json");
  const body = json && text ? JSON.stringify(JSON.parse(text), null, 2) : text;
  return [
    h("h4", {}, h("span", { class: `status ${response.ok ? "good" : "bad"}` }, String(response.status)), ` ${response.statusText} `,
      h("span", { class: "muted small" }, `${milliseconds} ms`)),
    h("pre", { tabindex: "0", role: "region", "aria-label": "Response" }, body || "(empty)"),
  ];
}
