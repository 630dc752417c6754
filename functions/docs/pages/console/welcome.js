// For those who are not logged in.

import { h } from "../base/dom.js";
import { call, login, session } from "../base/api.js";
import { field, form } from "./form.js";

export function showWelcome({ enter }) {
  return [
    h("h1", {}, "Welcome"),
    h("p", { class: "quiet" }, "This is a small front end to try a community with. It uses nothing but the public API, which ",
      h("a", { href: "docs/" }, "its reference"), " describes."),
    h("div", { class: "two" }, registration(enter), entry(enter)),
  ];
}

function entry(enter) {
  return h("section", { class: "card", "aria-labelledby": "log-in" }, h("h2", { id: "log-in" }, "Log in"),
    form(
      {
        action: "Log in",
        async submit(data) {
          await login(data.get("username"), data.get("password"));
          await enter();
        },
      },
      field("username", "Username or e-mail address", { autocomplete: "username", autocapitalize: "none" }),
      field("password", "Password", { kind: "password", autocomplete: "current-password" }),
    ));
}

function registration(enter) {
  return h("section", { class: "card", "aria-labelledby": "join" }, h("h2", { id: "join" }, "Create an account"),
    form(
      {
        action: "Join",
        async submit(data) {
          const answer = await call("POST", "api/users/register/", { body: Object.fromEntries(data) });
          session.begin(answer.token);
          await enter();
        },
      },
      field("username", "Username", { autocomplete: "username", autocapitalize: "none" }),
      field("email", "E-mail address", { kind: "email", autocomplete: "email" }),
      field("password", "Password", { kind: "password", autocomplete: "new-password", hint: "At least 8 characters." }),
    ));
}
