// Friends, and pending friend requests in both directions.

import { focusOn, h } from "../base/dom.js";
import { onChange } from "./changes.js";
import { pagedList } from "./paged-list.js";
import { relationshipButtons } from "./relationship.js";
import { userCard } from "./user-card.js";

export async function showFriends({ caller }) {
  const holder = h("div", { class: "stack" });
  holder.append(...(await lists(caller)));
  async function reload({ id }) {
    const content = await lists(caller);
    const focused = holder.contains(document.activeElement);
    holder.replaceChildren(...content);
    // The buttons of the user are in another list now, or in none.
    if (focused) focusOn(holder.querySelector(`[data-user="${id}"] button`) ?? holder.querySelector("h2"));
  }
  onChange(holder, "relationship", (change) => reload(change).catch(() => {}));
  return [h("h1", {}, "Friends"), holder];
}

async function lists(caller) {
  const [received, sent, friends] = await Promise.all([
    pagedList("api/v2/user/me/connection_requests/", { render: ({ from_user }) => card(from_user), empty: "No friend requests.", label: "Friend requests" }),
    pagedList("api/v2/user/me/connection_requests_sent/", { render: ({ to_user }) => card(to_user), empty: "No sent requests.", label: "Sent requests" }),
    pagedList(`api/v2/user/${caller.id}/connections/`, { render: card, empty: "No friends yet. Find people to add on the People page.", label: "Your friends" }),
  ]);
  return [h("h2", {}, "Friend requests"), received, h("h2", {}, "Sent requests"), sent, h("h2", {}, "Your friends"), friends];
}

function card(user) {
  return h("div", { class: "card row apart" }, userCard(user), relationshipButtons(user));
}
