// Asks before an action that is hard to undo.

import { h, uniqueId } from "../base/dom.js";

/** Asks in a dialog, with what follows from the action. Returns whether the user agrees. */
export function confirmed({ title, text, action }) {
  const [titleId, textId] = [uniqueId("confirm"), uniqueId("confirm")];
  const dialog = h("dialog", { class: "card", "aria-labelledby": titleId, "aria-describedby": textId },
    h("h2", { id: titleId }, title),
    h("p", { id: textId }, text),
    h("div", { class: "row" },
      h("button", { type: "button", onclick: () => dialog.close() }, "Cancel"),
      h("button", { type: "button", class: "danger", onclick: () => dialog.close("yes") }, action)));
  const leave = () => dialog.close();
  document.getElementById("main").append(dialog);
  addEventListener("hashchange", leave);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      removeEventListener("hashchange", leave);
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
