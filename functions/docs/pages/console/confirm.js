// Asks before an action that is hard to undo, or that needs a choice.

import { h, uniqueId } from "../base/dom.js";

/** Asks in a dialog, with what follows from the action. Returns whether the user agrees. */
export async function confirmed(question) {
  return (await asked({ ...question, answer: () => "yes" })) === "yes";
}

/** Asks in a dialog with `content`. Returns `answer()` if the user agrees, or else null. */
export function asked({ title, text, action, content = [], answer }) {
  const [titleId, textId] = [uniqueId("confirm"), uniqueId("confirm")];
  const dialog = h("dialog", { class: "card", "aria-labelledby": titleId, "aria-describedby": textId },
    h("h2", { id: titleId }, title),
    h("p", { id: textId }, text),
    content,
    h("div", { class: "row" },
      h("button", { type: "button", onclick: () => dialog.close() }, "Cancel"),
      h("button", { type: "button", class: "danger", onclick: () => dialog.close(answer()) }, action)));
  const leave = () => dialog.close();
  document.getElementById("main").append(dialog);
  addEventListener("hashchange", leave);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      removeEventListener("hashchange", leave);
      dialog.remove();
      resolve(dialog.returnValue || null);
    });
  });
}
