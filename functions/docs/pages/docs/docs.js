// The API reference: loads the OpenAPI document and the chapters, and shows what the fragment of the URL names.

import { focusOn, h, skipToContent, uniqueId } from "../base/dom.js";
import { apiUrl } from "../base/api.js";
import { chapterView } from "./chapter-view.js";
import { loadChapters } from "./chapters.js";
import { drawIndex } from "./index.js";
import { loginControl } from "./login.js";
import { markdown } from "./markdown.js";
import { operationsByTag } from "./openapi.js";
import { operationSection } from "./operation.js";
import { followFragment } from "./route.js";
import { searchDialog } from "./search.js";
import { searchIndex } from "./search-index.js";

const TITLE = document.title;

const main = document.getElementById("main");
const operations = h("div", {});
const article = h("article", { class: "chapter", hidden: true });
const failure = h("div", { role: "alert" });
const problem = h("div", { role: "alert" });

async function start() {
  document.getElementById("login").append(loginControl());
  const [api, chapters] = await Promise.all([loadDocument(), loadChapters().catch(report)]);
  const tags = operationsByTag(api);
  operations.append(
    h("h1", {}, `${api.info.title} `, h("span", { class: "muted small" }, api.info.version)),
    h("div", {}, markdown(api.info.description)),
    ...tags.map((tag) => tagSection(api, tag)));
  main.replaceChildren(failure, problem, operations, article);
  main.removeAttribute("aria-busy");
  drawIndex(tags, chapters);
  searchDialog(document.getElementById("search"), () => searchIndex(api, tags, chapters));
  followFragment((id) => show(id, chapters));
}

function tagSection(api, { name, description, operations }) {
  const id = uniqueId("tag");
  return h("section", { "aria-labelledby": id },
    h("h2", { class: "tag", id }, name),
    h("div", { class: "muted" }, markdown(description)),
    operations.map((operation) => operationSection(api, operation)));
}

async function loadDocument() {
  const response = await fetch(apiUrl("openapi.json"));
  if (!response.ok) throw new Error(`Could not load the OpenAPI document (HTTP ${response.status}). Reload the page to try again.`);
  return response.json();
}

/** Operations can be read without chapters. */
function report(error) {
  failure.append(h("p", { class: "alert" }, `${error.message} Reload the page to try again.`));
  return [];
}

/** Shows the operation or the heading with this id, or else all operations. */
function show(id, chapters) {
  const chapter = chapters.find(({ name }) => name === id.split("/")[0]);
  operations.hidden = Boolean(chapter);
  article.hidden = !chapter;
  if (chapter && article.dataset.name !== chapter.name) {
    article.dataset.name = chapter.name;
    article.replaceChildren(...chapterView(chapter).flat());
  }
  document.title = chapter ? `${chapter.title} · ${TITLE}` : TITLE;
  const target = document.getElementById(id);
  problem.replaceChildren(...(id && !target ? [h("p", { class: "alert" }, `There is nothing at #${id}. Search for what it was.`)] : []));
  if (!id || !target) return showTop();
  if (target instanceof HTMLDetailsElement) target.open = true;
  target.scrollIntoView();
  focusOn(target.querySelector("summary") ?? target);
}

function showTop() {
  scrollTo(0, 0);
  focusOn(main);
}

// Without its trailing slash, the page's URL would differ from its links, and each link would reload the page.
history.replaceState(history.state, "", new URL(`docs/${location.hash}`, document.baseURI));
skipToContent();
start().catch((error) => main.replaceChildren(h("p", { class: "alert", role: "alert" }, error.message)));
