//! Reactions: how a vote for a post or a comment is meant (`docs/api/community.md`, "Reactions").

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::community::UnknownValue;
use crate::domain::toggle::Toggle;

/// A reaction. The numbers are stored, and are the ids of the API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum VoteReaction {
    /// A vote as such.
    #[default]
    Like = 1,
    /// The user loves it.
    Love = 2,
    /// The user laughs.
    Laugh = 3,
    /// The user is amazed.
    Wow = 4,
    /// The user is sad.
    Sad = 5,
    /// The user is angry.
    Angry = 6,
}

impl VoteReaction {
    /// All reactions.
    pub const ALL: [Self; 6] = [Self::Like, Self::Love, Self::Laugh, Self::Wow, Self::Sad, Self::Angry];
    /// Those that are counted. Likes are the votes that remain.
    pub const COUNTED: [Self; 5] = [Self::Love, Self::Laugh, Self::Wow, Self::Sad, Self::Angry];

    /// The reaction with this id.
    pub fn new(id: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|reaction| u64::from(reaction.id()) == id)
    }

    /// The id.
    pub fn id(self) -> u8 {
        self as u8
    }

    /// Whether it is a vote as such.
    pub fn is_like(&self) -> bool {
        *self == Self::Like
    }

    /// The name in the setting and in the API.
    pub fn label(self) -> &'static str {
        match self {
            Self::Like => "like",
            Self::Love => "love",
            Self::Laugh => "haha",
            Self::Wow => "wow",
            Self::Sad => "sad",
            Self::Angry => "angry",
        }
    }

    /// The emoji.
    pub fn emoji(self) -> &'static str {
        match self {
            Self::Like => "\u{1f44d}",
            Self::Love => "\u{2764}",
            Self::Laugh => "\u{1f606}",
            Self::Wow => "\u{1f62e}",
            Self::Sad => "\u{1f622}",
            Self::Angry => "\u{1f620}",
        }
    }

    /// Whether it is friendly (1), neither (0) or unfriendly (-1).
    pub fn sentiment(self) -> i8 {
        match self {
            Self::Like | Self::Love | Self::Laugh => 1,
            Self::Wow | Self::Sad => 0,
            Self::Angry => -1,
        }
    }
}

impl From<VoteReaction> for u8 {
    fn from(reaction: VoteReaction) -> Self {
        reaction.id()
    }
}

impl TryFrom<u8> for VoteReaction {
    type Error = &'static str;

    fn try_from(id: u8) -> Result<Self, Self::Error> {
        Self::new(u64::from(id)).ok_or("not a reaction")
    }
}

/// The reactions that a community offers: `like`, and others by setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedReactions(Vec<VoteReaction>);

impl OfferedReactions {
    /// The reactions, by id.
    pub fn all(&self) -> &[VoteReaction] {
        &self.0
    }

    /// The offered reaction with this id.
    pub fn get(&self, id: u64) -> Option<VoteReaction> {
        VoteReaction::new(id).filter(|reaction| self.0.contains(reaction))
    }

    /// Whether there are others than `like`.
    pub fn is_choice(&self) -> bool {
        self.0.len() > 1
    }
}

impl Default for OfferedReactions {
    fn default() -> Self {
        Self(vec![VoteReaction::Like])
    }
}

/// Names with commas, such as `like,love`. `like` is offered in any case.
impl FromStr for OfferedReactions {
    type Err = UnknownValue;

    fn from_str(text: &str) -> Result<Self, UnknownValue> {
        let mut offered = vec![VoteReaction::Like];
        for name in text.split(',').map(str::trim) {
            let found = VoteReaction::ALL.into_iter().find(|reaction| reaction.label() == name);
            offered.push(found.ok_or_else(|| UnknownValue::new(name, "like, love, haha, wow, sad, angry"))?);
        }
        offered.sort_unstable();
        offered.dedup();
        Ok(Self(offered))
    }
}

/// What a request does to a user's vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoteChange {
    /// It adds the vote, with this reaction.
    Add(VoteReaction),
    /// It changes the reaction of the vote.
    Turn(VoteReaction),
    /// It removes the vote.
    Remove,
}

