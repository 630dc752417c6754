// The caller's notifications. The API marks them as seen when it lists them.

import { h } from "../base/dom.js";
import { onChange } from "./changes.js";
import { link } from "./link.js";
import { pagedList } from "./paged-list.js";
import { relativeTime } from "./time.js";
import { userCard } from "./user-card.js";

/** For each notification type, the property with the user who caused it, and the text. */
const TYPES = {
  user_follow: ["follower", "followed you"],
  connection_request: ["request_user", "sent you a friend request"],
  connection_accept: ["accept_user", "accepted your friend request"],
  contribution: ["user", "published a new post"],
  vote_up: ["user", "liked your post"],
  comment: ["user", "commented on your post"],
  nested_comment: ["user", "replied to your comment"],
  follow: ["user", "followed your post"],
  custom_notification: ["user", "sent you a message"],
  blocked_user: ["user", "Your account was deactivated"],
  unblocked_user: ["user", "Your account was reactivated"],
};

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
  const isOfComment = notification.type === "vote_up" && notification.comment;
  const [property, text] = isOfComment ? ["user", "liked your comment"] : TYPES[notification.type] ?? moderated(notification.type);
  const user = notification[property];
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

/** The text of a decision of staff. No user is shown with it. */
function moderated(type) {
  const [, act, reason] = type.match(/^(collapsed|deleted)_for_(\w+)$/) ?? [];
  const name = { advertising: "spam", offtopic: "off topic" }[reason] ?? reason;
  const what = { collapsed: "Staff have hidden what you wrote", deleted: "Staff have deleted what you wrote" }[act];
  return [null, what ? `${what}: ${name}` : type];
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
