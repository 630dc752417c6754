// Error messages as the pages show them. The API keeps the texts that its existing clients know; these say what to do
// next, without paths of fields, seconds or bytes.

import { plural } from "./plural.js";

const MESSAGES = {
  "A list of valid ids is required.": "One of the selected items no longer exists. Select again.",
  "A poll cannot be added later.": "A poll cannot be added to a published post.",
  "A user with that email already exists.": "An account with this email address already exists.",
  "A user with that username already exists.": "This username is taken. Choose another one.",
  "Another upload took the same id. Try again.": "The picture was not saved. Try again.",
  "Authentication credentials were not provided.": "Log in to continue.",
  "Characters that change the direction of text are not allowed.": "Remove the invisible characters that change the direction of the text.",
  "Control characters are not allowed.": "Remove the invisible control characters.",
  "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.": "Enter a date in the format YYYY-MM-DD.",
  "Ensure that no two choices are alike.": "Two choices are the same. Change one of them.",
  "Ensure this date is not in the future.": "Enter a date that is not in the future.",
  "Ensure this is a time in the future.": "Enter a time in the future.",
  "Enter a valid URL.": "Enter a valid URL that starts with https:// or http://.",
  "Enter a valid username. It may contain only letters, numbers, and -/_ characters.": "Use only letters, numbers, hyphens and underscores.",
  "Incorrect username/password.": "Incorrect username or password, or the account is not active. If staff deactivated your account, only they can activate it again.",
  "Invalid or expired code.": "The code is wrong or has expired. Ask for another mail.",
  "Invalid token.": "Your session has ended. Log in again.",
  "Not a valid string.": "Enter a text.",
  "Not found.": "Not found. It may have been deleted.",
  "The account was changed at the same time. Load it and try again.": "The account was changed at the same time. Reload the page and try again.",
  "The last active superuser cannot be deleted, demoted or deactivated.": "This is the last active superuser. Make another user a superuser first.",
  "The submitted file is empty.": "This file is empty. Choose another one.",
  "The table cannot be reached.": "The server is not available at the moment. Try again in a moment.",
  "The text is too long once its unclosed tags are closed.": "The formatted text is too long. Shorten it or use less formatting.",
  "This action is not possible in the current state of the connection.": "This is no longer possible: the request was answered or withdrawn. Reload the page.",
  "This field is required.": "Fill in this field.",
  "This field may not be blank.": "Fill in this field.",
  "This field may not be null.": "Fill in this field.",
  "This must be an object.": "Fill in this part of the form.",
  "You do not have permission to perform this action.": "You do not have permission to do this.",
};

const PATTERNS = [
  [/^Ensure this field has at least (\d+) characters\.$/, (count) => `Use at least ${count} characters.`],
  [/^Ensure this field has no more than (\d+) characters\.$/, (count) => `Use ${count} characters or fewer.`],
  [/^Ensure this field has at least (\d+) elements\.$/, (count) => `Enter at least ${count}.`],
  [/^Ensure this field has no more than (\d+) elements\.$/, (count) => `Enter ${count} or fewer.`],
  [/^Ensure this field has no more than \d+ tags\.$/, () => "The text has too much formatting. Use less of it."],
  [/^Ensure this text has no more than \d+ bytes of HTML\.$/, () => "The formatted text is too long. Shorten it or use less formatting."],
  [/(\d+) bytes\b/, (bytes) => `This is too large. Send at most ${size(Number(bytes))}.`],
  [/^Request was throttled\. Expected available in (\d+) seconds\.$/, (seconds) => `Too many attempts. Try again in ${duration(Number(seconds))}.`],
];

/** The names of fields, where a form has no label for them. */
const FIELDS = {
  is_active: "Active",
  is_staff: "Staff",
  is_superuser: "Superuser",
  "location.lat": "Latitude",
  "location.lng": "Longitude",
  "location.location": "Location",
  "poll.choices": "Choices",
  "poll.choices.choice": "Choices",
  "poll.expiration_at": "End of the poll",
  "poll.title": "Question",
};

/** The message to show for an error text of the API; unknown texts are shown unchanged. */
export function translate(text) {
  if (Object.hasOwn(MESSAGES, text)) return MESSAGES[text];
  for (const [pattern, message] of PATTERNS) {
    const match = pattern.exec(text);
    if (match) return message(match[1]);
  }
  return text;
}

/** The name of a field for people. */
export function fieldLabel(path) {
  const words = path.split(".").pop().replaceAll("_", " ");
  return FIELDS[path] ?? words[0].toUpperCase() + words.slice(1);
}

function duration(seconds) {
  const [count, unit] = seconds < 60 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"];
  return `${count} ${plural(count, unit)}`;
}

function size(bytes) {
  const [count, unit] = bytes < 1_000_000 ? [bytes / 1_000, "KB"] : [bytes / 1_000_000, "MB"];
  return `${Math.floor(count)} ${unit}`;
}
