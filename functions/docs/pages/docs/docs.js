// The API reference: loads the OpenAPI document and renders its operations.

import { h, skipToContent } from "../base/dom.js";
import { apiUrl } from "../base/api.js";
import { loginControl } from "./login.js";
import { markdown } from "./markdown.js";
import { operationsByTag } from "./openapi.js";
import { operationSection } from "./operation.js";

const main = document.getElementById("main");
const index = document.getElementById("index");
const filter = document.getElementById("filter");

async function start() {
  document.getElementById("login").append(loginControl());
  const response = await fetch(apiUrl("openapi.json"));
  if (!response.ok) throw new Error(`Could not load the OpenAPI document (HTTP ${response.status}). Reload the page to try again.`);
  const api = await response.json();
  const tags = operationsByTag(api);
  main.replaceChildren(
    h("h1", {}, `${api.info.title} `, h("span", { class: "muted small" }, api.info.version)),
    h("div", {}, markdown(api.info.description)),
    ...tags.map(({ name, description, operations }) => h("section", { "aria-labelledby": `tag-${name}` },
      h("h2", { class: "tag", id: `tag-${name}` }, name),
      h("div", { class: "muted" }, markdown(description)),
      operations.map((operation) => operationSection(api, operation)))),
  );
  main.removeAttribute("aria-busy");
  index.append(...tags.map(({ name, operations }) => h("section", {}, h("h2", {}, name), h("ul", {}, operations.map(indexEntry)))));
  filter.addEventListener("input", () => filterIndex(filter.value.trim().toLowerCase()));
  addEventListener("hashchange", openLinked);
  openLinked();
}

function indexEntry({ id, method, path, summary }) {
  return h("li", { "data-text": `${method} ${path} ${summary}`.toLowerCase() },
    h("a", { href: `docs/#${id}`, title: path }, h("span", { class: `method ${method.toLowerCase()}` }, method), summary));
}

/** Shows only the entries of the index that contain all words of the text. */
function filterIndex(text) {
  const words = text.split(/\s+/);
  for (const item of index.querySelectorAll("li")) item.hidden = !words.every((word) => item.dataset.text.includes(word));
  for (const section of index.children) section.hidden = !section.querySelector("li:not([hidden])");
}

/** Opens the operation whose id is the fragment of the URL. */
function openLinked() {
  const operation = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!(operation instanceof HTMLDetailsElement)) return;
  operation.open = true;
  operation.scrollIntoView();
  operation.querySelector("summary").focus({ preventScroll: true });
}

// Without its trailing slash, the page's URL would differ from its links, and each link would reload the page.
history.replaceState(null, "", new URL(`docs/${location.hash}`, document.baseURI));
skipToContent();
start().catch((error) => main.replaceChildren(h("p", { class: "alert", role: "alert" }, error.message)));
