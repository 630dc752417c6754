// For staff: an account, what can be done about it, and what was.

import { freshId, h } from "../base/dom.js";
import { call } from "../base/api.js";
import { action } from "./action.js";
import { field, form } from "./form.js";
import { link } from "./link.js";
import { roles, state } from "./staff.js";
import { moment } from "./time.js";

export async function showMember(context, id) {
  const path = `users/${encodeURIComponent(id)}/`;
  const trail = h("div", {});
  const account = h("section", { class: "card" });
  async function draw() {
    const [{ data }, entries] = await Promise.all([call("GET", path), call("GET", `${path}audit/`)]);
    const names = await namesOf(entries.data.map(actorOf));
    account.replaceChildren(...details(data, path, draw));
    trail.replaceChildren(audit(entries.data, names));
  }
  await draw();
  return [
    h("p", {}, h("a", { href: link("staff") }, "Directory")),
    account,
    password(path, draw),
    h("h2", {}, "Audit trail"),
    trail,
  ];
}

function details({ id, attributes }, path, draw) {
  const active = attributes.is_active;
  async function toggle() {
    await call("PATCH", path, { body: { data: { type: "users", id, attributes: { is_active: !active } } } });
    await draw();
    return active ? "The account is deactivated." : "The account is active.";
  }
  const name = [attributes.first_name, attributes.last_name].filter(Boolean).join(" ");
  return [
    h("h1", {}, attributes.username),
    h("p", { class: "row" }, state(attributes), h("span", { class: "tag" }, roles(attributes)), name, h("span", { class: "quiet" }, attributes.email),
      h("span", { class: "quiet" }, "joined ", moment(attributes.date_joined))),
    action(active ? "Deactivate" : "Activate", toggle, { class: active ? "dangerous" : "primary" }),
  ];
}

function password(path, draw) {
  const id = freshId("password");
  return h("section", { class: "card", "aria-labelledby": id }, h("h2", { id }, "Set a password"),
    form(
      {
        action: "Set password",
        async submit(data, element) {
          const answer = await call("POST", `${path}change-password/`, { body: Object.fromEntries(data) });
          element.reset();
          await draw();
          return `${answer.status[0].toUpperCase()}${answer.status.slice(1)}. All sessions of the account have ended.`;
        },
      },
      field("password", "New password", { kind: "password", autocomplete: "new-password" }),
    ));
}

function actorOf(entry) {
  return entry.relationships.actor.data.id;
}

/** The usernames of accounts that are still there. */
async function namesOf(ids) {
  const accounts = await Promise.all([...new Set(ids)].map((id) => call("GET", `users/${id}/`).catch(() => null)));
  return new Map(accounts.filter(Boolean).map(({ data }) => [data.id, data.attributes.username]));
}

function audit(entries, names) {
  if (!entries.length) return h("p", { class: "empty" }, "Nobody else has changed anything here.");
  return h("ol", { class: "list", "aria-label": "Audit trail" }, entries.map((entry) => {
    const { action, at, changes } = entry.attributes;
    const actor = actorOf(entry);
    const name = names.get(actor);
    return h("li", { class: "card" },
      h("strong", {}, action.replaceAll("_", " ")), " by ", name ? h("a", { href: link("member", actor) }, name) : "a deleted account",
      " · ", moment(at),
      Object.entries(changes ?? {}).map(([name, { before, after }]) => h("div", { class: "small" }, `${name}: ${said(before)} → ${said(after)}`)));
  }));
}

function said(value) {
  return value === null || value === undefined ? "–" : typeof value === "string" ? value : JSON.stringify(value);
}
