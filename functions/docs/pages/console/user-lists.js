// The followers, followings and friends of a user.

import { h } from "../base/dom.js";
import { plural } from "../base/plural.js";
import { link } from "./link.js";
import { pagedList } from "./paged-list.js";
import { relationshipButtons } from "./relationship.js";
import { displayName, userCard } from "./user-card.js";

/** The lists, by the last segment of their path in the API. */
export const PEOPLE = {
  followers: { title: "Followers", count: "followers_counter", noun: (count) => plural(count, "follower"), empty: "No followers yet." },
  followings: { title: "Following", count: "followings_counter", noun: () => "following", empty: "Follows no one yet." },
  connections: { title: "Friends", count: "connections_counter", noun: (count) => plural(count, "friend"), empty: "No friends yet." },
};

export async function showPeopleOf(user, list, caller) {
  const { title, empty } = PEOPLE[list] ?? PEOPLE.followers;
  const render = (other) => h("div", { class: "card row apart" }, userCard(other), other.id !== caller.id && relationshipButtons(other));
  const people = await pagedList(`api/v2/user/${user.id}/${PEOPLE[list] ? list : "followers"}/`, { render, empty, label: title });
  return [h("h1", {}, `${title}: ${displayName(user)}`), h("p", {}, h("a", { href: link("person", user.id) }, "Back to the profile")), people];
}
