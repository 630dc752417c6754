// A poll, its numbers, and the caller's votes.

import { h } from "../base/dom.js";
import { call } from "../base/api.js";
import { action } from "./action.js";

/** The poll of the post at `path`; after a vote the post is to be read again. */
export function pollBox(poll, path, reread) {
  const mine = new Set(poll.votes.map((vote) => vote.choice));
  const all = poll.choices.reduce((sum, choice) => sum + choice.count_votes, 0);
  const closed = poll.closed || (poll.expiration_at && new Date(poll.expiration_at) < new Date());
  const vote = async (choice) => {
    await call("POST", `${path}poll/vote/`, { body: { choice: choice.id } });
    await reread();
  };
  const rows = poll.choices.filter((choice) => !choice.deleted).map((choice) => {
    const count = choice.count_votes;
    return action(
      [choice.choice, h("span", { class: "quiet small" }, `${count} ${count === 1 ? "vote" : "votes"}`),
        h("progress", { value: count, max: Math.max(all, 1), "aria-hidden": "true" })],
      () => vote(choice),
      { class: "choice", "aria-pressed": String(mine.has(choice.id)), disabled: closed },
    );
  });
  const note = closed ? "This poll is closed." : poll.multiple_choices ? "Choose as many as you like." : "Choose one.";
  return h("fieldset", { class: "poll" }, h("legend", {}, poll.title), h("p", { class: "quiet small" }, note), rows);
}
