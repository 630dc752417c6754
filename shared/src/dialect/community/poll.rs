//! The poll of a post.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::time::rfc3339;
use crate::domain::{Id, Poll, PollVote, UserId};

/// The poll of a post, with its results.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct PollView {
    /// The poll's id.
    id: Id,
    /// The question.
    pub(super) title: String,
    /// Whether a user may vote for more than one choice.
    multiple_choices: bool,
    /// When the poll was created: RFC 3339, UTC.
    added_at: String,
    /// When the poll was last changed, or else created: RFC 3339, UTC.
    modified_at: String,
    /// Whether the poll takes no votes, because an edit closed it or because it has expired.
    closed: bool,
    /// When the poll stops taking votes: RFC 3339, UTC. `null` if it does not expire.
    #[schema(required)]
    expiration_at: Option<String>,
    /// Always `false`.
    hidden: bool,
    /// The 2 to 20 choices, in the order in which they were created.
    pub(super) choices: Vec<ChoiceView>,
    /// The caller's own votes; empty for an anonymous caller.
    votes: Vec<PollVoteView>,
}

/// A choice of a poll.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct ChoiceView {
    /// The choice's id, which a vote names.
    id: Id,
    /// The text of the choice.
    pub(super) choice: String,
    /// The position in the poll, from 0.
    order: usize,
    /// When the choice was created: RFC 3339, UTC.
    added_at: String,
    /// Always `false`.
    deleted: bool,
    /// The number of votes for the choice. It follows a vote after a moment.
    count_votes: u64,
    /// The same as `count_votes`.
    vote_count: u64,
    /// Whether the caller has voted for the choice; `false` for an anonymous caller.
    voted: bool,
}

/// A vote of the caller's for a choice of a poll.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct PollVoteView {
    /// The vote's id.
    id: Id,
    /// The id of the choice.
    choice: Id,
    /// The id of the user who voted: the caller.
    user: UserId,
}

impl PollView {
    /// The poll with its results. `count` looks up the votes for a choice, and `votes` are the caller's own.
    pub(super) fn new(
        poll: Poll,
        count: impl Fn(Id) -> Option<u64>,
        votes: &[PollVote],
        caller: Option<UserId>,
        now: Timestamp,
    ) -> Self {
        let closed = !poll.is_open(now);
        let added_at = rfc3339(poll.id.created());
        let choices = poll.choices.into_iter().enumerate().map(|(order, choice)| {
            let votes_for_it = count(choice.id).unwrap_or(0);
            ChoiceView {
                id: choice.id,
                choice: choice.choice,
                order,
                added_at: added_at.clone(),
                deleted: false,
                count_votes: votes_for_it,
                vote_count: votes_for_it,
                voted: caller.is_some() && votes.iter().any(|vote| vote.choice == choice.id),
            }
        });
        let own =
            caller.map(|user| votes.iter().map(move |vote| PollVoteView { id: vote.id, choice: vote.choice, user }));
        Self {
            id: poll.id,
            title: poll.title,
            multiple_choices: poll.multiple_choices,
            modified_at: poll.modified.map_or_else(|| added_at.clone(), rfc3339),
            closed,
            expiration_at: poll.expiration_at.map(rfc3339),
            hidden: false,
            choices: choices.collect(),
            votes: own.into_iter().flatten().collect(),
            added_at,
        }
    }
}
