// Forms that show what the API says of each field.

import { announce, freshId, h } from "../base/dom.js";

/**
 * A labelled control. `kind` is an input's type, `textarea` or `select`; `hint` stands below, `options` are of a select;
 * all else becomes attributes.
 */
export function field(name, label, { kind = "text", hint, options, value, ...attributes } = {}) {
  const id = freshId(name);
  const described = hint && `${id}-hint`;
  const shared = { id, name, "aria-describedby": described, ...attributes };
  let control;
  if (kind === "textarea") control = h("textarea", shared, value ?? "");
  else if (kind === "select") {
    control = h("select", shared, options.map((option) => h("option", { value: option, selected: option === value }, option)));
  } else control = h("input", { type: kind, value, ...shared });
  return h("div", { class: "field" }, h("label", { for: id }, label), control, hint && h("p", { class: "hint", id: described }, hint));
}

/** A form: `submit(FormData)` is awaited, and what it refuses is shown where it belongs. What it returns is said as done. */
export function form({ submit, action, ...attributes }, ...children) {
  const said = h("div", {});
  const button = h("button", { class: "primary", type: "submit" }, action);
  const element = h("form", { novalidate: true, ...attributes }, said, ...children, button);
  element.addEventListener("submit", async (event) => {
    event.preventDefault();
    clear(element, said);
    button.disabled = true;
    try {
      const done = await submit(new FormData(element), element);
      if (done) {
        said.replaceChildren(h("p", { class: "done" }, done));
        announce(done);
      }
    } catch (refusal) {
      mark(element, said, refusal);
    } finally {
      button.disabled = false;
    }
  });
  return element;
}

function clear(element, said) {
  said.replaceChildren();
  for (const wrong of element.querySelectorAll(".wrong")) wrong.remove();
  for (const control of element.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
    const hint = control.getAttribute("aria-describedby")?.replace(/ ?\S+-wrong/, "");
    if (hint) control.setAttribute("aria-describedby", hint);
    else control.removeAttribute("aria-describedby");
  }
}

function mark(element, said, refusal) {
  const fields = Object.entries(refusal.fields ?? {});
  const elsewhere = [];
  for (const [name, sentence] of fields) {
    const control = element.querySelector(`[name="${CSS.escape(name)}"]`);
    if (!control) {
      elsewhere.push(`${name}: ${sentence}`);
      continue;
    }
    const id = `${control.id}-wrong`;
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", [control.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
    control.after(h("p", { class: "wrong", id }, sentence));
  }
  const text = [fields.length > elsewhere.length && refusal.message, ...elsewhere].filter(Boolean).join(" ");
  said.replaceChildren(h("p", { class: "alert", role: "alert" }, text || refusal.message));
  element.querySelector("[aria-invalid]")?.focus();
}
