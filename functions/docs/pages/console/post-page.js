// A post on a page of its own, with its comments and the users who like it.

import { h } from "../base/dom.js";
import { call } from "../base/api.js";
import { comments } from "./comments.js";
import { pagedList } from "./paged-list.js";
import { postCard } from "./post.js";
import { relativeTime } from "./time.js";
import { displayName, userCard } from "./user-card.js";

export const showPost = (context, id) => showPage(context, "post", id);
export const showDiscussion = (context, id) => showPage(context, "discussion", id);

async function showPage({ caller }, type, id) {
  const path = `api/v2/${type}/${encodeURIComponent(id)}/`;
  const post = await call("GET", path, { query: { voted: 1 } });
  return [
    h("h1", {}, post.title ? "Discussion" : `Post by ${displayName(post.author)}`),
    h("h2", { class: "visually-hidden" }, "Text"),
    postCard(post, caller),
    likes(path),
    h("h2", {}, "Comments"),
    await comments(post, caller),
  ];
}

/** The users who like the post, loaded each time that the list is opened. */
function likes(path) {
  const list = h("div", {});
  const details = h("details", { class: "more" }, h("summary", {}, "Who likes this"), list);
  details.addEventListener("toggle", async () => {
    if (!details.open) return;
    const render = ({ user, voted_at }) => h("div", { class: "card" }, userCard(user, relativeTime(voted_at)));
    const loaded = pagedList(`${path}vote/`, { render, empty: "No likes yet.", label: "Likes" });
    list.replaceChildren(await loaded.catch((error) => h("p", { class: "alert", role: "alert" }, error.message)));
  });
  return details;
}
