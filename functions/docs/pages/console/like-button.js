// The button that likes a post or a comment, and takes the like back.

import { h } from "../base/dom.js";
import { actionButton } from "./action-button.js";

/** The button; `toggle` calls the API. */
export function likeButton(liked, count, toggle) {
  const heart = h("span", { "aria-hidden": "true" }, liked ? "♥" : "♡");
  const title = liked ? "Click to take your like back" : null;
  return actionButton([heart, ` Like · ${count}`], toggle, { class: "like", "aria-pressed": String(liked), title });
}
