// Friends, and pending friend requests in both directions.

import { h } from "../base/dom.js";
import { pagedList } from "./paged-list.js";
import { relationshipButtons } from "./relationship.js";
import { userCard } from "./user-card.js";

export async function showFriends({ caller }) {
  const [received, sent, friends] = await Promise.all([
    pagedList("api/v2/user/me/connection_requests/", { render: ({ from_user }) => card(from_user), empty: "No friend requests." }),
    pagedList("api/v2/user/me/connection_requests_sent/", { render: ({ to_user }) => card(to_user), empty: "No sent requests." }),
    pagedList(`api/v2/user/${caller.id}/connections/`, { render: card, empty: "No friends yet. Find people to add on the People page." }),
  ]);
  return [
    h("h1", {}, "Friends"),
    h("h2", {}, "Friend requests"), received,
    h("h2", {}, "Sent requests"), sent,
    h("h2", {}, "Your friends"), friends,
  ];
}

function card(user) {
  return h("div", { class: "card row apart" }, userCard(user), relationshipButtons(user));
}
