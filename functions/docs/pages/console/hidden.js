// The users whom the caller hides.

import { h } from "../base/dom.js";
import { hideButton } from "./hide-button.js";
import { pagedList } from "./paged-list.js";
import { userCard } from "./user-card.js";

export async function showHidden() {
  const list = await pagedList("api/v2/user/hidden_users/", {
    render: (user) => h("div", { class: "card row apart" }, userCard(user), hideButton(user, true)),
    empty: "You hide no one.",
    label: "Hidden people",
  });
  return [h("h1", {}, "Hidden people"), h("p", { class: "muted" }, "You see neither their posts nor their notifications."), list];
}
