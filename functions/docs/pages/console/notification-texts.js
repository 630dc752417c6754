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

/** What staff have done to what the user has written, for a reason. */
const TEXTS = {
  collapsed_for: "Staff have hidden what you wrote",
  deleted_for: "Staff have deleted what you wrote",
  kindly_notice: "Staff remind you of the rules for what you wrote",
};

/** The user who caused a notification, if one is shown with it, and the text. */
export function textOf(notification) {
  const isOfComment = notification.type === "vote_up" && notification.comment;
  if (notification.type === "blocked_user" && notification.blocked_settings) return [null, "Your account was blocked"];
  const [property, text] = isOfComment ? ["user", "liked your comment"] : TYPES[notification.type] ?? moderated(notification.type);
  return [notification[property], text];
}

/** The text of a decision of staff. No user is shown with it. */
function moderated(type) {
  if (type === "undeleted_for") return [null, "Staff have restored what you wrote"];
  if (type === "kindly_notice_flag") return [null, "Staff remind you what reports are for"];
  const [, act, reason] = type.match(/^(collapsed_for|deleted_for|kindly_notice)_(\w+)$/) ?? [];
  const name = { advertising: "spam", offtopic: "off topic" }[reason] ?? reason;
  const what = TEXTS[act];
  return [null, what ? `${what}: ${name}` : type];
}
