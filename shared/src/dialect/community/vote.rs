//! Votes for posts and comments.

use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::community::author::AuthorView;
use crate::dialect::community::reaction::ReactionView;
use crate::domain::Voter;
use crate::domain::time::rfc3339;

/// A vote of one user.
#[derive(Debug, Serialize, ToSchema)]
pub struct VoteView {
    /// The user who voted.
    user: AuthorView,
    /// How the vote is meant.
    reaction: ReactionView,
    /// When the user voted: RFC 3339, UTC.
    voted_at: String,
}

impl VoteView {
    /// The vote.
    pub fn new(user: AuthorView, voter: &Voter) -> Self {
        Self { user, reaction: voter.reaction.into(), voted_at: rfc3339(voter.vote.created()) }
    }
}
