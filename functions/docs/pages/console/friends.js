// Friends, and who has asked whom.

import { h } from "../base/dom.js";
import { pages } from "./pages.js";
import { who } from "./person-card.js";
import { relation } from "./relation.js";

export async function showFriends({ caller }) {
  const user = `api/v2/user/`;
  const [received, sent, friends] = await Promise.all([
    pages(`${user}me/connection_requests/`, { show: ({ from_user }) => card(from_user), empty: "Nobody has asked." }),
    pages(`${user}me/connection_requests_sent/`, { show: ({ to_user }) => card(to_user), empty: "You have asked nobody." }),
    pages(`${user}${caller.id}/connections/`, { show: card, empty: "No friends yet: find people and ask." }),
  ]);
  return [
    h("h1", {}, "Friends"),
    h("h2", {}, "They have asked you"), received,
    h("h2", {}, "You have asked them"), sent,
    h("h2", {}, "Your friends"), friends,
  ];
}

function card(user) {
  return h("div", { class: "card row apart" }, who(user), relation(user));
}
