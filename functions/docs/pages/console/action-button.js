// Buttons that call the API.

import { h } from "../base/dom.js";
import { busily } from "./busy.js";
import { confirmed } from "./confirm.js";
import { notify, placeOf } from "./notice.js";

/**
 * A button that runs `act`, if the user agrees to `question` where there is one; a function is asked for the question first. A
 * text that `act` returns is shown below the button, an error beside it.
 */
export function actionButton(label, act, { question, ...attributes } = {}) {
  const button = h("button", { type: "button", ...attributes, onclick: run }, label);
  const holder = h("span", { class: "row" }, button);
  let busy = false;
  async function run() {
    if (busy) return;
    busy = true;
    holder.querySelector(".field-error")?.remove();
    try {
      const asked = typeof question === "function" ? await busily(button, question) : question;
      if (asked && !(await confirmed(asked))) return;
      const place = placeOf(button);
      const message = await busily(button, act);
      if (typeof message === "string") notify(message, place);
    } catch (error) {
      holder.append(h("span", { class: "field-error", role: "alert" }, Object.values(error.fields ?? {})[0] ?? error.message));
    } finally {
      busy = false;
    }
  }
  return holder;
}
