// The composer, and the caller's feed: own posts, and those of friends and of the users whom the caller follows.

import { announce, h } from "../base/dom.js";
import { poller, session } from "../base/api.js";
import { plural } from "../base/plural.js";
import { actionButton } from "./action-button.js";
import { composer } from "./composer.js";
import { pagedList } from "./paged-list.js";
import { postCard } from "./post.js";

/** Milliseconds between two looks for new posts, of which no socket tells. */
const INTERVAL = 30_000;

/** Looks for new posts of the feed that was drawn last. */
let look = async () => {};
const lookIfShown = () => (document.hidden || !session.token ? undefined : look().catch(() => {}));
setInterval(lookIfShown, INTERVAL);
document.addEventListener("visibilitychange", lookIfShown);

export async function showHome({ caller }) {
  const published = h("ul", { class: "list", "aria-label": "Your new posts" });
  const news = h("div", {});
  const holder = h("div", {});

  async function draw() {
    const poll = poller("api/v2/feed/", { own: 1, voted: 1 });
    let page = null;
    const feed = await pagedList("api/v2/feed/", {
      load: async () => (page = await poll()),
      render: (entry) => postCard(entry[entry.type], caller),
      empty: "Your feed is empty. Write a post, follow people or add friends.",
      label: "Your feed",
    });
    published.replaceChildren();
    news.replaceChildren();
    holder.replaceChildren(feed);
    const shown = new Set(page.results.map(postId));
    look = async () => {
      const newest = holder.isConnected ? await poll() : null;
      if (newest && holder.isConnected) showNews(newest.results, shown);
    };
  }

  /** Offers to show the posts of others that precede those that are shown. */
  function showNews(results, shown) {
    const first = results.findIndex((entry) => shown.has(postId(entry)));
    const added = (first < 0 ? results : results.slice(0, first)).filter((entry) => entry[entry.type].author.id !== caller.id);
    const text = `Show ${added.length} new ${plural(added.length, "post")}`;
    if (added.length === 0 || news.textContent === text) return;
    announce(`${added.length} new ${plural(added.length, "post")}.`);
    news.replaceChildren(actionButton(text, async () => {
      await draw();
      holder.querySelector("a, button")?.focus();
    }));
  }

  function prepend(post) {
    published.prepend(h("li", {}, postCard(post, caller)));
    holder.querySelector(".empty")?.remove();
  }

  await draw();
  return [h("h1", {}, "Home"), composer(prepend, caller), published, h("h2", {}, "Your feed"), news, holder];
}

const postId = (entry) => entry[entry.type].id;
