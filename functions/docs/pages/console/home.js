// The composer, and the caller's feed: posts of friends and of the users whom the caller follows.

import { h } from "../base/dom.js";
import { composer } from "./composer.js";
import { pagedList } from "./paged-list.js";
import { postCard } from "./post.js";

export async function showHome({ caller }) {
  const published = h("ul", { class: "list", "aria-label": "Your new posts" });
  const feed = await pagedList("api/v2/feed/", {
    render: (entry) => postCard(entry[entry.type], caller),
    empty: "Your feed is empty. Follow people or add friends to see their posts here.",
  });
  const prepend = (post) => published.prepend(h("li", {}, postCard(post, caller)));
  return [h("h1", {}, "Home"), composer(prepend), published, h("h2", {}, "Your feed"), feed];
}
