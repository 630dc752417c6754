// Somebody: who they are, what they have published, and what stands between them and the caller.

import { h, redraw } from "../base/dom.js";
import { call } from "../base/api.js";
import { action } from "./action.js";
import { pages } from "./pages.js";
import { avatar, nameOf } from "./person-card.js";
import { postCard } from "./post.js";
import { relation } from "./relation.js";

export async function showPerson({ caller }, id) {
  const path = `api/v2/user/${encodeURIComponent(id)}/`;
  const own = String(caller.id) === id;
  const [user, hidden] = await Promise.all([call("GET", path), own ? null : call("GET", `${path}is_hidden/`)]);
  const posts = await pages(`${path}feed/`, { show: (post) => postCard(post, caller), empty: "Nothing published yet." });
  return [
    h("section", { class: "card" },
      h("div", { class: "who" }, avatar(user, "large"), h("div", {}, h("h1", {}, nameOf(user)), h("p", { class: "quiet" }, `@${user.username}`))),
      user.bio && h("p", {}, user.bio),
      facts(user),
      figures(user),
      !own && h("div", { class: "row" }, relation(user), hiding(path, hidden.is_hidden))),
    h("h2", { class: "unseen" }, "Posts"),
    posts,
  ];
}

function facts(user) {
  const website = /^https?:/.test(user.website) && h("a", { href: user.website, rel: "noopener noreferrer nofollow", target: "_blank" }, user.website);
  const known = [user.location, website].filter(Boolean);
  return known.length > 0 && h("p", { class: "quiet row" }, known.map((fact) => h("span", {}, fact)));
}

function figures(user) {
  const numbers = [["followers", user.followers_counter], ["following", user.followings_counter], ["friends", user.connections_counter], ["posts", user.posts_counter + user.discussions_counter]];
  return h("ul", { class: "figures" }, numbers.map(([name, number]) => h("li", {}, h("strong", {}, String(number)), ` ${name}`)));
}

function hiding(path, hidden) {
  const holder = h("span", {});
  const draw = () => redraw(holder, action(hidden ? "Show again" : "Hide", toggle, { class: "plain" }));
  async function toggle() {
    await call("POST", `${path}hide/`);
    ({ is_hidden: hidden } = await call("GET", `${path}is_hidden/`));
    draw();
    return hidden ? "Hidden: you see nothing of theirs." : "No longer hidden.";
  }
  draw();
  return holder;
}
