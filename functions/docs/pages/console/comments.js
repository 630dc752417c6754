// The comments on a post, with replies, and the forms that write them.

import { announce, focusOn, h, redraw } from "../base/dom.js";
import { call } from "../base/api.js";
import { plural } from "../base/plural.js";
import { actionButton } from "./action-button.js";
import { changed, onChange } from "./changes.js";
import { keepDraft } from "./draft.js";
import { field, form } from "./form.js";
import { htmlNodes, textToHtml } from "./html.js";
import { likeButton } from "./like-button.js";
import { pagedList } from "./paged-list.js";
import { reportButton } from "./report.js";
import { relativeTime } from "./time.js";
import { userCard } from "./user-card.js";

const DELETION = { title: "Delete this comment?", text: "This cannot be undone.", action: "Delete comment" };

/** What others do with the card of a comment: add a reply, and show what has become of the comment. */
const controls = new WeakMap();

/** The comments, oldest first, with a form for a new one. New ones of others appear as they are written. */
export async function comments(post, caller) {
  const added = h("ul", { class: "list", "aria-label": "New comments" });
  const query = { [post.type]: post.id };
  const list = await pagedList("api/v2/comment/", {
    query,
    render(comment) {
      // It was added before the page that has it was loaded.
      find(added, comment.id)?.closest("li").remove();
      return commentCard(comment, post, caller);
    },
    empty: "No comments yet.",
    label: "Comments",
  });
  function append(comment) {
    if (find(holder, comment.id)) return false;
    added.append(h("li", {}, commentCard(comment, post, caller)));
    if (list.matches(".empty")) list.remove();
    return true;
  }
  /** Adds a comment or a reply, if it is not there. Returns whether it was added. */
  function add(comment) {
    if (comment.parent === null) return append(comment);
    return controls.get(find(holder, comment.parent))?.add(comment) ?? false;
  }
  /** Adds the newest comments and replies. */
  async function reload() {
    const { results } = await call("GET", "api/v2/comment/", { query: { ...query, ordering: "-added_at" } });
    return results.reverse().flatMap((comment) => [comment, ...(comment.latest_comments ?? [])]).filter(add);
  }
  async function update({ id, pushed, reload: again }) {
    if (id !== post.id) return;
    const found = again ? await reload() : (pushed?.comments ?? []).filter(add);
    for (const removed of pushed?.removed_comments ?? []) controls.get(find(holder, removed))?.refresh();
    const others = found.filter(({ author }) => author.id !== caller.id).length;
    if (others) announce(`${others} new ${plural(others, "comment")}.`);
  }
  const holder = h("div", { class: "stack" }, list, added, h("div", { class: "card" }, commentForm(post, null, "Write a comment", append)));
  onChange(holder, "post", (change) => update(change).catch(() => {}));
  return holder;
}

/** The card of a comment. */
function find(element, id) {
  return element.querySelector(`[data-comment="${id}"]`);
}

/** The form for a comment on the post, or for a reply to `parent`. */
function commentForm(post, parent, label, onWritten) {
  let dropDraft;
  const element = form(
    {
      action: parent ? "Reply" : "Comment",
      async submit(data, element) {
        const body = { [post.type]: post.id, parent: parent?.id ?? null, text: textToHtml(data.get("text")) };
        const written = await call("POST", "api/v2/comment/", { body });
        element.reset();
        dropDraft();
        onWritten(written);
        changed("post", { id: post.id });
        if (written.held_for_review) return "Staff look at it before others see it.";
        return parent ? "Reply published." : "Comment published.";
      },
    },
    field("text", label, { kind: "textarea" }),
  );
  dropDraft = keepDraft(`comment.${parent?.id ?? post.id}`, element);
  return element;
}

/** A comment, or a reply to one. */
function commentCard(comment, post, caller) {
  const isReply = comment.parent !== null;
  const path = `api/v2/comment/${comment.id}/`;
  const body = h("div", {});
  const replies = h("ul", { class: "list replies", "aria-label": "Replies" });
  let shown = replies;
  const card = h("article", { class: isReply ? "post reply" : "post card", "data-comment": comment.id }, body, !isReply && replies);
  const footer = h("div", { class: "footer" });

  function add(reply) {
    if (find(card, reply.id)) return false;
    shown.append(h("li", {}, commentCard(reply, post, caller)));
    return true;
  }

  /** Shows what has become of the comment. */
  async function refresh() {
    const now = await call("GET", path).catch(({ status }) => ({ deleted: status === 404 || comment.deleted }));
    Object.assign(comment, now);
    draw();
  }

  async function like() {
    await call("POST", `${path}vote/`);
    comment.voted = !comment.voted;
    comment.vote_count += comment.voted ? 1 : -1;
    draw();
    return comment.voted ? "You like this comment." : "You no longer like this comment.";
  }

  async function remove() {
    await call("DELETE", path);
    comment.deleted = true;
    draw();
    focusOn(card);
    changed("post", { id: post.id });
    return "Comment deleted.";
  }

  function reply() {
    footer.replaceChildren(commentForm(post, comment, "Write a reply", add));
    footer.querySelector("textarea").focus();
  }

  async function showAll() {
    const all = await pagedList("api/v2/comment/", { query: { [post.type]: post.id, parent: comment.id }, render: (reply) => commentCard(reply, post, caller), label: "All replies" });
    shown = all.querySelector("ul") ?? shown;
    replies.replaceWith(all);
    focusOn(all);
  }

  function draw() {
    if (comment.deleted) return redraw(body, h("p", { class: "muted" }, "This comment was deleted."));
    const [own, held] = [comment.author.id === caller.id, comment.held_for_review];
    redraw(body,
      userCard(comment.author, relativeTime(comment.added_at)),
      held && h("p", { class: "muted" }, "Others see this comment once staff have looked at it."),
      comment.collapsed ? h("p", { class: "muted" }, "The staff of this community have hidden this comment.") : h("div", { class: "text" }, htmlNodes(comment.html)),
      h("div", { class: "row" },
        !held && likeButton(comment.voted, comment.vote_count, like),
        !isReply && !held && h("button", { type: "button", class: "plain", onclick: reply }, "Reply"),
        !own && !held && reportButton(path, "comment"),
        (own || caller.is_staff) && actionButton("Delete", remove, { class: "plain", question: DELETION })));
  }

  controls.set(card, { add, refresh });
  draw();
  const latest = comment.latest_comments ?? [];
  latest.forEach(add);
  if (comment.comment_count > latest.length) {
    replies.before(actionButton(`Show all ${comment.comment_count} replies`, showAll, { class: "plain" }));
  }
  card.append(footer);
  return card;
}
