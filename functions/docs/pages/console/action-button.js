// Buttons that call the API.

import { announce, h } from "../base/dom.js";

/** A button that runs `act`. A text that `act` returns is announced; an error is shown beside the button. */
export function actionButton(label, act, attributes = {}) {
  const button = h("button", { type: "button", ...attributes, onclick: run }, label);
  const holder = h("span", { class: "row" }, button);
  let busy = false;
  async function run() {
    // Disabling the button instead would lose the keyboard focus.
    if (busy) return;
    busy = true;
    holder.querySelector(".field-error")?.remove();
    try {
      const message = await act();
      if (typeof message === "string") announce(message);
    } catch (error) {
      holder.append(h("span", { class: "field-error", role: "alert" }, Object.values(error.fields ?? {})[0] ?? error.message));
    } finally {
      busy = false;
    }
  }
  return holder;
}
