// The users whom the caller blocks.

import { h } from "../base/dom.js";
import { blockButton } from "./block-button.js";
import { pagedList } from "./paged-list.js";
import { userCard } from "./user-card.js";

export async function showBlocked() {
  const list = await pagedList("api/v2/user/blocked_users/", {
    render: (user) => h("div", { class: "card row apart" }, userCard(user), blockButton(user, true)),
    empty: "You block no one.",
    label: "Blocked people",
  });
  return [h("h1", {}, "Blocked people"), h("p", { class: "muted" }, "They cannot find you, and neither of you sees what the other writes."), list];
}
