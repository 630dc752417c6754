// The caller's notifications. The API marks them as seen when it lists them.

import { h } from "../base/dom.js";
import { onChange } from "./changes.js";
import { link } from "./link.js";
import { textOf } from "./notification-texts.js";
import { pagedList } from "./paged-list.js";
import { relativeTime } from "./time.js";
import { userCard } from "./user-card.js";

export async function showNotifications({ badge }) {
  const holder = h("div", {});
  async function draw() {
    const list = await pagedList("api/v2/notification/", {
      render: group,
      empty: "No notifications yet. New followers, friend requests and posts from people you follow appear here.",
    });
    holder.replaceChildren(list);
    await badge.refresh();
  }
  await draw();
  onChange(holder, "relationship", () => draw().catch(() => {}));
  badge.onIncrease = () => (holder.isConnected ? draw().catch(() => {}) : undefined);
  return [h("h1", {}, "Notifications"), holder];
}

/** A notification group: the notifications of one type within one hour. */
function group({ aggregated, is_new }) {
  return h("div", { class: is_new ? "card stack new" : "card stack" }, is_new && h("span", { class: "tag on" }, "New"), aggregated.map(entry));
}

function entry(notification) {
  const [user, text] = textOf(notification);
  const announcement = notification.custom_notification;
  const post = notification.post ?? notification.discussion;
  const time = relativeTime(notification.active_at);
  return h("div", {},
    user ? userCard(user, [text, " · ", time]) : h("p", {}, text, " · ", time),
    announcement && h("p", {}, h("strong", {}, announcement.title), announcement.description && ` ${announcement.description}`),
    post && h("p", {}, h("a", { href: link(post.type, post.id) }, post.title || excerpt(post))),
    notification.comment && h("p", {}, h("a", { href: pageOf(notification.comment) }, excerpt(notification.comment))),
    notification.type === "connection_request" && request(user));
}

/** Whether a friend request still waits for the caller. */
function request(user) {
  if (user.connection_status === "received_connection_request") return h("p", {}, h("a", { href: link("friends") }, "View friend requests"));
  return h("p", { class: "muted" }, user.connection_status === "connected" ? "You are friends." : "You have answered this request.");
}

/** The page of the post that a comment is on. */
function pageOf({ discussion, post }) {
  return discussion ? link("discussion", discussion) : link("post", post);
}

/** The beginning of a text, without links: it is the text of one. */
function excerpt({ summary, type }) {
  return new DOMParser().parseFromString(summary, "text/html").body.textContent || `View the ${type}`;
}
