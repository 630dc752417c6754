// A post or discussion, with its poll and the actions that the caller can take.

import { focusOn, h, redraw } from "../base/dom.js";
import { call } from "../base/api.js";
import { plural } from "../base/plural.js";
import { actionButton } from "./action-button.js";
import { changed, onChange, whenSettled } from "./changes.js";
import { htmlNodes } from "./html.js";
import { likeButton } from "./like-button.js";
import { link } from "./link.js";
import { pollBox } from "./poll.js";
import { editForm } from "./post-edit.js";
import { reportButton } from "./report.js";
import { relativeTime } from "./time.js";
import { userCard } from "./user-card.js";

const DELETION = {
  title: "Delete this post?",
  text: "Its comments, likes and votes are deleted with it. This cannot be undone.",
  action: "Delete post",
};

/** The post as an article that reloads after each action. */
export function postCard(post, caller) {
  const card = h("article", { class: "card post", "data-post": post.id });
  const path = `api/v2/${post.type}/${post.id}/`;
  let current = post;
  /** What the card shows; `null` while it is being edited. */
  let shown = null;
  let editing = false;
  let deleted = false;

  /** A post that is as it is shown is not drawn anew, so that no click is lost. */
  async function load() {
    if (deleted) return;
    const loaded = await call("GET", path, { query: { voted: 1 } });
    if (JSON.stringify(loaded) !== JSON.stringify(shown)) draw(loaded);
  }

  function draw(post) {
    current = post;
    if (editing || deleted) return;
    shown = post;
    redraw(card, ...parts(post));
  }

  async function like() {
    await call("POST", `${path}vote/`);
    const voted = !current.voted;
    changed("post", { id: post.id, voted });
    return voted ? "You like this post." : "You no longer like this post.";
  }

  async function remove() {
    await call("DELETE", path);
    changed("post", { id: post.id, deleted: true });
    return "Post deleted.";
  }

  async function update(change) {
    if (change.id !== post.id) return;
    if (change.deleted) return gone();
    if (change.pushed) return count(change.pushed);
    if (change.reload) return load();
    if ("voted" in change) draw({ ...current, voted: change.voted });
    else await load();
    whenSettled(load);
  }

  /** Shows the numbers that the server tells. */
  function count({ vote_count: score, comment_count }) {
    if (score !== current.score || comment_count !== current.comment_count) draw({ ...current, score, comment_count });
  }

  function gone() {
    deleted = true;
    // The button may have been drawn anew while the question was open. Then the focus is nowhere.
    const focused = card.contains(document.activeElement) || document.activeElement === document.body;
    card.replaceChildren(h("p", { class: "muted" }, "This post was deleted."));
    if (focused && card.isConnected) focusOn(card);
  }

  function edit(post) {
    const done = async (message) => {
      editing = false;
      await load();
      focusOn(card);
      if (message) changed("post", { id: post.id });
    };
    editing = true;
    shown = null;
    card.replaceChildren(editForm(post, path, done));
    card.querySelector("textarea").focus();
  }

  function parts(post) {
    const [page, comments] = [link(post.type, post.id), post.comment_count];
    const [own, held] = [post.author.id === caller.id, post.held_for_review];
    const mayDelete = own || caller.is_staff;
    return [
      userCard(post.author, h("a", { href: page }, relativeTime(post.added_at))),
      held && h("p", { class: "muted" }, "Others see this post once staff have looked at it."),
      post.title && h("h3", {}, post.title),
      post.collapsed === true ? h("p", { class: "muted" }, "The staff of this community have hidden this post.") : h("div", { class: "text" }, htmlNodes(post.html)),
      post.medias.length > 0 && h("div", { class: "media" }, post.medias.map(mediaBox)),
      post.poll && pollBox(post.poll, path, () => changed("post", { id: post.id })),
      h("div", { class: "row" },
        !held && likeButton(post.voted ?? false, post.score, like),
        !held && h("a", { class: "button plain", href: page }, comments ? `${comments} ${plural(comments, "comment")}` : "Comment"),
        !own && !held && reportButton(path, "post"),
        mayDelete && !held && h("button", { type: "button", class: "plain", onclick: () => edit(post) }, "Edit"),
        mayDelete && actionButton("Delete", remove, { class: "plain", question: DELETION })),
    ];
  }

  draw(post);
  onChange(card, "post", (change) => update(change).catch(() => {}));
  return card;
}

/** A picture that leads to itself, or a link. Of media that the host application keeps there is only an id. */
function mediaBox({ url, title, image, image_width: width, image_height: height, embed }) {
  if (image) return h("a", { href: image, target: "_blank", rel: "noopener" }, h("img", { src: image, alt: title || "Picture", width, height, loading: "lazy" }));
  return embed && h("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, embed.metadata.title);
}
