// The actions of staff on an account. Each asks first, and says what follows.

import { call } from "../base/api.js";
import { h } from "../base/dom.js";
import { plural } from "../base/plural.js";
import { actionButton } from "./action-button.js";
import { directoryLink } from "./directory.js";

/** The buttons; `onDone` draws the account again. */
export function accountActions({ id, attributes }, caller, onDone) {
  if (id === caller.uuid) return h("p", { class: "muted" }, "This is your own account. Only other staff can deactivate it or change its roles.");
  const { username, is_active, is_staff, is_superuser } = attributes;
  const change = (attributes, message) => async () => {
    await call("PATCH", `users/${id}/`, { body: { data: { type: "users", id, attributes } } });
    await onDone();
    return message;
  };
  const role = is_superuser ? null : is_staff
    ? ["Remove staff role", { is_staff: false }, `${username} can no longer see the directory, other accounts, or change what others write.`]
    : ["Make staff", { is_staff: true }, `${username} can see all accounts with their email addresses, deactivate them, set their passwords, and edit and delete what others write.`];
  return h("div", { class: "row" },
    is_active
      ? actionButton("Deactivate", change({ is_active: false }, "Account deactivated."), { class: "danger", question: deactivation(username) })
      : actionButton("Activate", change({ is_active: true }, "Account activated."), { class: "primary" }),
    caller.is_superuser && role && actionButton(role[0], change(role[1], "Role changed."), { question: { title: `${role[0]}?`, text: role[2], action: role[0] } }),
    (caller.is_superuser || !(is_staff || is_superuser)) && [
      actionButton("Turn off second factor", () => turnOffSecondFactor(username, onDone), { question: lostApp(username) }),
      actionButton("Delete", () => remove(id), { class: "danger", question: () => deletion(username) }),
    ]);
}

async function remove(id) {
  await call("DELETE", `users/${id}/`);
  location.assign(directoryLink());
  return "Account deleted.";
}

/** What a deletion takes with it. */
async function deletion(username) {
  const user = await call("GET", "api/v2/account/search/", { query: { username } });
  const counted = { post: user.posts_counter, discussion: user.discussions_counter, follower: user.followers_counter, friend: user.connections_counter };
  const counts = Object.entries(counted).filter(([, count]) => count).map(([noun, count]) => `${count} ${plural(count, noun)}`);
  return {
    title: `Delete ${username}?`,
    text: `${["The account", ...counts].join(", ")}, and all comments, votes, pictures and folders of ${username} are deleted for good, and the username is free for others. This cannot be undone. To keep the posts, deactivate the account instead.`,
    action: "Delete account",
  };
}

/** Turns off the second factor of a user who has lost the app. */
async function turnOffSecondFactor(username, onDone) {
  const { id } = await call("GET", "api/v2/account/search/", { query: { username } });
  try {
    await call("DELETE", `api/v2/user/${id}/totp/`);
  } catch (error) {
    if (error.status !== 404) throw error;
    return `${username} has no second factor.`;
  }
  await onDone();
  return "Second factor turned off.";
}

function lostApp(username) {
  return {
    title: `Turn off the second factor of ${username}?`,
    text: `Do this only if you are sure that ${username} asks for it and has lost the app and the recovery codes. ${username} is logged out everywhere, and the password alone opens the account until they set a second factor up again.`,
    action: "Turn off",
  };
}

function deactivation(username) {
  return {
    title: `Deactivate ${username}?`,
    text: `${username} is logged out everywhere and cannot log in. They leave lists and searches; their posts stay. You can activate the account again.`,
    action: "Deactivate account",
  };
}
