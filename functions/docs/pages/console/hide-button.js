// The button that hides a user, and shows them again.

import { h, redraw } from "../base/dom.js";
import { call } from "../base/api.js";
import { actionButton } from "./action-button.js";
import { displayName } from "./user-card.js";

export function hideButton(user, initiallyHidden) {
  const path = `api/v2/user/${user.id}/`;
  const name = displayName(user);
  const holder = h("span", {});
  let hidden = initiallyHidden;
  const draw = () => {
    const label = hidden ? "Unhide" : "Hide";
    redraw(holder, actionButton(label, toggle, { class: "plain", "aria-label": `${label}: ${name}` }));
  };
  async function toggle() {
    await call("POST", `${path}hide/`);
    ({ is_hidden: hidden } = await call("GET", `${path}is_hidden/`));
    draw();
    return hidden ? `You hide ${name}. You no longer see their posts.` : `You no longer hide ${name}.`;
  }
  draw();
  return holder;
}
