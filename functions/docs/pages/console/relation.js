// What stands between the caller and somebody, and what can be done about it.

import { h, redraw } from "../base/dom.js";
import { call } from "../base/api.js";
import { action } from "./action.js";
import { nameOf } from "./person-card.js";

/** What each status of a friendship offers: the label, the action, and how it is told. */
const OFFERS = {
  connected: [["End friendship", "remove", "You are friends no longer."]],
  sent_connection_request: [["Withdraw request", "cancel_request", "The request is withdrawn."]],
  received_connection_request: [["Accept", "accept", "You are friends now."], ["Reject", "reject", "The request is rejected."]],
  none: [["Ask for friendship", "request", "You have asked for a friendship."]],
};

/** Buttons to follow somebody and to be friends with them. `followed` is asked for where it is not known. */
export function relation(user) {
  const holder = h("div", { class: "row" });
  const path = `api/v2/user/${user.id}/`;
  let status = user.connection_status;
  // A status names the friendship before the following.
  let followed = status === "followed" ? true : status === null ? false : undefined;

  async function follow() {
    await call("POST", `${path}follow/`);
    ({ is_followed: followed } = await call("GET", `${path}is_followed/`));
    draw();
    return followed ? `You follow ${nameOf(user)}.` : `You follow ${nameOf(user)} no longer.`;
  }

  async function act(name, told) {
    ({ connection_status: status } = await call("POST", `${path}connection/${name}/`));
    draw();
    return told;
  }

  function draw() {
    const offers = OFFERS[status] ?? OFFERS.none;
    const label = (text) => `${text}: ${nameOf(user)}`;
    const following = followed ? "Unfollow" : "Follow";
    redraw(holder,
      followed !== undefined && action(following, follow, { "aria-label": label(following) }),
      offers.map(([text, name, told]) =>
        action(text, () => act(name, told), { "aria-label": label(text), class: name === "accept" && "primary" })),
    );
  }

  async function ask() {
    ({ is_followed: followed } = await call("GET", `${path}is_followed/`));
    draw();
  }

  draw();
  if (followed === undefined) ask().catch(() => {});
  return holder;
}
