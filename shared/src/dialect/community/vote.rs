//! Votes for posts and comments.

use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::community::author::AuthorView;
use crate::domain::Id;
use crate::domain::time::rfc3339;

/// A vote of one user.
#[derive(Debug, Serialize, ToSchema)]
pub struct VoteView {
    /// The user who voted.
    user: AuthorView,
    /// Always `null`.
    #[schema(required)]
    reaction: Option<u64>,
    /// When the user voted: RFC 3339, UTC.
    voted_at: String,
}

impl VoteView {
    /// The vote with this id.
    pub fn new(user: AuthorView, vote: Id) -> Self {
        Self { user, reaction: None, voted_at: rfc3339(vote.created()) }
    }
}
