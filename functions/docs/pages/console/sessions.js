// The sessions of the caller, or of a user whose account staff look at: where they are logged in, and how to end it.

import { h, redraw, uniqueId } from "../base/dom.js";
import { call } from "../base/api.js";
import { actionButton } from "./action-button.js";
import { clientName } from "./clients.js";
import { link } from "./link.js";
import { exactTime, timeWithDate } from "./time.js";

const PATH = "api/v2/user/me/sessions/";

export async function showSessions() {
  const holder = h("section", { class: "stack", "aria-label": "Your sessions" });
  async function draw() {
    redraw(holder, content(await call("GET", PATH), draw));
  }
  await draw();
  return [
    h("h1", {}, "Sessions"),
    h("p", {}, h("a", { href: link("profile") }, "Back to your profile")),
    h("p", { class: "muted" }, "Every login begins a session. End those that you do not know, and change your password then."),
    holder,
  ];
}

/** The sessions, that of this page first. `onEnd` draws them again. */
function content(sessions, onEnd) {
  const [current, others] = [true, false].map((current) => sessions.filter((session) => session.current === current));
  return [
    others.length > 0 && endOthersButton(onEnd),
    h("ul", { class: "list", "aria-label": "Sessions" }, [...current, ...others].map((session) => h("li", {}, card(session, PATH, onEnd)))),
    !others.length && h("p", { class: "empty" }, "There is no other session."),
  ];
}

/** A card with the sessions of a user, for staff. `onEnd` is called after one has ended. */
export async function memberSessions(username, onEnd) {
  const found = await call("GET", "api/v2/account/search/", { query: { username } }).catch((error) => {
    // The account was deleted or renamed meanwhile.
    if (error.status !== 404) throw error;
  });
  if (!found) return null;
  const path = `api/v2/user/${found.id}/sessions/`;
  const label = uniqueId("sessions");
  const holder = h("div", { class: "stack" });
  const ended = () => Promise.all([draw(), onEnd()]);
  async function draw() {
    const sessions = await call("GET", path);
    redraw(holder,
      sessions.length > 0 && endAllButton(username, path, ended),
      h("ul", { class: "list", "aria-label": "Sessions" }, sessions.map((session) => h("li", {}, card(session, path, ended)))),
      !sessions.length && h("p", { class: "empty" }, `${username} has no session.`));
  }
  await draw();
  return h("section", { class: "card", "aria-labelledby": label }, h("h2", { id: label }, "Sessions"), holder);
}

function endAllButton(username, path, onEnd) {
  async function end() {
    await call("DELETE", path);
    await onEnd();
    return "All sessions have ended.";
  }
  const question = {
    title: `End all sessions of ${username}?`,
    text: `${username} is logged out everywhere at once. Codes that were mailed to them, and that they have not used, end too.`,
    action: "End all sessions",
  };
  return actionButton("End all sessions", end, { class: "danger", question });
}

function card(session, path, onEnd) {
  const name = clientName(session.client);
  const id = uniqueId("session");
  return h("div", { class: "card session" },
    h("div", {},
      h("p", { class: "row" }, h("strong", {}, name), session.current && h("span", { class: "tag on" }, "This session")),
      h("p", { class: "small muted", id }, "Logged in ", timeWithDate(session.created_at), wasRenewed(session) && [", renewed ", timeWithDate(session.last_used_at)],
        session.network && `, from ${session.network}`),
      name !== session.client && session.client && h("p", { class: "small muted" }, session.client)),
    !session.current && endButton(session, name, path, id, onEnd));
}

/** Whether the session has got another token since its login. */
function wasRenewed({ created_at, last_used_at }) {
  return new Date(last_used_at) - new Date(created_at) > 1_000;
}

function endButton({ id, created_at, network }, name, path, description, onEnd) {
  async function end() {
    const ended = await call("DELETE", `${path}${id}/`).then(() => true, (error) => {
      if (error.status !== 404) throw error;
      return false;
    });
    await onEnd();
    return ended ? `Session ended: ${name}.` : "This session had already ended.";
  }
  const origin = network ? ` from ${network}` : "";
  const question = {
    title: "End this session?",
    text: `${name}, logged in on ${exactTime(created_at)}${origin}, is logged out at once.`,
    action: "End session",
  };
  return actionButton("End", end, { class: "danger", "aria-label": `End: ${name}`, "aria-describedby": description, question });
}

function endOthersButton(onEnd) {
  async function end() {
    await call("DELETE", PATH);
    await onEnd();
    return "All other sessions have ended.";
  }
  const question = {
    title: "End all other sessions?",
    text: "All other browsers and apps are logged out at once. Codes that were mailed to you, and that you have not used, end too.",
    action: "End all others",
  };
  return actionButton("End all others", end, { class: "danger", question });
}
