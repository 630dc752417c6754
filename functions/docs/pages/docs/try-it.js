// A form that sends a request to an operation and shows the response, or copies the request as a curl command.

import { announce, copy, h, uniqueId } from "../base/dom.js";
import { apiUrl, session } from "../base/api.js";
import { curl } from "./curl.js";
import { example, properties } from "./openapi.js";

const MULTIPART = "multipart/form-data";

/** The form, and the response below it. */
export function tryIt(api, operation) {
  const inputs = operation.parameters.filter(({ in: place }) => place !== "header").map((parameter) => ({ parameter, element: input(api, parameter) }));
  const body = operation.body && bodyFields(api, operation.body);
  const result = h("div", { "aria-live": "polite" });
  const form = h("form", {},
    inputs.map(({ parameter, element }) => labelled(parameter.required ? `${parameter.name} (required)` : parameter.name, element)),
    body?.element,
    h("div", { class: "row" }, h("button", { class: "primary", type: "submit" }, "Send request"), copyButton(() => curl(request()))));

  function request() {
    const values = inputs.map(({ parameter, element }) => [parameter, element.value.trim()]).filter(([, value]) => value !== "");
    const path = values.filter(([{ in: place }]) => place === "path")
      .reduce((path, [{ name }, value]) => path.replace(`{${name}}`, encodeURIComponent(value)), operation.path);
    const query = Object.fromEntries(values.filter(([{ in: place }]) => place === "query").map(([{ name }, value]) => [name, value]));
    const { type, content } = body?.read() ?? {};
    const headers = {};
    if (session.token && operation.credentials !== "none") headers.Authorization = `Bearer ${session.token}`;
    if (type && type !== MULTIPART) headers["Content-Type"] = type;
    return { method: operation.method, url: apiUrl(path.replace(/^\//, ""), query), headers, body: content };
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { url, ...options } = request();
    const started = performance.now();
    try {
      const response = await fetch(url, { ...options, cache: "no-store" });
      result.replaceChildren(...responseView(response, await response.text(), Math.round(performance.now() - started)));
    } catch {
      result.replaceChildren(h("p", { class: "alert" }, "Could not reach the server. Check your connection and try again."));
    }
  });
  return h("section", { class: "try", "aria-label": `Try it: ${operation.summary}` }, h("h4", {}, "Try it"), form, result);
}

function labelled(label, element) {
  return h("div", { class: "field" }, h("label", { for: element.id }, label), element);
}

function input(api, { name, in: place, required, schema = {}, ...rest }) {
  const id = uniqueId(name);
  if (schema.enum) return h("select", { id, name, required }, h("option", { value: "" }), schema.enum.map((value) => h("option", {}, String(value))));
  // Path parameters get no placeholder: the id in an example does not exist here.
  const placeholder = example(api, { ...rest, schema: { ...schema, default: undefined } });
  return h("input", { id, name, required, autocomplete: "off", placeholder: place === "query" && placeholder ? String(placeholder) : null });
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
    read = () => ({ type: select.value, content: readContent() });
  };
  select.addEventListener("change", showFields);
  showFields();
  return { element: h("div", {}, labelled("Content type", select), holder), read: () => read() };
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
  const read = () => {
    const form = new FormData();
    for (const input of inputs) {
      if (input.type === "file") [...input.files].forEach((file) => form.append(input.name, file));
      else if (input.value) form.append(input.name, input.value);
    }
    return form;
  };
  return { element: h("div", {}, inputs.map((input) => labelled(input.name, input))), read };
}

function copyButton(command) {
  const button = h("button", { type: "button" }, "Copy as curl");
  button.addEventListener("click", async () => {
    const done = await copy(command()).then(() => true, () => false);
    announce(done ? "Copied to clipboard." : "Could not copy to the clipboard.");
    button.textContent = done ? "Copied" : "Could not copy";
    setTimeout(() => { button.textContent = "Copy as curl"; }, 1_500);
  });
  return button;
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
