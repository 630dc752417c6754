// The header: the navigation bar, the logged-in user, and the links of the account.

import { h } from "../base/dom.js";
import { link } from "./link.js";
import { avatar, displayName } from "./user-card.js";

/** Draws the header for the logged-in user, or for none. `views` are those of the navigation bar, by name. */
export function drawHeader({ caller, views, current, badge, onLogout }) {
  const nav = document.getElementById("nav");
  nav.hidden = !caller;
  nav.replaceChildren(...(caller ? views : []).map(([name, { title }]) =>
    h("a", { href: link(name), "aria-current": name === current && "page" }, title, name === "notifications" && badge)));
  document.getElementById("account").replaceChildren(
    ...[
      caller && profileLink(caller, current),
      h("a", { href: "docs/" }, "Reference"),
      caller && h("button", { type: "button", onclick: onLogout }, "Log out"),
    ].filter(Boolean));
}

function profileLink(caller, current) {
  const label = h("span", { class: "who" }, h("span", { class: "visually-hidden" }, "Profile: "), displayName(caller));
  return h("a", { href: link("profile"), "aria-current": current === "profile" && "page" }, avatar(caller, "small"), label);
}
