// The composer, and the caller's feed: own posts, and those of friends and of the users whom the caller follows.

import { h } from "../base/dom.js";
import { composer } from "./composer.js";
import { pagedList } from "./paged-list.js";
import { postCard } from "./post.js";

export async function showHome({ caller }) {
  const published = h("ul", { class: "list", "aria-label": "Your new posts" });
  const feed = await pagedList("api/v2/feed/", {
    query: { own: 1, voted: 1 },
    render: (entry) => postCard(entry[entry.type], caller),
    empty: "Your feed is empty. Write a post, follow people or add friends.",
    label: "Your feed",
  });
  function prepend(post) {
    published.prepend(h("li", {}, postCard(post, caller)));
    if (feed.matches(".empty")) feed.remove();
  }
  return [h("h1", {}, "Home"), composer(prepend, caller), published, h("h2", {}, "Your feed"), feed];
}
