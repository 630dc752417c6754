// Buttons that do something at once.

import { announce, h } from "../base/dom.js";

/** A button that awaits `act`, and says beside itself what was refused. */
export function action(label, act, attributes = {}) {
  const button = h("button", { type: "button", ...attributes, onclick: run }, label);
  const holder = h("span", { class: "row" }, button);
  let busy = false;
  async function run() {
    // Not disabled meanwhile: that would take the keyboard away from it.
    if (busy) return;
    busy = true;
    holder.querySelector(".wrong")?.remove();
    try {
      const done = await act();
      if (typeof done === "string") announce(done);
    } catch (refusal) {
      holder.append(h("span", { class: "wrong", role: "alert" }, Object.values(refusal.fields ?? {})[0] ?? refusal.message));
    } finally {
      busy = false;
    }
  }
  return holder;
}
