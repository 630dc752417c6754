// A post or discussion, and what readers do about it.

import { announce, h, redraw } from "../base/dom.js";
import { call } from "../base/api.js";
import { action } from "./action.js";
import { who } from "./person-card.js";
import { pollBox } from "./poll.js";
import { rich } from "./rich.js";
import { moment } from "./time.js";

/** Milliseconds after which numbers have followed what somebody did. */
const SETTLED = 1_000;

/** The post as an article that draws itself anew after each change. */
export function postCard(post, caller) {
  const card = h("article", { class: "card post" });
  const path = `api/v2/${post.type}/${post.id}/`;
  const draw = (post) => redraw(card, ...parts(post));
  const read = async () => draw(await call("GET", path));

  async function reread() {
    await read();
    setTimeout(() => card.isConnected && read().catch(() => {}), SETTLED);
  }

  async function vote() {
    await call("POST", `${path}vote/`);
    await reread();
  }

  async function remove() {
    await call("DELETE", path);
    announce("The post is deleted.");
    card.replaceChildren(h("p", { class: "quiet" }, "This post is deleted."));
  }

  function parts(post) {
    return [
      who(post.author, moment(post.added_at)),
      post.title && h("h3", {}, post.title),
      h("div", { class: "text" }, rich(post.html)),
      post.poll && pollBox(post.poll, path, reread),
      h("div", { class: "row" },
        action(`Like · ${post.score}`, vote),
        post.author.id === caller.id && action("Delete", remove, { class: "plain" })),
    ];
  }

  draw(post);
  return card;
}
