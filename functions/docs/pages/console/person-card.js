// How people are shown: a picture or initials, and names.

import { h } from "../base/dom.js";
import { link } from "./link.js";

/** The name by which somebody wants to be called. */
export function nameOf(user) {
  return user.real_name || user.username;
}

/** The uploaded picture, or initials: the pictures of strangers' hashes that another host makes are not asked for. */
export function avatar(user, size = "") {
  const url = user.avatar ?? user.avatar_url;
  const uploaded = url && new URL(url, document.baseURI).hostname !== "www.gravatar.com";
  if (uploaded) return h("img", { class: `avatar ${size}`, src: url, alt: "" });
  const initials = nameOf(user).split(/[\s_-]+/).slice(0, 2).map((word) => word[0] ?? "").join("").toUpperCase();
  const hue = [...user.username].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 8;
  return h("span", { class: `avatar hue-${hue} ${size}`, "aria-hidden": "true" }, initials);
}

/** Picture and names, with a link to all of them; `beside` stands below the names. */
export function who(user, beside) {
  return h("div", { class: "who" }, avatar(user),
    h("div", {},
      h("strong", {}, h("a", { href: link("person", user.id) }, nameOf(user))),
      h("span", { class: "quiet small" }, beside ?? `@${user.username}`)));
}
