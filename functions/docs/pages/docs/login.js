// Logging in, for the calls that need a token. The page keeps it as the console does, so one login serves both.

import { announce, freshId, h } from "../base/dom.js";
import { address, login, session } from "../base/api.js";

/** A button that opens the form, or logs out. */
export function loginControl() {
  const holder = h("div", { class: "row" });
  const dialog = h("dialog", { "aria-labelledby": "login-title" });

  function draw() {
    holder.replaceChildren(...(session.token
      ? [h("span", { class: "small quiet" }, "logged in"), h("button", { type: "button", onclick: leave }, "Log out")]
      : [h("button", { type: "button", class: "primary", onclick: () => dialog.showModal() }, "Log in")]), dialog);
  }

  async function leave() {
    const headers = { Authorization: `Bearer ${session.token}` };
    await fetch(address("api/users/logout/"), { method: "POST", headers }).catch(() => {});
    session.end();
    announce("Logged out.");
    draw();
  }

  dialog.append(form(dialog, draw));
  draw();
  return holder;
}

function form(dialog, done) {
  const [name, password] = [freshId("username"), freshId("password")];
  const said = h("div", { role: "alert" });
  const element = h("form", {},
    h("h2", { id: "login-title" }, "Log in"), said,
    h("div", { class: "field" }, h("label", { for: name }, "Username or e-mail address"), h("input", { id: name, name: "username", autocomplete: "username", autocapitalize: "none" })),
    h("div", { class: "field" }, h("label", { for: password }, "Password"), h("input", { id: password, name: "password", type: "password", autocomplete: "current-password" })),
    h("div", { class: "row" }, h("button", { class: "primary", type: "submit" }, "Log in"), h("button", { type: "button", onclick: () => dialog.close() }, "Cancel")));
  element.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = new FormData(element);
    try {
      await login(given.get("username"), given.get("password"));
      element.reset();
      said.replaceChildren();
      dialog.close();
      announce("Logged in.");
      done();
    } catch (refusal) {
      said.replaceChildren(h("p", { class: "alert" }, [refusal.message, ...Object.values(refusal.fields)].join(" ")));
    }
  });
  return element;
}
