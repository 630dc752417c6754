// What those have published whom the caller follows or is connected with.

import { h } from "../base/dom.js";
import { composer } from "./compose.js";
import { pages } from "./pages.js";
import { postCard } from "./post.js";

export async function showHome({ caller }) {
  const published = h("ul", { class: "list", "aria-label": "Just published" });
  const feed = await pages("api/v2/feed/", {
    show: (entry) => postCard(entry[entry.type], caller),
    empty: "Posts of the people that you follow, and of your friends, come here.",
  });
  const add = (post) => published.prepend(h("li", {}, postCard(post, caller)));
  return [h("h1", {}, "Home"), composer(add), published, h("h2", {}, "From your people"), feed];
}
