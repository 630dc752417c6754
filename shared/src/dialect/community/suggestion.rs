//! What a search suggests.

use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::community::user::UserView;

/// An entry that a search suggests.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestionView {
    /// What is suggested, always `user`: there are no categories and no groups.
    #[serde(rename = "type")]
    kind: &'static str,
    /// How well the entry matches; always 1, since the order is that of the search.
    score: u64,
    /// The user.
    user: UserView,
}

impl From<UserView> for SuggestionView {
    fn from(user: UserView) -> Self {
        Self { kind: "user", score: 1, user }
    }
}
