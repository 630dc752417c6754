//! Reasons: of users for flags, and of staff for their decisions.

use serde::{Deserialize, Serialize};

/// A reason, by its number in the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlagType(i8);

impl FlagType {
    /// The numbers of the types.
    pub const ALL: [i8; 5] = [0, 1, 2, 3, 4];

    /// The type with this number.
    pub fn new(number: i8) -> Option<Self> {
        Self::ALL.contains(&number).then_some(Self(number))
    }

    /// The number.
    pub fn get(self) -> i8 {
        self.0
    }

    /// Parses a word for the type.
    pub fn parse(word: &str) -> Option<Self> {
        let word = word.to_ascii_lowercase();
        let number = match word.as_str() {
            "spam" | "advertising" => 0,
            "aggressive" => 1,
            "vulgar" => 2,
            "poor" => 3,
            "offtopic" | "off_topic" | "off topic" => 4,
            _ => return None,
        };
        Self::new(number)
    }

    /// What the type means.
    pub fn description(self) -> &'static str {
        match self.0 {
            0 => "Spam",
            1 => "Aggressive",
            2 => "Vulgar",
            3 => "Poor",
            _ => "Off topic",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_a_meaning_of_its_own() {
        let meanings: std::collections::BTreeSet<_> =
            FlagType::ALL.into_iter().filter_map(FlagType::new).map(FlagType::description).collect();
        assert_eq!(meanings.len(), FlagType::ALL.len());
        assert_eq!([-1, 5, i8::MAX].map(FlagType::new), [None; 3]);
    }

    #[test]
    fn a_type_is_named_by_a_word_too() {
        for number in FlagType::ALL {
            let flag_type = FlagType::new(number).unwrap();
            assert_eq!(FlagType::parse(flag_type.description()), Some(flag_type));
        }
        assert_eq!(["advertising", "offtopic"].map(FlagType::parse), [0, 4].map(FlagType::new));
        assert_eq!(["", "rude", "0"].map(FlagType::parse), [None; 3]);
    }
}
