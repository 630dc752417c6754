// Forms that show the API's errors beside the fields they belong to.

import { announce, h, uniqueId } from "../base/dom.js";
import { fieldLabel } from "../base/messages.js";
import { busily } from "./busy.js";

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

/**
 * A form that runs `submit(FormData, form)` and shows the success message it returns, or the errors it throws, above its
 * button.
 */
export function form({ submit, action, ...attributes }, ...children) {
  const status = h("div", {});
  const button = h("button", { class: "primary", type: "submit" }, action);
  const element = h("form", { novalidate: true, ...attributes }, ...children, status, button);
  let busy = false;
  element.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    clearErrors(element, status);
    try {
      const message = await busily(button, () => submit(new FormData(element), element));
      if (message) {
        status.replaceChildren(h("p", { class: "success" }, message));
        announce(message);
      }
    } catch (error) {
      showErrors(element, status, error);
    } finally {
      busy = false;
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

/** Shows each message beside its field, and above the button those of fields that the form does not have. */
function showErrors(element, status, error) {
  const fields = Object.entries(error.fields ?? {});
  const unplaced = [];
  for (const [name, message] of fields) {
    const control = controlOf(element, name);
    if (!control) {
      unplaced.push(`${fieldLabel(name)}: ${message}`);
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

/** The control of a field, or of the list or object that contains it. */
function controlOf(element, name) {
  const control = element.querySelector(`[name="${CSS.escape(name)}"]`);
  const parent = name.includes(".") && name.slice(0, name.lastIndexOf("."));
  return control ?? (parent ? controlOf(element, parent) : null);
}
