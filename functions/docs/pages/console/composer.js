// The form that publishes a post or a discussion, with optional pictures and an optional poll.

import { h, uniqueId } from "../base/dom.js";
import { call } from "../base/api.js";
import { keepDraft } from "./draft.js";
import { field, form } from "./form.js";
import { textToHtml } from "./html.js";

const CHOICES_MAX = 10;
/** The ids of pictures that were uploaded. */
const uploads = new WeakMap();

/** The form. `onPublish` receives the published post. What the caller has begun to write is kept, except a poll. */
export function composer(onPublish, caller) {
  const poll = h("div", {});
  const toggle = h("button", { type: "button", "aria-expanded": "false", onclick: () => showPoll(!poll.hasChildNodes()) }, "Add poll");
  function showPoll(shown) {
    poll.replaceChildren(...(shown ? [pollFields()] : []));
    toggle.textContent = shown ? "Remove poll" : "Add poll";
    toggle.setAttribute("aria-expanded", String(shown));
    poll.querySelector("input")?.focus();
  }
  const element = form(
    {
      action: "Publish",
      async submit(data, element) {
        const body = { ...requestBody(data), medias: await uploaded(data.getAll("image")) };
        const kind = body.title ? "discussion" : "post";
        const post = await call("POST", `api/v2/${kind}/`, { body });
        onPublish(post);
        element.reset();
        showPoll(false);
        dropDraft();
        return post.held_for_review ? "Staff look at your post before others see it." : "Post published.";
      },
    },
    field("title", "Title", { hint: "Optional. A post with a title becomes a discussion." }),
    field("text", "What's on your mind?", { kind: "textarea" }),
    field("image", "Pictures", { kind: "file", accept: "image/png,image/jpeg,image/webp,image/gif", multiple: true, hint: "Optional. Each at most 5 MB." }),
    poll,
    h("p", {}, toggle),
  );
  const dropDraft = keepDraft(`post.${caller.id}`, element);
  return h("section", { class: "card", "aria-labelledby": "compose" }, h("h2", { id: "compose" }, "Create a post"), element);
}

/** Uploads the chosen pictures, in their order. Returns their ids. A picture is uploaded once, even if publishing fails later. */
async function uploaded(files) {
  const ids = [];
  for (const file of files.filter(({ size, name }) => size || name)) {
    const body = new FormData();
    body.append("image", file);
    if (!uploads.has(file)) uploads.set(file, (await call("POST", "api/v2/media/", { body })).id);
    ids.push(uploads.get(file));
  }
  return ids;
}

function requestBody(data) {
  const body = { text: textToHtml(data.get("text")) };
  if (data.get("title").trim()) body.title = data.get("title").trim();
  if (data.has("poll.title")) {
    const choices = data.getAll("poll.choices").map((choice) => choice.trim()).filter(Boolean);
    body.poll = {
      title: data.get("poll.title"),
      multiple_choices: data.has("multiple_choices"),
      choices: choices.map((choice) => ({ choice })),
    };
  }
  return body;
}

function pollFields() {
  const choices = h("div", { class: "choices" });
  const more = h("button", { type: "button", class: "plain", onclick: add }, "Add choice");
  function add() {
    const number = choices.childElementCount + 1;
    choices.append(h("input", { name: "poll.choices", id: uniqueId("choice"), "aria-label": `Choice ${number}`, placeholder: `Choice ${number}` }));
    more.disabled = number >= CHOICES_MAX;
  }
  add();
  add();
  const multiple = uniqueId("multiple");
  return h("fieldset", {}, h("legend", {}, "Poll"), field("poll.title", "Question"), choices,
    h("div", { class: "row apart" },
      h("span", { class: "row" }, h("input", { type: "checkbox", name: "multiple_choices", id: multiple }), h("label", { for: multiple }, "Allow multiple choices")),
      more));
}
