// Buttons to follow a user and to manage the friendship with them.

import { h, redraw } from "../base/dom.js";
import { call } from "../base/api.js";
import { actionButton } from "./action-button.js";
import { changed, onChange } from "./changes.js";
import { displayName } from "./user-card.js";

/** For each friendship status: the label of each button, the API action, and the message afterwards. */
const ACTIONS = {
  connected: [["Remove friend", "remove", "Friend removed."]],
  sent_connection_request: [["Cancel request", "cancel_request", "Friend request cancelled."]],
  received_connection_request: [["Accept", "accept", "Friend request accepted."], ["Decline", "reject", "Friend request declined."]],
  none: [["Add friend", "request", "Friend request sent."]],
};

/** The buttons for a user. */
export function relationshipButtons(user) {
  const holder = h("div", { class: "row", "data-user": user.id });
  const path = `api/v2/user/${user.id}/`;
  const name = displayName(user);
  let status = user.connection_status;
  // A friendship status hides whether the caller follows the user; then `undefined` until loaded.
  let followed = status === "followed" ? true : status === null ? false : undefined;

  async function toggleFollow() {
    await call("POST", `${path}follow/`);
    const { is_followed } = await call("GET", `${path}is_followed/`);
    changed("relationship", { id: user.id, followed: is_followed });
    return is_followed ? `You now follow ${name}.` : `You no longer follow ${name}.`;
  }

  async function act(action, message) {
    const { connection_status } = await call("POST", `${path}connection/${action}/`);
    changed("relationship", { id: user.id, status: connection_status });
    return message;
  }

  function draw() {
    const actions = ACTIONS[status] ?? ACTIONS.none;
    const ariaLabel = (label) => `${label}: ${name}`;
    redraw(holder,
      followed !== undefined && followButton(followed, name, toggleFollow),
      actions.map(([label, action, message]) =>
        actionButton(label, () => act(action, message), { "aria-label": ariaLabel(label), class: action === "accept" && "primary" })),
    );
  }

  function update(change) {
    if (change.id !== user.id) return;
    ({ status = status, followed = followed } = change);
    draw();
  }

  async function loadFollowed() {
    ({ is_followed: followed } = await call("GET", `${path}is_followed/`));
    draw();
  }

  draw();
  onChange(holder, "relationship", update);
  if (followed === undefined) loadFollowed().catch(() => {});
  return holder;
}

function followButton(followed, name, toggle) {
  const label = followed ? "Following" : "Follow";
  const title = followed ? `Click to stop following ${name}` : null;
  return actionButton(label, toggle, { "aria-label": `${label}: ${name}`, "aria-pressed": String(followed), title });
}
