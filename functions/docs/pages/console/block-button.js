// The button that blocks a user, and ends the block.

import { h, redraw } from "../base/dom.js";
import { call } from "../base/api.js";
import { actionButton } from "./action-button.js";
import { changed } from "./changes.js";
import { displayName } from "./user-card.js";

export function blockButton(user, initiallyBlocked) {
  const path = `api/v2/user/${user.id}/block/`;
  const name = displayName(user);
  const holder = h("span", {});
  let blocked = initiallyBlocked;
  const draw = () => {
    const label = blocked ? "Unblock" : "Block";
    const question = !blocked && {
      title: `Block ${name}?`,
      text: "This ends your friendship and all follows between you. Neither of you sees what the other writes, and they cannot find you.",
      action: "Block",
    };
    redraw(holder, actionButton(label, toggle, { class: "plain", "aria-label": `${label}: ${name}`, question }));
  };
  async function toggle() {
    await call(blocked ? "DELETE" : "PUT", path);
    blocked = !blocked;
    draw();
    changed("relationship", { id: user.id, status: null, followed: false });
    return blocked ? `You block ${name}. Neither of you sees what the other writes.` : `You no longer block ${name}.`;
  }
  draw();
  return holder;
}