impl VoteChange {
    /// What a wish does to the vote that is there, if there is one; `None` if it changes nothing. With another reaction than
    /// that of the vote a flip changes the reaction, and with the same or none it takes the vote back.
    pub fn of(toggle: Toggle, asked: Option<VoteReaction>, there: Option<VoteReaction>) -> Option<Self> {
        match (toggle, there) {
            (Toggle::Unset, there) => there.map(|_| Self::Remove),
            (_, None) => Some(Self::Add(asked.unwrap_or_default())),
            (toggle, Some(there)) => match asked.filter(|asked| *asked != there) {
                Some(other) => Some(Self::Turn(other)),
                None => (toggle == Toggle::Flip).then_some(Self::Remove),
            },
        }
    }
}

/// How many votes have each reaction, by id, without those that no vote has. `counted` are the numbers of those that are
/// counted, and may be ahead of or behind the votes for a moment.
pub fn reaction_counts(votes: u64, counted: &BTreeMap<VoteReaction, u64>) -> Vec<(VoteReaction, u64)> {
    let likes = votes.saturating_sub(counted.values().sum());
    let all =
        [(VoteReaction::Like, likes)].into_iter().chain(counted.iter().map(|(reaction, count)| (*reaction, *count)));
    all.filter(|(_, count)| *count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use VoteReaction::{Angry, Like, Love};

    #[test]
    fn a_reaction_is_found_by_its_id_and_stored_as_a_number() {
        for reaction in VoteReaction::ALL {
            assert_eq!(VoteReaction::new(u64::from(reaction.id())), Some(reaction));
            assert_eq!(serde_json::to_value(reaction).unwrap(), reaction.id());
            assert_eq!(reaction.is_like(), !VoteReaction::COUNTED.contains(&reaction));
        }
        assert_eq!((VoteReaction::new(0), VoteReaction::new(7)), (None, None));
        assert!(serde_json::from_str::<VoteReaction>("9").is_err());
    }

    #[test]
    fn the_setting_names_reactions() {
        for (text, offered) in
            [("like", vec![Like]), ("angry, love", vec![Like, Love, Angry]), ("love,love", vec![Like, Love])]
        {
            assert_eq!(text.parse::<OfferedReactions>().unwrap().all(), offered, "{text}");
        }
        for text in ["", "likes", "like,,love", "1"] {
            assert!(text.parse::<OfferedReactions>().is_err(), "{text}");
        }
        assert_eq!(OfferedReactions::default().get(2), None);
        assert_eq!("love".parse::<OfferedReactions>().unwrap().get(2), Some(Love));
    }

    #[test]
    fn a_wish_adds_turns_or_removes_a_vote() {
        use Toggle::{Flip, Set, Unset};
        use VoteChange::{Add, Remove, Turn};
        for (toggle, asked, there, change) in [
            (Flip, None, None, Some(Add(Like))),
            (Flip, Some(Love), None, Some(Add(Love))),
            (Flip, Some(Love), Some(Like), Some(Turn(Love))),
            (Flip, Some(Love), Some(Love), Some(Remove)),
            (Flip, None, Some(Love), Some(Remove)),
            (Set, None, None, Some(Add(Like))),
            (Set, None, Some(Love), None),
            (Set, Some(Like), Some(Love), Some(Turn(Like))),
            (Set, Some(Love), Some(Love), None),
            (Unset, Some(Love), None, None),
            (Unset, None, Some(Love), Some(Remove)),
        ] {
            assert_eq!(VoteChange::of(toggle, asked, there), change, "{toggle:?} {asked:?} {there:?}");
        }
    }

    #[test]
    fn likes_are_the_votes_that_remain() {
        let counted = [(Love, 2), (Angry, 0)].into();
        assert_eq!(reaction_counts(5, &counted), [(Like, 3), (Love, 2)]);
        assert_eq!(reaction_counts(1, &counted), [(Love, 2)]);
        assert_eq!(reaction_counts(0, &BTreeMap::new()), []);
    }
}
