// The audit trail: of one account on its page, and of all accounts, for staff.

import { h, redraw } from "../base/dom.js";
import { call } from "../base/api.js";
import { fieldLabel } from "../base/messages.js";
import { actionButton } from "./action-button.js";
import { link } from "./link.js";
import { relativeTime } from "./time.js";

export async function showAudit() {
  const results = h("div", {});
  async function load(url) {
    const { data, links } = await call("GET", url ?? "audit/", { query: url ? {} : { "page[size]": 50 } });
    const pageButton = (label, to) => actionButton(label, () => load(to), { disabled: !to });
    redraw(results,
      await auditLog(data, { targets: true, empty: "Staff have done nothing yet to what belongs to others." }),
      h("div", { class: "row" }, pageButton("Newer", links.prev), pageButton("Older", links.next)));
  }
  await load();
  return [
    h("h1", {}, "Audit log"),
    h("p", {}, h("a", { href: link("staff") }, "Back to the directory")),
    h("p", { class: "muted" }, "What users did to the accounts, posts and comments of others in the last year. What users did to their own credentials is on the pages of their accounts."),
    results,
  ];
}

const EMPTY = "No entries yet. Changes of credentials, and what other users do to this account, appear here.";

/** A list of entries, with the users to whom they happened if `targets` is set. */
export async function auditLog(entries, { targets = false, empty = EMPTY } = {}) {
  if (!entries.length) return h("p", { class: "empty" }, empty);
  const roles = targets ? ["actor", "target"] : ["actor"];
  const usernames = await loadUsernames(entries.flatMap((entry) => roles.map((role) => userId(entry, role))));
  const user = (entry, role) => {
    const id = userId(entry, role);
    return usernames.has(id) ? h("a", { href: link("member", id) }, usernames.get(id)) : "a deleted account";
  };
  return h("ol", { class: "list", "aria-label": "Audit log" }, entries.map((entry) => {
    const { action, at, changes } = entry.attributes;
    return h("li", { class: "card" },
      h("strong", {}, action.replaceAll("_", " ")), targets && [" of ", user(entry, "target")], " by ", user(entry, "actor"),
      " · ", relativeTime(at),
      Object.entries(changes ?? {}).map(([name, { before, after }]) => h("div", { class: "small" }, `${fieldLabel(name)}: ${display(before)} → ${display(after)}`)));
  }));
}

function userId(entry, role) {
  return entry.relationships[role].data.id;
}

/** The usernames of the accounts that still exist, by id. */
async function loadUsernames(ids) {
  const accounts = await Promise.all([...new Set(ids)].map((id) => call("GET", `users/${id}/`).catch(() => null)));
  return new Map(accounts.filter(Boolean).map(({ data }) => [data.id, data.attributes.username]));
}

function display(value) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value === null || value === undefined ? "–" : typeof value === "string" ? value : JSON.stringify(value);
}
