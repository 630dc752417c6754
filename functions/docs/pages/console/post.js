// A post or discussion, with its poll and the actions that the caller can take.

import { announce, h, redraw } from "../base/dom.js";
import { call } from "../base/api.js";
import { actionButton } from "./action-button.js";
import { htmlNodes } from "./html.js";
import { pollBox } from "./poll.js";
import { relativeTime } from "./time.js";
import { userCard } from "./user-card.js";

/** Milliseconds after which counters include the caller's last action. */
const COUNTER_DELAY = 1_000;

/** The post as an article that reloads after each action. */
export function postCard(post, caller) {
  const card = h("article", { class: "card post" });
  const path = `api/v2/${post.type}/${post.id}/`;
  const draw = (post) => redraw(card, ...parts(post));
  const load = async () => draw(await call("GET", path));

  async function reload() {
    await load();
    setTimeout(() => card.isConnected && load().catch(() => {}), COUNTER_DELAY);
  }

  async function like() {
    await call("POST", `${path}vote/`);
    await reload();
  }

  async function remove() {
    await call("DELETE", path);
    announce("Post deleted.");
    card.replaceChildren(h("p", { class: "muted" }, "This post was deleted."));
  }

  function parts(post) {
    return [
      userCard(post.author, relativeTime(post.added_at)),
      post.title && h("h3", {}, post.title),
      h("div", { class: "text" }, htmlNodes(post.html)),
      post.poll && pollBox(post.poll, path, reload),
      h("div", { class: "row" },
        actionButton(`Like · ${post.score}`, like),
        post.author.id === caller.id && actionButton("Delete", remove, { class: "plain" })),
    ];
  }

  draw(post);
  return card;
}
