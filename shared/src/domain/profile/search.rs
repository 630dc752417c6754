//! Names as people search for them: by the start of any word, whatever the case and the accents.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::domain::error::{Problem, Result};
use crate::domain::profile::user::{Gender, Profile};
use crate::domain::text;

/// Letters of a word that count.
const WORD_MAX: usize = 40;
/// Words of a username, and of a real name, that are found.
const WORDS_MAX: usize = 6;
/// Longest text to search for, in characters.
pub const SEARCH_MAX: usize = 100;

/// The words of a text, folded: without case, without accents, cut at whatever is neither letter nor digit.
pub fn words(text: &str) -> Vec<String> {
    let folded: String =
        text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).map(alike).collect();
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word.chars().take(WORD_MAX).collect()).collect()
}

/// A sigma at the end of a word is written differently, but is the same letter.
fn alike(c: char) -> char {
    if c == 'ς' { 'σ' } else { c }
}

/// The words under which a user is found; none for one who is not to be found.
pub fn words_of(profile: &Profile) -> BTreeSet<String> {
    if !is_findable(profile) {
        return BTreeSet::new();
    }
    first_words([profile.username.as_str(), &profile.real_name])
}

fn first_words<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names.into_iter().flat_map(|text| words(text).into_iter().take(WORDS_MAX)).collect()
}

/// A part of the index of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SearchScope {
    /// What everybody's searches find.
    Everybody,
    /// What only staff's searches find beyond that: all names of deactivated users, and first and last names.
    Staff,
}

/// A word in the index, and its shelf.
pub type NameIndexEntry = (SearchScope, String);

/// A user's words in the index, each on its shelf; none for a deleted one.
pub fn entries_of(profile: &Profile) -> BTreeSet<NameIndexEntry> {
    if profile.is_deleted() {
        return BTreeSet::new();
    }
    let all = first_words(member_names(profile));
    let shown = words_of(profile);
    all.into_iter()
        .map(|word| (if shown.contains(&word) { SearchScope::Everybody } else { SearchScope::Staff }, word))
        .collect()
}

/// Whether staff find a user by starts of words, all of which must fit.
pub fn fits_member(wanted: &[String], profile: &Profile) -> bool {
    let names: Vec<String> = member_names(profile).into_iter().flat_map(words).collect();
    wanted.iter().all(|wanted| names.iter().any(|word| word.starts_with(wanted.as_str())))
}

fn member_names(profile: &Profile) -> [&str; 4] {
    [profile.username.as_str(), &profile.real_name, &profile.first_name, &profile.last_name]
}

/// Whether searches find the user: in good standing, that is.
pub fn is_findable(profile: &Profile) -> bool {
    profile.status == crate::domain::Status::Approved
}

/// What somebody searches for. Everything that is given must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Starts of words of the username or the real name.
    pub any_name: Vec<String>,
    /// Starts of words of the username.
    pub username: Vec<String>,
    /// Starts of words of the real name.
    pub real_name: Vec<String>,
    /// The gender.
    pub gender: Option<Gender>,
    /// Words that the location holds.
    pub location: Vec<String>,
    /// Words that the description holds.
    pub description: Vec<String>,
}

impl Search {
    /// Reads a text to search for. One without a letter or digit fits nobody.
    pub fn parse(text: &str) -> Result<Vec<String>, Problem> {
        let text = text::line(text, SEARCH_MAX)?;
        let words = words(&text);
        Ok(if words.is_empty() && !text.trim().is_empty() { vec![text] } else { words })
    }

    /// Whether nothing is searched for.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The longest start of a word of a name, by which candidates are found.
    pub fn lookup(&self) -> Option<&str> {
        let names = self.any_name.iter().chain(&self.username).chain(&self.real_name);
        // Of equally long ones the first.
        names.rev().max_by_key(|word| word.chars().count()).map(String::as_str)
    }

    /// Whether all that is searched for is one start of a word of any name, of two letters or more: then every
    /// candidate fits.
    pub fn is_lookup_alone(&self) -> bool {
        let long = self.any_name.first().is_some_and(|word| word.chars().count() > 1);
        long && self.any_name.len() == 1 && *self == Self { any_name: self.any_name.clone(), ..Self::default() }
    }

    /// Whether a user fits.
    pub fn fits(&self, profile: &Profile) -> bool {
        let (username, real_name) = (words(profile.username.as_str()), words(&profile.real_name));
        let starts = |wanted: &String, words: &[String]| words.iter().any(|word| word.starts_with(wanted.as_str()));
        let holds = |wanted: &[String], text: &str| {
            let words = words(text);
            wanted.iter().all(|wanted| starts(wanted, &words))
        };
        is_findable(profile)
            && self.any_name.iter().all(|wanted| starts(wanted, &username) || starts(wanted, &real_name))
            && self.username.iter().all(|wanted| starts(wanted, &username))
            && self.real_name.iter().all(|wanted| starts(wanted, &real_name))
            && self.gender.is_none_or(|gender| gender == profile.gender)
            && holds(&self.location, &profile.location)
            && holds(&self.description, &profile.description)
    }
}
