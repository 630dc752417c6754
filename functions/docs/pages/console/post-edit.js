// The form that changes a post.

import { h } from "../base/dom.js";
import { call } from "../base/api.js";
import { field, form } from "./form.js";
import { htmlToText, textToHtml } from "./html.js";

/** The form. `onDone` is called when the post was changed, with a message, or stays as it is. */
export function editForm(post, path, onDone) {
  const text = htmlToText(post.html);
  // What the console cannot write as plain text is edited as HTML.
  const isHtml = text === null;
  const element = form(
    {
      action: "Save",
      "aria-label": "Edit post",
      async submit(data) {
        const body = { text: isHtml ? data.get("text") : textToHtml(data.get("text")) };
        if (post.type === "discussion") body.title = data.get("title");
        await call("PUT", path, { body });
        await onDone("Post changed.");
      },
    },
    post.type === "discussion" && field("title", "Title", { value: post.title }),
    field("text", "Text", { kind: "textarea", value: isHtml ? post.html : text, hint: isHtml && "This post has formatting. Edit its HTML." }),
  );
  element.append(h("button", { type: "button", class: "plain", onclick: () => onDone() }, "Cancel"));
  return element;
}
