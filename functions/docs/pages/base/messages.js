// Error messages as the pages show them. The API keeps the texts that its existing clients know; these say what to do
// next.

import { plural } from "./plural.js";

const MESSAGES = {
  "A user with that email already exists.": "An account with this email address already exists.",
  "A user with that username already exists.": "This username is taken. Choose another one.",
  "Authentication credentials were not provided.": "Log in to continue.",
  "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.": "Enter a date in the format YYYY-MM-DD.",
  "Enter a valid URL.": "Enter a valid URL that starts with https:// or http://.",
  "Enter a valid username. It may contain only letters, numbers, and -/_ characters.": "Use only letters, numbers, hyphens and underscores.",
  "Incorrect username/password.": "Incorrect username or password.",
  "Invalid token.": "Your session has ended. Log in again.",
  "Not found.": "Not found. It may have been deleted.",
  "This field is required.": "Fill in this field.",
  "This field may not be blank.": "Fill in this field.",
  "You do not have permission to perform this action.": "You do not have permission to do this.",
};

const PATTERNS = [
  [/^Ensure this field has at least (\d+) characters\.$/, (count) => `Use at least ${count} characters.`],
  [/^Ensure this field has no more than (\d+) characters\.$/, (count) => `Use ${count} characters or fewer.`],
  [/^Request was throttled\. Expected available in (\d+) seconds\.$/, (seconds) => `Too many attempts. Try again in ${duration(Number(seconds))}.`],
];

/** The message to show for an error text of the API; unknown texts are shown unchanged. */
export function translate(text) {
  if (Object.hasOwn(MESSAGES, text)) return MESSAGES[text];
  for (const [pattern, message] of PATTERNS) {
    const match = pattern.exec(text);
    if (match) return message(match[1]);
  }
  return text;
}

function duration(seconds) {
  const [count, unit] = seconds < 60 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"];
  return `${count} ${plural(count, unit)}`;
}
