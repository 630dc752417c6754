// Registration and login.

import { h } from "../base/dom.js";
import { call, login, session } from "../base/api.js";
import { field, form } from "./form.js";

export function showWelcome({ onLogin, reason }) {
  return [
    h("h1", {}, "Welcome"),
    ...(reason ? [h("p", { class: "alert", role: "alert" }, reason)] : []),
    h("p", { class: "muted" }, "Create an account to try the community. The console uses only the public API; see the ",
      h("a", { href: "docs/" }, "API reference"), "."),
    h("div", { class: "two" }, registrationForm(onLogin), loginForm(onLogin)),
  ];
}

function loginForm(onLogin) {
  return h("section", { class: "card", "aria-labelledby": "log-in" }, h("h2", { id: "log-in" }, "Log in"),
    form(
      {
        action: "Log in",
        async submit(data) {
          await login(data.get("username"), data.get("password"));
          await onLogin();
        },
      },
      field("username", "Username or email address", { autocomplete: "username", autocapitalize: "none" }),
      field("password", "Password", { kind: "password", autocomplete: "current-password" }),
    ),
    h("p", { class: "small" }, h("a", { class: "target", href: "account/reset" }, "Forgot your password?")));
}

function registrationForm(onLogin) {
  return h("section", { class: "card", "aria-labelledby": "register" }, h("h2", { id: "register" }, "Create an account"),
    form(
      {
        action: "Create account",
        async submit(data) {
          const { token } = await call("POST", "api/users/register/", { body: Object.fromEntries(data) });
          session.begin(token);
          await onLogin();
        },
      },
      field("username", "Username", { autocomplete: "username", autocapitalize: "none" }),
      field("email", "Email address", { kind: "email", autocomplete: "email" }),
      field("password", "Password", { kind: "password", autocomplete: "new-password", hint: "At least 8 characters." }),
    ));
}
