// An account as staff see it: status, roles, password and audit log.

import { h, redraw, uniqueId } from "../base/dom.js";
import { call } from "../base/api.js";
import { accountActions } from "./account-actions.js";
import { editForm } from "./account-forms.js";
import { auditLog } from "./audit.js";
import { directoryLink, roleName, statusTag } from "./directory.js";
import { field, form } from "./form.js";
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
    redraw(account, details(data), accountActions(data, caller, draw));
    log.replaceChildren(await auditLog(entries.data));
  }
  await draw();
  const { username, is_staff, is_superuser } = data.attributes;
  const manages = data.id !== caller.uuid && (caller.is_superuser || !(is_staff || is_superuser));
  return [
    h("p", {}, h("a", { href: directoryLink() }, "Back to the directory")),
    account,
    manages && editForm(data, draw),
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
