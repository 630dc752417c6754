// An account as staff see it: status, roles, password and audit log.

import { h, redraw, uniqueId } from "../base/dom.js";
import { call } from "../base/api.js";
import { fieldLabel } from "../base/messages.js";
import { accountActions } from "./account-actions.js";
import { directoryLink, roleName, statusTag } from "./directory.js";
import { field, form } from "./form.js";
import { link } from "./link.js";
import { memberSessions } from "./sessions.js";
import { relativeTime } from "./time.js";

export async function showAccount({ caller }, id) {
  const path = `users/${encodeURIComponent(id)}/`;
  const log = h("div", {});
  const account = h("section", { class: "card" });
  let data;
  async function draw() {
    const [found, entries] = await Promise.all([call("GET", path), call("GET", `${path}audit/`)]);
    ({ data } = found);
    const usernames = await loadUsernames(entries.data.map(actorId));
    redraw(account, details(data), accountActions(data, caller, draw));
    log.replaceChildren(auditLog(entries.data, usernames));
  }
  await draw();
  const { username, is_staff, is_superuser } = data.attributes;
  const manages = data.id !== caller.uuid && (caller.is_superuser || !(is_staff || is_superuser));
  return [
    h("p", {}, h("a", { href: directoryLink() }, "Back to the directory")),
    account,
    manages && await memberSessions(username, draw),
    (manages || data.id === caller.uuid) && passwordForm(path, draw),
    h("h2", {}, "Audit log"),
    log,
  ].filter(Boolean);
}

function details({ attributes }) {
  const name = [attributes.first_name, attributes.last_name].filter(Boolean).join(" ");
  return [
    h("h1", {}, attributes.username),
    h("p", { class: "row" }, statusTag(attributes), h("span", { class: "tag" }, roleName(attributes)), name, h("span", { class: "muted" }, attributes.email),
      h("span", { class: "muted" }, "Joined ", relativeTime(attributes.date_joined))),
  ];
}

function passwordForm(path, draw) {
  const id = uniqueId("password");
  return h("section", { class: "card", "aria-labelledby": id }, h("h2", { id }, "Set password"),
    form(
      {
        action: "Set password",
        async submit(data, element) {
          const { status } = await call("POST", `${path}change-password/`, { body: Object.fromEntries(data) });
          element.reset();
          await draw();
          return `${status[0].toUpperCase()}${status.slice(1)}. All sessions of this account have ended.`;
        },
      },
      field("password", "New password", { kind: "password", autocomplete: "new-password" }),
    ));
}

function actorId(entry) {
  return entry.relationships.actor.data.id;
}

/** The usernames of the accounts that still exist, by id. */
async function loadUsernames(ids) {
  const accounts = await Promise.all([...new Set(ids)].map((id) => call("GET", `users/${id}/`).catch(() => null)));
  return new Map(accounts.filter(Boolean).map(({ data }) => [data.id, data.attributes.username]));
}

function auditLog(entries, usernames) {
  if (!entries.length) return h("p", { class: "empty" }, "No entries yet. Changes of credentials, and what other users do to this account, appear here.");
  return h("ol", { class: "list", "aria-label": "Audit log" }, entries.map((entry) => {
    const { action, at, changes } = entry.attributes;
    const actor = actorId(entry);
    const username = usernames.get(actor);
    return h("li", { class: "card" },
      h("strong", {}, action.replaceAll("_", " ")), " by ", username ? h("a", { href: link("member", actor) }, username) : "a deleted account",
      " · ", relativeTime(at),
      Object.entries(changes ?? {}).map(([name, { before, after }]) => h("div", { class: "small" }, `${fieldLabel(name)}: ${display(before)} → ${display(after)}`)));
  }));
}

function display(value) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value === null || value === undefined ? "–" : typeof value === "string" ? value : JSON.stringify(value);
}
