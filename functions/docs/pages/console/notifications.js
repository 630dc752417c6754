// What the caller is told. Being listed here marks it as seen.

import { h } from "../base/dom.js";
import { call } from "../base/api.js";
import { pages } from "./pages.js";
import { who } from "./person-card.js";
import { link } from "./link.js";
import { moment } from "./time.js";

/** For each type: whom it is about, and what they did. */
const TOLD = {
  user_follow: ["follower", "follows you"],
  connection_request: ["request_user", "asks for your friendship"],
  connection_accept: ["accept_user", "has accepted your request"],
  contribution: ["user", "has published"],
  vote_up: ["user", "likes your post"],
  follow: ["user", "follows your post"],
  custom_notification: ["user", "says"],
  blocked_user: ["user", "Your account was deactivated"],
  unblocked_user: ["user", "Your account is active again"],
};

export async function showNotifications({ bell }) {
  const holder = h("div", {});
  async function draw() {
    const list = await pages("api/v2/notification/", {
      show: result,
      empty: "Nothing yet. When somebody follows you, asks you or publishes something, it is told here.",
    });
    holder.replaceChildren(list);
    await bell.look();
  }
  await draw();
  bell.changed = () => (holder.isConnected ? draw().catch(() => {}) : undefined);
  return [h("h1", {}, "Notifications"), holder];
}

/** A result gathers what is of one type and hour. */
function result({ aggregated, is_new }) {
  return h("div", { class: is_new ? "card stack new" : "card stack" }, is_new && h("span", { class: "tag on" }, "New"), aggregated.map(entry));
}

function entry(note) {
  const [about, words] = TOLD[note.type] ?? ["user", note.type];
  const user = note[about];
  const said = note.custom_notification;
  const post = note.post ?? note.discussion;
  return h("div", {},
    user ? who(user, [words, " · ", moment(note.active_at)]) : h("p", {}, words, " · ", moment(note.active_at)),
    said && h("p", {}, h("strong", {}, said.title), said.description && ` ${said.description}`),
    post && h("p", { class: "quiet" }, post.title || post.summary),
    note.type === "connection_request" && h("p", {}, h("a", { href: link("friends") }, "Answer the request")));
}
