// What notifications say. Creates no elements.

/** For each notification type, the property with the user who caused it, and the text. */
const TYPES = {
  user_follow: ["follower", "followed you"],
  connection_request: ["request_user", "sent you a friend request"],
  connection_accept: ["accept_user", "accepted your friend request"],
  contribution: ["user", "published a new post"],
  vote_up: ["user", "liked your post"],
  comment: ["user", "commented on your post"],
  nested_comment: ["user", "replied to your comment"],
  follow: ["user", "followed your post"],
  mention: ["user", "mentioned you"],
  custom_notification: ["user", "sent you a message"],
  blocked_user: ["user", "Your account was deactivated"],
  unblocked_user: ["user", "Your account was reactivated"],
};

/** The user who caused a notification, if one is shown with it, and the text. */
export function textOf(notification) {
  const isOfComment = notification.type === "vote_up" && notification.comment;
  const [property, text] = isOfComment ? ["user", "liked your comment"] : TYPES[notification.type] ?? moderated(notification.type);
  return [notification[property], text];
}

/** The text of a decision of staff. No user is shown with it. */
function moderated(type) {
  const [, act, reason] = type.match(/^(collapsed|deleted)_for_(\w+)$/) ?? [];
  const name = { advertising: "spam", offtopic: "off topic" }[reason] ?? reason;
  const what = { collapsed: "Staff have hidden what you wrote", deleted: "Staff have deleted what you wrote" }[act];
  return [null, what ? `${what}: ${name}` : type];
}
