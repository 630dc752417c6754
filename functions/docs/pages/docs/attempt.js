// A form to try a call with, its answer, and the same as a line for a shell.

import { announce, freshId, h } from "../base/dom.js";
import { address, session } from "../base/api.js";
import { curl } from "./curl.js";
import { example, members } from "./document.js";

const MULTIPART = "multipart/form-data";

/** The form, and below it what came back. */
export function attempt(api, call) {
  const inputs = call.parameters.filter(({ in: place }) => place !== "header").map((parameter) => ({ parameter, element: input(api, parameter) }));
  const body = call.body && bodyFields(api, call.body);
  const came = h("div", { "aria-live": "polite" });
  const form = h("form", {},
    inputs.map(({ parameter, element }) => labelled(parameter.required ? `${parameter.name} (required)` : parameter.name, element)),
    body?.element,
    h("div", { class: "row" }, h("button", { class: "primary", type: "submit" }, "Send"), copyButton(() => curl(request()))));

  function request() {
    const filled = inputs.map(({ parameter, element }) => [parameter, element.value.trim()]);
    const given = filled.filter(([, value]) => value !== "");
    const path = given.filter(([{ in: place }]) => place === "path")
      .reduce((path, [{ name }, value]) => path.replace(`{${name}}`, encodeURIComponent(value)), call.path);
    const query = Object.fromEntries(given.filter(([{ in: place }]) => place === "query").map(([{ name }, value]) => [name, value]));
    const { type, content } = body?.read() ?? {};
    const headers = {};
    if (session.token && call.credentials !== "none") headers.Authorization = `Bearer ${session.token}`;
    if (type && type !== MULTIPART) headers["Content-Type"] = type;
    return { method: call.method, url: address(path.replace(/^\//, ""), query), headers, body: content };
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { url, ...asked } = request();
    const started = performance.now();
    try {
      const answer = await fetch(url, { ...asked, cache: "no-store" });
      came.replaceChildren(...shown(answer, await answer.text(), Math.round(performance.now() - started)));
    } catch {
      came.replaceChildren(h("p", { class: "alert" }, "The service cannot be reached."));
    }
  });
  return h("section", { class: "try", "aria-label": `Try: ${call.summary}` }, h("h4", {}, "Try it"), form, came);
}

function labelled(text, element) {
  return h("div", { class: "field" }, h("label", { for: element.id }, text), element);
}

function input(api, { name, in: place, schema = {}, ...rest }) {
  const id = freshId(name);
  if (schema.enum) return h("select", { id, name }, h("option", { value: "" }), schema.enum.map((value) => h("option", {}, String(value))));
  // What a path names must be looked up anyway; an example from elsewhere would not be there.
  const hint = example(api, { ...rest, schema: { ...schema, default: undefined } });
  return h("input", { id, name, autocomplete: "off", placeholder: place === "query" && hint ? String(hint) : null });
}

/** Fields for a body: of each media type that the call takes its own. */
function bodyFields(api, { content }) {
  const types = Object.keys(content);
  const place = h("div", {});
  const choice = h("select", { id: freshId("type") }, types.map((type) => h("option", {}, type)));
  let read;
  const choose = () => {
    const make = choice.value === MULTIPART ? multipartFields : textField;
    const { element, read: reader } = make(api, choice.value, content[choice.value]);
    place.replaceChildren(element);
    read = () => ({ type: choice.value, content: reader() });
  };
  choice.addEventListener("change", choose);
  choose();
  return { element: h("div", {}, labelled("Content type", choice), place), read: () => read() };
}

function textField(api, type, media) {
  const made = example(api, media);
  const text = typeof made === "string" ? made : type.includes("urlencoded") ? new URLSearchParams(made).toString() : JSON.stringify(made, null, 2);
  const element = h("textarea", { id: freshId("body"), rows: "8", spellcheck: "false" }, text ?? "");
  return { element: labelled("Body", element), read: () => element.value || undefined };
}

function multipartFields(api, _, { schema = {} }) {
  const inputs = members(api, schema).map(({ name, schema }) => {
    const file = schema.format === "binary" || schema.contentMediaType !== undefined || schema.contentEncoding !== undefined;
    return h("input", { id: freshId(name), name, type: file ? "file" : "text", autocomplete: "off" });
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

function copyButton(line) {
  const button = h("button", { type: "button" }, "Copy as curl");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(line());
    announce("Copied.");
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy as curl"; }, 1_500);
  });
  return button;
}

function shown(answer, text, took) {
  const json = answer.headers.get("content-type")?.includes("json");
  const body = json && text ? JSON.stringify(JSON.parse(text), null, 2) : text;
  return [
    h("h4", {}, h("span", { class: `status ${answer.ok ? "good" : "bad"}` }, String(answer.status)), ` ${answer.statusText} `,
      h("span", { class: "quiet small" }, `${took} ms`)),
    h("pre", { tabindex: "0", role: "region", "aria-label": "Answer" }, body || "(no body)"),
  ];
}
