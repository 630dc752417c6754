// A user's picture and names.

import { h } from "../base/dom.js";
import { link } from "./link.js";

/** The real name, or else the username. */
export function displayName(user) {
  return user.real_name || user.username;
}

/** The uploaded picture, or initials. Gravatar pictures are not loaded: that would send requests to another host. */
export function avatar(user, size = "") {
  const url = user.avatar ?? user.avatar_url;
  const uploaded = url && new URL(url, document.baseURI).hostname !== "www.gravatar.com";
  if (uploaded) return h("img", { class: `avatar ${size}`, src: url, alt: "" });
  const initials = displayName(user).split(/[\s_-]+/).slice(0, 2).map((word) => word[0] ?? "").join("").toUpperCase();
  const hue = [...user.username].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 8;
  return h("span", { class: `avatar hue-${hue} ${size}`, "aria-hidden": "true" }, initials);
}

/** Picture and name, with a link to the user. `subtitle` replaces the username below the name. */
export function userCard(user, subtitle) {
  return h("div", { class: "user" }, avatar(user),
    h("div", {},
      h("strong", {}, h("a", { href: link("person", user.id) }, displayName(user))),
      h("span", { class: "muted small" }, subtitle ?? `@${user.username}`)));
}
