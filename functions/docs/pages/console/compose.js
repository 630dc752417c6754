// Writing a post, with a poll if one likes.

import { freshId, h } from "../base/dom.js";
import { call } from "../base/api.js";
import { field, form } from "./form.js";
import { fromPlain } from "./rich.js";

const CHOICES_MAX = 10;

/** A form for a post or, with a title, a discussion; `published` is told of it. */
export function composer(published) {
  const poll = h("div", {});
  const toggle = h("button", { type: "button", "aria-expanded": "false", onclick: () => setPoll(!poll.hasChildNodes()) }, "Add a poll");
  function setPoll(wanted) {
    poll.replaceChildren(...(wanted ? [pollFields()] : []));
    toggle.textContent = wanted ? "Without a poll" : "Add a poll";
    toggle.setAttribute("aria-expanded", String(wanted));
    poll.querySelector("input")?.focus();
  }
  const element = form(
    {
      action: "Publish",
      async submit(data, element) {
        const body = read(data);
        const kind = body.title ? "discussion" : "post";
        published(await call("POST", `api/v2/${kind}/`, { body }));
        element.reset();
        setPoll(false);
        return "Published.";
      },
    },
    field("title", "Title", { hint: "With a title it is a discussion. Leave it empty for a post." }),
    field("text", "What is on your mind?", { kind: "textarea" }),
    poll,
    h("p", {}, toggle),
  );
  return h("section", { class: "card", "aria-labelledby": "write" }, h("h2", { id: "write" }, "Write something"), element);
}

function read(data) {
  const body = { text: fromPlain(data.get("text")) };
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
  const more = h("button", { type: "button", class: "plain", onclick: add }, "Another choice");
  function add() {
    const number = choices.childElementCount + 1;
    choices.append(h("input", { name: "poll.choices", id: freshId("choice"), "aria-label": `Choice ${number}`, placeholder: `Choice ${number}` }));
    more.disabled = number >= CHOICES_MAX;
  }
  add();
  add();
  const multiple = freshId("multiple");
  return h("fieldset", {}, h("legend", {}, "Poll"), field("poll.title", "Question"), choices,
    h("div", { class: "row apart" },
      h("span", { class: "row" }, h("input", { type: "checkbox", name: "multiple_choices", id: multiple }), h("label", { for: multiple }, "More than one answer")),
      more));
}
