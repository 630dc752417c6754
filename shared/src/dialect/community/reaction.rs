//! Reactions, in the shapes of SelfCommunity's clients.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::VoteReaction;
use crate::domain::post::vote_reaction::reaction_counts;

/// A reaction: how a vote is meant.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReactionView {
    /// The id; 1 is `like`.
    id: u8,
    /// The name.
    label: &'static str,
    /// Whether it is friendly (1), neither (0) or unfriendly (-1).
    sentiment: i8,
    /// A `data:` URL of a picture of its emoji, as SVG.
    image: String,
    /// Always `true`.
    active: bool,
}

/// How many votes have a reaction.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReactionCountView {
    /// The number of votes, at least 1.
    count: u64,
    /// The reaction.
    reaction: ReactionView,
}

impl From<VoteReaction> for ReactionView {
    fn from(reaction: VoteReaction) -> Self {
        let emoji: String = reaction.emoji().bytes().map(|byte| format!("%{byte:02X}")).collect();
        let image = format!(
            "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'%3E%3Ctext y='8' \
             font-size='8'%3E{emoji}%3C/text%3E%3C/svg%3E"
        );
        Self { id: reaction.id(), label: reaction.label(), sentiment: reaction.sentiment(), image, active: true }
    }
}

impl ReactionCountView {
    /// The counts of a post or a comment, by the id of the reaction.
    pub(super) fn all(votes: u64, counted: &BTreeMap<VoteReaction, u64>) -> Vec<Self> {
        let counts = reaction_counts(votes, counted).into_iter();
        counts.map(|(reaction, count)| Self { count, reaction: reaction.into() }).collect()
    }
}
