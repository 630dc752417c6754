// Login for operations that need a token. The session is shared with the console.

import { announce, h, uniqueId } from "../base/dom.js";
import { login, session } from "../base/api.js";
import { logOut } from "../base/session.js";

/** A button that opens the login form, or logs out. */
export function loginControl() {
  const holder = h("div", { class: "row" });
  const dialog = h("dialog", { "aria-labelledby": "login-title" });

  function draw() {
    holder.replaceChildren(...(session.token
      ? [h("span", { class: "small muted" }, "Logged in"), h("button", { type: "button", onclick: logout }, "Log out")]
      : [h("button", { type: "button", class: "primary", onclick: () => dialog.showModal() }, "Log in")]), dialog);
  }

  async function logout() {
    await logOut();
    announce("Logged out.");
    draw();
  }

  dialog.append(loginForm(dialog, draw));
  draw();
  for (const event of ["kith:session-changed", "kith:session-ended"]) addEventListener(event, draw);
  return holder;
}

function loginForm(dialog, onLogin) {
  const [name, password, code] = [uniqueId("username"), uniqueId("password"), uniqueId("otp")];
  const second = h("div", { class: "field", hidden: true }, h("label", { for: code }, "Code of your authenticator app, or a recovery code"), h("input", { id: code, name: "otp", autocomplete: "one-time-code", autocapitalize: "none" }));
  const errors = h("div", { role: "alert" });
  const form = h("form", {},
    h("h2", { id: "login-title" }, "Log in"), errors,
    h("div", { class: "field" }, h("label", { for: name }, "Username or email address"), h("input", { id: name, name: "username", autocomplete: "username", autocapitalize: "none" })),
    h("div", { class: "field" }, h("label", { for: password }, "Password"), h("input", { id: password, name: "password", type: "password", autocomplete: "current-password" })),
    second,
    h("div", { class: "row" }, h("button", { class: "primary", type: "submit" }, "Log in"), h("button", { type: "button", onclick: () => dialog.close() }, "Cancel")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const data = new FormData(form);
    try {
      await login(data.get("username"), data.get("password"), data.get("otp"));
      form.reset();
      second.hidden = true;
      errors.replaceChildren();
      dialog.close();
      announce("Logged in.");
      onLogin();
    } catch (error) {
      if (error.fields.otp) second.hidden = false;
      errors.replaceChildren(h("p", { class: "alert" }, [error.message, ...Object.values(error.fields)].join(" ")));
    }
  });
  return form;
}
