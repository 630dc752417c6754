// A poll with its results and the caller's votes.

import { h } from "../base/dom.js";
import { call } from "../base/api.js";
import { plural } from "../base/plural.js";
import { actionButton } from "./action-button.js";

/** The poll of the post at `path`. `onVote` reloads the post. */
export function pollBox(poll, path, onVote) {
  const own = new Set(poll.votes.map((vote) => vote.choice));
  const total = poll.choices.reduce((sum, choice) => sum + choice.count_votes, 0);
  const closed = poll.closed || (poll.expiration_at && new Date(poll.expiration_at) < new Date());
  const vote = async (choice) => {
    await call("POST", `${path}poll/vote/`, { body: { choice: choice.id } });
    await onVote();
    return own.has(choice.id) ? "Vote taken back." : "Vote counted.";
  };
  const choices = poll.choices.filter((choice) => !choice.deleted).map((choice) => {
    const count = choice.count_votes;
    return actionButton(
      [choice.choice, h("span", { class: "muted small" }, `${count} ${plural(count, "vote")}`),
        h("progress", { value: count, max: Math.max(total, 1), "aria-hidden": "true" })],
      () => vote(choice),
      { class: "choice", "aria-pressed": String(own.has(choice.id)), disabled: closed },
    );
  });
  const hint = closed ? "This poll is closed." : poll.multiple_choices ? "Select one or more choices." : "Select one choice.";
  return h("fieldset", { class: "poll" }, h("legend", {}, poll.title), h("p", { class: "muted small" }, hint), choices);
}
