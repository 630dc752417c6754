// Forms that show the API's errors beside the fields they belong to.

import { announce, h, uniqueId } from "../base/dom.js";

/**
 * A labelled control. `kind` is an input type, `textarea` or `select`; `hint` is shown below the control, `options` are
 * those of a select. All other options become attributes of the control.
 */
export function field(name, label, { kind = "text", hint, options, value, ...attributes } = {}) {
  const id = uniqueId(name);
  const hintId = hint && `${id}-hint`;
  const shared = { id, name, "aria-describedby": hintId, ...attributes };
  let control;
  if (kind === "textarea") control = h("textarea", shared, value ?? "");
  else if (kind === "select") {
    control = h("select", shared, options.map((option) => h("option", { value: option, selected: option === value }, option)));
  } else control = h("input", { type: kind, value, ...shared });
  return h("div", { class: "field" }, h("label", { for: id }, label), control, hint && h("p", { class: "hint", id: hintId }, hint));
}

/** A form that runs `submit(FormData, form)` and shows the success message it returns, or the errors it throws. */
export function form({ submit, action, ...attributes }, ...children) {
  const status = h("div", {});
  const button = h("button", { class: "primary", type: "submit" }, action);
  const element = h("form", { novalidate: true, ...attributes }, status, ...children, button);
  element.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearErrors(element, status);
    button.disabled = true;
    try {
      const message = await submit(new FormData(element), element);
      if (message) {
        status.replaceChildren(h("p", { class: "success" }, message));
        announce(message);
      }
    } catch (error) {
      showErrors(element, status, error);
    } finally {
      button.disabled = false;
    }
  });
  return element;
}

function clearErrors(element, status) {
  status.replaceChildren();
  for (const message of element.querySelectorAll(".field-error")) message.remove();
  for (const control of element.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
    const hintId = control.getAttribute("aria-describedby")?.replace(/ ?\S+-error/, "");
    if (hintId) control.setAttribute("aria-describedby", hintId);
    else control.removeAttribute("aria-describedby");
  }
}

/** Shows each message beside its field, and at the top those of fields that the form does not have. */
function showErrors(element, status, error) {
  const fields = Object.entries(error.fields ?? {});
  const unplaced = [];
  for (const [name, message] of fields) {
    const control = element.querySelector(`[name="${CSS.escape(name)}"]`);
    if (!control) {
      unplaced.push(`${name}: ${message}`);
      continue;
    }
    const id = `${control.id}-error`;
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", [control.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
    control.after(h("p", { class: "field-error", id }, message));
  }
  const text = [fields.length > unplaced.length && error.message, ...unplaced].filter(Boolean).join(" ");
  status.replaceChildren(h("p", { class: "alert", role: "alert" }, text || error.message));
  element.querySelector("[aria-invalid]")?.focus();
}
