// The caller's password and email address.

import { h, uniqueId } from "../base/dom.js";
import { call } from "../base/api.js";
import { confirmed } from "./confirm.js";
import { keepDraft } from "./draft.js";
import { field, form } from "./form.js";

const QUESTION = {
  title: "Log in again?",
  text: "Your last login is too long ago to change your email address. After the login you come back to this page.",
  action: "Log in again",
};

export function passwordForm(me) {
  const id = uniqueId("password");
  return h("section", { class: "card", "aria-labelledby": id }, h("h2", { id }, "Password"),
    form(
      {
        action: "Change password",
        async submit(data, element) {
          await call("PATCH", `api/v2/user/${me.id}/change_password/`, { body: Object.fromEntries(data) });
          element.reset();
          return "Password changed. You have been logged out of all other sessions.";
        },
      },
      field("password", "Current password", { kind: "password", autocomplete: "current-password" }),
      field("new_password", "New password", { kind: "password", autocomplete: "new-password" }),
    ));
}

/** The form that changes the email address. `logInAgain(reason)` leads to the login and back, and keeps what is typed. */
export function emailForm(me, logInAgain) {
  const id = uniqueId("email");
  const current = h("p", {});
  const show = (email) => current.replaceChildren(...(email ? ["Your address is ", h("strong", {}, email), "."] : ["You have no email address."]));
  show(me.email);
  const element = form(
    {
      action: "Change email address",
      async submit(data) {
        const email = data.get("new_email");
        let response;
        try {
          response = await call("PATCH", `api/v2/user/${me.id}/change_email/`, { body: { new_email: email } });
        } catch (error) {
          if (error.code !== "reauthentication_required" || !(await confirmed(QUESTION))) throw error;
          return logInAgain("Log in again to change your email address.");
        }
        element.reset();
        dropDraft();
        // A server that sends mail waits for the code, and has a body in its response.
        if (response) return `A code was mailed to ${email}. Your address changes once you have confirmed it with the link in the mail.`;
        show(email);
        return "Email address changed. You have been logged out of all other sessions.";
      },
    },
    field("new_email", "New email address", { kind: "email", autocomplete: "email" }),
  );
  const dropDraft = keepDraft("email", element);
  return h("section", { class: "card", "aria-labelledby": id }, h("h2", { id }, "Email address"), current, element);
}
