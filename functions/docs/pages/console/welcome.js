// Registration and login.

import { announce, h } from "../base/dom.js";
import { login, register } from "../base/api.js";
import { field, form } from "./form.js";
import { codeField } from "./second-factor.js";

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
        async submit(data, element) {
          try {
            await login(data.get("username"), data.get("password"), data.get("otp"));
          } catch (error) {
            if (!error.fields?.otp || data.has("otp")) throw error;
            return askForCode(element);
          }
          await onLogin();
        },
      },
      field("username", "Username or email address", { autocomplete: "username", autocapitalize: "none" }),
      field("password", "Password", { kind: "password", autocomplete: "current-password" }),
    ),
    h("p", { class: "small" }, h("a", { class: "target", href: "account/reset" }, "Forgot your password?")));
}

/** Adds the field of the second factor, which this user has. */
function askForCode(element) {
  const code = codeField("Code of your authenticator app, or a recovery code", "otp");
  [...element.querySelectorAll(".field")].at(-1).after(code);
  code.querySelector("input").focus();
  announce("Enter the code that your authenticator app shows.");
}

function registrationForm(onLogin) {
  return h("section", { class: "card", "aria-labelledby": "register" }, h("h2", { id: "register" }, "Create an account"),
    form(
      {
        action: "Create account",
        async submit(data) {
          await register(Object.fromEntries(data));
          await onLogin();
        },
      },
      field("username", "Username", { autocomplete: "username", autocapitalize: "none" }),
      field("email", "Email address", { kind: "email", autocomplete: "email" }),
      field("password", "Password", { kind: "password", autocomplete: "new-password", hint: "At least 8 characters, best several unrelated words." }),
    ));
}
