//! Polls: a question with choices, and what one user has chosen.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::error::{Error, Problem, Result};
use crate::domain::id::{Id, UserId};

/// Most characters of a poll's title.
pub const TITLE_MAX: usize = 200;
/// Fewest choices.
pub const CHOICES_MIN: usize = 2;
/// Most choices.
pub const CHOICES_MAX: usize = 20;
/// Most characters of a choice.
pub const CHOICE_MAX: usize = 150;

/// A poll. Its choices are made once: a vote for one must not become a vote for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// Its id; the moment of its beginning is part of it.
    pub id: Id,
    /// The question.
    pub title: String,
    /// Whether a user may choose more than one.
    pub multiple_choices: bool,
    /// Whether it was closed.
    #[serde(default)]
    pub closed: bool,
    /// When it closes by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expiration_at: Option<Timestamp>,
    /// When it was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<Timestamp>,
    /// What there is to choose from, in order.
    pub choices: Vec<Choice>,
}

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its id.
    pub id: Id,
    /// In words.
    pub choice: String,
}

/// What one user has chosen. All of it is one item, so that one conditional write is the whole rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// The post that has the poll.
    pub post: Id,
    /// Who chose.
    pub user: UserId,
    /// What; never empty, since an empty one is not kept.
    pub votes: Vec<PollVote>,
}

/// A vote for a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollVote {
    /// Its id, which says when.
    pub id: Id,
    /// The choice.
    pub choice: Id,
}

impl Poll {
    /// A new poll of these choices.
    pub fn new(id: Id, title: String, choices: Vec<String>, multiple_choices: bool) -> Self {
        let mut ids: Vec<Id> = Vec::new();
        while ids.len() < choices.len() {
            let drawn = Id::generate(id.created());
            if drawn != id && !ids.contains(&drawn) {
                ids.push(drawn);
            }
        }
        // The order of the ids is that of the choices.
        ids.sort_unstable();
        let choices = ids.into_iter().zip(choices).map(|(id, choice)| Choice { id, choice }).collect();
        Self { id, title, multiple_choices, closed: false, expiration_at: None, modified: None, choices }
    }

    /// Whether votes are taken at this moment.
    pub fn is_open(&self, now: Timestamp) -> bool {
        !self.closed && self.expiration_at.is_none_or(|end| now < end)
    }

    /// What a user has chosen once they have voted for this choice, or taken their vote for it back. Where only one
    /// may be chosen, a vote for another moves. `id` is that of the vote that may come of it.
    pub fn toggle(&self, votes: &[PollVote], choice: Id, id: Id) -> Result<Vec<PollVote>> {
        if !self.choices.iter().any(|known| known.id == choice) {
            return Err(Error::field("choice", Problem::new("invalid_choice", "This poll has no such choice.")));
        }
        if !self.is_open(id.created()) {
            return Err(Error::invalid("poll_closed", "This poll takes no votes any more."));
        }
        let others = votes.iter().copied().filter(|vote| vote.choice != choice);
        if votes.iter().any(|vote| vote.choice == choice) {
            return Ok(others.collect());
        }
        let kept = others.filter(|_| self.multiple_choices);
        Ok(kept.chain([PollVote { id, choice }]).collect())
    }
}
