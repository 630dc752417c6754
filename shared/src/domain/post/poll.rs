//! Polls: a question with choices, and the ballots of users.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::error::{Error, Problem, Result};
use crate::domain::id::{Id, UserId};
use crate::domain::toggle::Toggle;

/// Maximum length of a poll's title, in characters.
pub const TITLE_MAX: usize = 200;
/// Minimum number of choices.
pub const CHOICES_MIN: usize = 2;
/// Maximum number of choices.
pub const CHOICES_MAX: usize = 20;
/// Maximum length of a choice, in characters.
pub const CHOICE_MAX: usize = 150;

/// A poll. Its choices are final, because a vote must not become a vote for something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// The id, which contains the time of creation.
    pub id: Id,
    /// The question.
    pub title: String,
    /// Whether a user may vote for more than one choice.
    pub multiple_choices: bool,
    /// Whether the author or staff have closed it.
    #[serde(default)]
    pub closed: bool,
    /// When it closes by itself, if ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expiration_at: Option<Timestamp>,
    /// When it was last edited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<Timestamp>,
    /// The choices, in order.
    pub choices: Vec<Choice>,
}

/// A choice of a poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The id.
    pub id: Id,
    /// The text.
    pub choice: String,
}

/// All votes of one user in a poll. They are one item, so that one conditional write enforces the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// The post with the poll.
    pub post: Id,
    /// The user who voted.
    pub user: UserId,
    /// The votes, at least one: an empty ballot is deleted.
    pub votes: Vec<PollVote>,
}

/// A vote for one choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollVote {
    /// The id, which contains the time of the vote.
    pub id: Id,
    /// The choice.
    pub choice: Id,
}

impl Poll {
    /// A new poll with these choices.
    pub fn new(id: Id, title: String, choices: Vec<String>, multiple_choices: bool) -> Self {
        let mut ids: Vec<Id> = Vec::new();
        while ids.len() < choices.len() {
            let choice = Id::generate(id.created());
            if choice != id && !ids.contains(&choice) {
                ids.push(choice);
            }
        }
        // Ids sort as their choices.
        ids.sort_unstable();
        let choices = ids.into_iter().zip(choices).map(|(id, choice)| Choice { id, choice }).collect();
        Self { id, title, multiple_choices, closed: false, expiration_at: None, modified: None, choices }
    }

    /// Whether the poll accepts votes.
    pub fn is_open(&self, now: Timestamp) -> bool {
        !self.closed && self.expiration_at.is_none_or(|end| now < end)
    }

    /// The votes of a user after they toggle their vote for a choice. If only one choice is allowed, a vote for another
    /// choice moves. `id` is the id of the new vote, if there is one. A closed poll refuses a change, but not a wish that is
    /// fulfilled already.
    pub fn toggle(&self, votes: &[PollVote], toggle: Toggle, choice: Id, id: Id) -> Result<Vec<PollVote>> {
        if !self.choices.iter().any(|known| known.id == choice) {
            return Err(Error::field("choice", Problem::new("invalid_choice", "This poll has no such choice.")));
        }
        let voted = votes.iter().any(|vote| vote.choice == choice);
        if toggle.after(voted) == voted {
            return Ok(votes.to_vec());
        }
        if !self.is_open(id.created()) {
            return Err(Error::invalid("poll_closed", "This poll is closed."));
        }
        let others = votes.iter().copied().filter(|vote| vote.choice != choice);
        if voted {
            return Ok(others.collect());
        }
        let remaining = others.filter(|_| self.multiple_choices);
        Ok(remaining.chain([PollVote { id, choice }]).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn poll(multiple_choices: bool) -> Poll {
        let choices = ["a", "b", "c"].map(str::to_owned).to_vec();
        Poll::new(Id::at(1_800_000_000_000, 7), "Which?".to_owned(), choices, multiple_choices)
    }

    fn vote_id(ms: i64) -> Id {
        Id::at(1_800_000_000_000 + ms, 0)
    }

    fn chosen(votes: &[PollVote]) -> Vec<Id> {
        votes.iter().map(|vote| vote.choice).collect()
    }

    #[test]
    fn choices_keep_their_order_and_have_ids_of_their_own() {
        let poll = poll(false);
        assert_eq!(poll.choices.iter().map(|choice| choice.choice.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
        assert!(poll.choices.windows(2).all(|pair| pair[0].id < pair[1].id));
        assert!(poll.choices.iter().all(|choice| choice.id != poll.id));
    }

    #[test]
    fn a_vote_moves_unless_several_choices_are_allowed() {
        for (multiple, expected) in [(false, 1), (true, 2)] {
            let poll = poll(multiple);
            let [a, b] = [poll.choices[0].id, poll.choices[1].id];
            let one = poll.toggle(&[], Toggle::Flip, a, vote_id(1)).unwrap();
            assert_eq!(chosen(&one), [a]);
            let two = poll.toggle(&one, Toggle::Flip, b, vote_id(2)).unwrap();
            assert_eq!(two.len(), expected);
            assert!(chosen(&two).contains(&b));
            // The other vote stays as it was.
            assert!(two.iter().all(|vote| vote.choice == b || *vote == one[0]));
            let back = poll.toggle(&two, Toggle::Flip, b, vote_id(3)).unwrap();
            assert!(!chosen(&back).contains(&b));
        }
    }

    #[test]
    fn an_explicit_wish_can_be_repeated() {
        for multiple in [false, true] {
            let poll = poll(multiple);
            let [a, b] = [poll.choices[0].id, poll.choices[1].id];
            let set = |votes: &[PollVote], choice, ms| poll.toggle(votes, Toggle::Set, choice, vote_id(ms)).unwrap();
            let unset =
                |votes: &[PollVote], choice, ms| poll.toggle(votes, Toggle::Unset, choice, vote_id(ms)).unwrap();
            let one = set(&[], a, 1);
            assert_eq!((set(&one, a, 2), unset(&one, b, 2)), (one.clone(), one.clone()));
            let two = set(&one, b, 3);
            assert_eq!(chosen(&two), if multiple { vec![a, b] } else { vec![b] });
            assert_eq!(chosen(&unset(&two, b, 4)), if multiple { vec![a] } else { vec![] });
        }
    }

    #[test]
    fn a_closed_or_expired_poll_accepts_no_vote_and_no_withdrawal() {
        let open = poll(false);
        let choice = open.choices[0].id;
        let votes = open.toggle(&[], Toggle::Flip, choice, vote_id(1)).unwrap();
        let closed = Poll { closed: true, ..open.clone() };
        let expired = Poll { expiration_at: Some(vote_id(5).created()), ..open.clone() };
        assert!(expired.toggle(&votes, Toggle::Flip, choice, vote_id(4)).is_ok());
        for poll in [closed, expired] {
            for votes in [&[][..], &votes] {
                for (toggle, refused) in
                    [(Toggle::Flip, true), (Toggle::Set, votes.is_empty()), (Toggle::Unset, !votes.is_empty())]
                {
                    let after = poll.toggle(votes, toggle, choice, vote_id(5));
                    match after {
                        Ok(after) => assert!(!refused && after == votes, "{toggle:?} {votes:?}"),
                        Err(error) => assert!(refused && error.code == "poll_closed", "{toggle:?} {votes:?}"),
                    }
                }
            }
        }
        let error = open.toggle(&[], Toggle::Flip, Id::at(0, 1), vote_id(1)).unwrap_err();
        assert_eq!((&*error.fields[0].field, error.fields[0].problem.code), ("choice", "invalid_choice"));
    }
}
