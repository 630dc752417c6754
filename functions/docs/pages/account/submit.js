// The forms for codes from mails. Only sending a form uses a code up.

import { call } from "../base/api.js";

/** Takes the code out of the address, so that it stays in no history; empty if there is none. */
export function takeCode() {
  const code = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname + location.search);
  // A link that is opened in the tab of the page changes the fragment alone, which loads nothing.
  addEventListener("hashchange", () => location.reload());
  return code;
}

/** Sends `body()` to `path` when the form is submitted, and shows `done` in its place, or what is wrong. */
export function submitTo(form, path, body, done) {
  const status = document.getElementById("status");
  const button = form.querySelector("button");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      await call("POST", path, { body: body(new FormData(form)) });
      form.hidden = true;
      show(status, "success", done);
    } catch (error) {
      show(status, "alert", Object.values(error.fields ?? {}).flat().join(" ") || error.message);
    }
    button.disabled = false;
  });
}

/** Sends the code in the link to `path` when the form is submitted, or without a link the one that is typed. */
export function submitCodeTo(form, path, done) {
  const code = takeCode();
  document.getElementById("typed").hidden = Boolean(code);
  document.getElementById("code").required = !code;
  submitTo(form, path, (data) => ({ validation_code: code || data.get("code").trim() }), done);
}

function show(status, kind, text) {
  status.className = kind;
  status.textContent = text;
  status.hidden = false;
}
