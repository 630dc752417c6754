// A user's profile and posts, and the caller's relationship with the user.

import { h, redraw } from "../base/dom.js";
import { call } from "../base/api.js";
import { plural } from "../base/plural.js";
import { blockButton } from "./block-button.js";
import { onChange, whenSettled } from "./changes.js";
import { hideButton } from "./hide-button.js";
import { linked } from "./html.js";
import { link } from "./link.js";
import { pagedList } from "./paged-list.js";
import { postCard } from "./post.js";
import { relationshipButtons } from "./relationship.js";
import { reportButton } from "./report.js";
import { avatar, displayName } from "./user-card.js";
import { PEOPLE, showPeopleOf } from "./user-lists.js";

export async function showUser({ caller }, id, list) {
  const path = `api/v2/user/${encodeURIComponent(id)}/`;
  const own = String(caller.id) === id;
  if (list) return showPeopleOf(await call("GET", path), list, caller);
  const [user, hidden, blocked] = await Promise.all([call("GET", path), ...["is_hidden/", "is_blocked/"].map((check) => own ? null : call("GET", path + check))]);
  const posts = await pagedList(`${path}feed/`, { query: { voted: 1 }, render: (post) => postCard(post, caller), empty: "No posts yet." });
  return [
    h("section", { class: "card" },
      h("div", { class: "user" }, avatar(user, "large"), h("div", {}, h("h1", {}, displayName(user)), h("p", { class: "muted" }, `@${user.username}`))),
      user.bio && h("p", { class: "lines" }, linked(user.bio)),
      details(user),
      counts(user, path),
      own && h("p", {}, h("a", { href: link("profile") }, "Edit profile")),
      !own && h("div", { class: "row" }, relationshipButtons(user), hideButton(user, hidden.is_hidden), blockButton(user, blocked.is_blocked), reportButton(path, "user"))),
    h("h2", { class: "visually-hidden" }, "Posts"),
    posts,
  ];
}

function details(user) {
  const website = /^https?:/.test(user.website) && h("a", { href: user.website, rel: "noopener noreferrer nofollow", target: "_blank" }, user.website);
  const items = [user.location, website].filter(Boolean);
  return items.length > 0 && h("p", { class: "muted row" }, items.map((item) => h("span", {}, item)));
}

/** The counters of a user, which follow the actions of this page. */
function counts(user, path) {
  const list = h("ul", { class: "counts" });
  const draw = (user) => redraw(list, entries(user));
  const reload = () => whenSettled(async () => draw(await call("GET", path)));
  draw(user);
  onChange(list, "relationship", reload);
  return list;
}

function entries(user) {
  const posts = user.posts_counter + user.discussions_counter;
  const people = Object.entries(PEOPLE).map(([list, { count, noun }]) =>
    h("li", {}, h("a", { href: link("person", user.id, list) }, h("strong", {}, String(user[count])), ` ${noun(user[count])}`)));
  return [people, h("li", {}, h("strong", {}, String(posts)), ` ${plural(posts, "post")}`)];
}
