// A user's profile and posts, and the caller's relationship with the user.

import { h, redraw } from "../base/dom.js";
import { call } from "../base/api.js";
import { plural } from "../base/plural.js";
import { actionButton } from "./action-button.js";
import { pagedList } from "./paged-list.js";
import { postCard } from "./post.js";
import { relationshipButtons } from "./relationship.js";
import { avatar, displayName } from "./user-card.js";

export async function showUser({ caller }, id) {
  const path = `api/v2/user/${encodeURIComponent(id)}/`;
  const own = String(caller.id) === id;
  const [user, hidden] = await Promise.all([call("GET", path), own ? null : call("GET", `${path}is_hidden/`)]);
  const posts = await pagedList(`${path}feed/`, { render: (post) => postCard(post, caller), empty: "No posts yet." });
  return [
    h("section", { class: "card" },
      h("div", { class: "user" }, avatar(user, "large"), h("div", {}, h("h1", {}, displayName(user)), h("p", { class: "muted" }, `@${user.username}`))),
      user.bio && h("p", {}, user.bio),
      details(user),
      counts(user),
      !own && h("div", { class: "row" }, relationshipButtons(user), hideButton(path, hidden.is_hidden))),
    h("h2", { class: "visually-hidden" }, "Posts"),
    posts,
  ];
}

function details(user) {
  const website = /^https?:/.test(user.website) && h("a", { href: user.website, rel: "noopener noreferrer nofollow", target: "_blank" }, user.website);
  const items = [user.location, website].filter(Boolean);
  return items.length > 0 && h("p", { class: "muted row" }, items.map((item) => h("span", {}, item)));
}

function counts(user) {
  const posts = user.posts_counter + user.discussions_counter;
  const entries = [
    [user.followers_counter, plural(user.followers_counter, "follower")],
    [user.followings_counter, "following"],
    [user.connections_counter, plural(user.connections_counter, "friend")],
    [posts, plural(posts, "post")],
  ];
  return h("ul", { class: "counts" }, entries.map(([count, label]) => h("li", {}, h("strong", {}, String(count)), ` ${label}`)));
}

function hideButton(path, initiallyHidden) {
  let hidden = initiallyHidden;
  const holder = h("span", {});
  const draw = () => redraw(holder, actionButton(hidden ? "Unhide" : "Hide", toggle, { class: "plain" }));
  async function toggle() {
    await call("POST", `${path}hide/`);
    ({ is_hidden: hidden } = await call("GET", `${path}is_hidden/`));
    draw();
    return hidden ? "User hidden. You no longer see their posts." : "User no longer hidden.";
  }
  draw();
  return holder;
}
