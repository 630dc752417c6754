// The forms with which staff create an account and change its names and address.

import { call } from "../base/api.js";
import { h, uniqueId } from "../base/dom.js";
import { field, form } from "./form.js";
import { link } from "./link.js";

/** A form for a new account, which has no password yet. It leads to the page of the account. */
export function newAccountForm() {
  return h("details", { class: "card" }, h("summary", {}, "Create an account"),
    form(
      {
        action: "Create account",
        async submit(data) {
          const { data: { id } } = await call("POST", "users/", { body: { data: { type: "users", attributes: filled(data) } } });
          location.assign(link("member", id));
        },
      },
      field("username", "Username", { autocapitalize: "none", autocomplete: "off", required: true }),
      field("email", "Email address", { kind: "email", autocomplete: "off", hint: "Where the community sends mail, the user gets one that confirms it, and can set a password by “Forgot your password?”. Otherwise set one on the account's page." }),
      ...names({}),
    ));
}

/** A form that changes an account; `onDone` draws it again. */
export function editForm({ id, attributes }, onDone) {
  const label = uniqueId("edit");
  return h("section", { class: "card", "aria-labelledby": label }, h("h2", { id: label }, "Edit"),
    form(
      {
        action: "Save",
        async submit(data) {
          await call("PATCH", `users/${id}/`, { body: { data: { type: "users", id, attributes: Object.fromEntries(data) } } });
          await onDone();
          return "Account saved.";
        },
      },
      field("username", "Username", { value: attributes.username, autocapitalize: "none", autocomplete: "off" }),
      field("email", "Email address", { kind: "email", value: attributes.email, autocomplete: "off", hint: "A new address ends all sessions of the account. Where the community sends mail, both addresses are told." }),
      ...names(attributes),
    ));
}

function names({ first_name, last_name }) {
  return [field("first_name", "First name", { value: first_name, autocomplete: "off" }), field("last_name", "Last name", { value: last_name, autocomplete: "off" })];
}

/** The fields that have a value. */
function filled(data) {
  return Object.fromEntries([...data].filter(([, value]) => value));
}
