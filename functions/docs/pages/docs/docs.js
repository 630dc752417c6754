// The reference: reads the OpenAPI document and shows its calls.

import { h } from "../base/dom.js";
import { address } from "../base/api.js";
import { callSection } from "./call.js";
import { calls } from "./document.js";
import { loginControl } from "./login.js";
import { prose } from "./prose.js";

const main = document.getElementById("main");
const index = document.getElementById("index");
const filter = document.getElementById("filter");

async function start() {
  document.getElementById("login").append(loginControl());
  const answer = await fetch(address("openapi.json"));
  if (!answer.ok) throw new Error(`The document cannot be read: ${answer.status}.`);
  const api = await answer.json();
  const tags = calls(api);
  main.replaceChildren(
    h("h1", {}, `${api.info.title} `, h("span", { class: "quiet small" }, api.info.version)),
    h("div", {}, prose(api.info.description)),
    ...tags.map(({ name, description, calls }) => h("section", { "aria-labelledby": `tag-${name}` },
      h("h2", { class: "tag", id: `tag-${name}` }, name),
      h("div", { class: "quiet" }, prose(description)),
      calls.map((call) => callSection(api, call)))),
  );
  main.removeAttribute("aria-busy");
  index.append(...tags.map(({ name, calls }) => h("section", {}, h("h2", {}, name), h("ul", {}, calls.map(entry)))));
  filter.addEventListener("input", () => narrow(filter.value.trim().toLowerCase()));
  addEventListener("hashchange", openNamed);
  openNamed();
}

function entry(call) {
  return h("li", { "data-text": `${call.method} ${call.path} ${call.summary}`.toLowerCase() },
    h("a", { href: `docs/#${call.id}`, title: call.path }, h("span", { class: `method ${call.method.toLowerCase()}` }, call.method), call.summary));
}

/** Leaves in the index what has all these words. */
function narrow(text) {
  const words = text.split(/\s+/);
  for (const item of index.querySelectorAll("li")) item.hidden = !words.every((word) => item.dataset.text.includes(word));
  for (const section of index.children) section.hidden = !section.querySelector("li:not([hidden])");
}

/** Opens the call that the address names. */
function openNamed() {
  const call = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!(call instanceof HTMLDetailsElement)) return;
  call.open = true;
  call.scrollIntoView();
  call.querySelector("summary").focus({ preventScroll: true });
}

// The page's address may lack its slash, and its links have it.
history.replaceState(null, "", new URL(`docs/${location.hash}`, document.baseURI));
start().catch((error) => main.replaceChildren(h("p", { class: "alert", role: "alert" }, error.message)));
