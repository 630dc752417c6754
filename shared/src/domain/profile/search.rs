//! How users are found: by the beginning of any word of their names, location or description, without regard to case and
//! accents, and by the words inside of one in a script without spaces; and by gender (`docs/api/community.md`, "Search").

mod account_list;
mod words;

use std::collections::BTreeSet;

pub use self::account_list::AccountList;
pub use self::words::words;
use self::words::{begins_any, inner_words};
use crate::domain::account::status::Status;
use crate::domain::error::{Problem, Result};
use crate::domain::profile::audience::ViewerClass;
use crate::domain::profile::visibility::PrivateField;
use crate::domain::profile::{Gender, Profile};
use crate::domain::text;

/// Maximum number of words of a name that are indexed.
const WORDS_MAX: usize = 6;
/// Maximum number of words inside of these that are indexed. A Chinese, Japanese or Korean name has fewer.
const INNER_WORDS_MAX: usize = 16;
/// The same of a location or description.
const INNER_WORDS_OF_TEXT_MAX: usize = 6;
/// Maximum length of a text to search for, in characters.
pub const SEARCH_MAX: usize = 100;

/// The words by which everyone finds a user. A user who is not approved has none.
fn public_words(profile: &Profile) -> BTreeSet<String> {
    if !is_findable(profile) {
        return BTreeSet::new();
    }
    first_words([profile.username.as_str(), &profile.real_name])
}

fn first_words<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names.into_iter().flat_map(|name| indexed_words(name, INNER_WORDS_MAX)).collect()
}

/// The words of a text by which the index finds it, in bounded number.
fn indexed_words(text: &str, inner_max: usize) -> Vec<String> {
    let mut indexed = words(text);
    indexed.truncate(WORDS_MAX);
    let inner: Vec<String> =
        indexed.iter().flat_map(|word| inner_words(word)).take(inner_max).map(str::to_owned).collect();
    indexed.extend(inner);
    indexed
}

/// A part of the name index, by who may search it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SearchScope {
    /// Words that every search finds.
    Everyone,
    /// Words that only searches by staff find: all names of deactivated users, and first and last names.
    Staff,
    /// Words of the locations of active users, as far as any authenticated caller sees them.
    Location,
    /// The same, as far as anonymous callers see them.
    PublicLocation,
    /// Words of the descriptions of active users.
    Description,
    /// The genders of active users, as far as any authenticated caller sees them.
    Gender,
    /// The same, as far as anonymous callers see them.
    PublicGender,
    /// The lists of accounts by role and status, which staff see.
    Accounts,
}

impl SearchScope {
    /// Every search scope.
    pub const ALL: [Self; 8] = [
        Self::Everyone,
        Self::Staff,
        Self::Location,
        Self::PublicLocation,
        Self::Description,
        Self::Gender,
        Self::PublicGender,
        Self::Accounts,
    ];

    /// The scope in which searches of this class find locations.
    fn of_locations(class: ViewerClass) -> Self {
        if class == ViewerClass::Anonymous { Self::PublicLocation } else { Self::Location }
    }

    /// The scope in which searches of this class find genders.
    fn of_genders(class: ViewerClass) -> Self {
        if class == ViewerClass::Anonymous { Self::PublicGender } else { Self::Gender }
    }
}

/// A word in the name index, and its search scope.
pub type NameIndexEntry = (SearchScope, String);

/// The entries of a user in the name index. A soft-deleted user has none.
pub fn entries_of(profile: &Profile) -> BTreeSet<NameIndexEntry> {
    if profile.is_deleted() {
        return BTreeSet::new();
    }
    let all = first_words(all_names(profile));
    let public = public_words(profile);
    let names = all
        .into_iter()
        .map(|word| (if public.contains(&word) { SearchScope::Everyone } else { SearchScope::Staff }, word));
    let lists = AccountList::of(profile).map(|list| (SearchScope::Accounts, list.word().to_owned()));
    names.chain(other_entries(profile)).chain(lists).collect()
}

/// The entries of an active user for what is no name. A field has some in each scope whose callers see it: one read finds
/// them all.
fn other_entries(profile: &Profile) -> Vec<NameIndexEntry> {
    if !is_findable(profile) {
        return Vec::new();
    }
    let words = |scope: SearchScope, text: &str| {
        indexed_words(text, INNER_WORDS_OF_TEXT_MAX).into_iter().map(move |word| (scope, word)).collect::<Vec<_>>()
    };
    let mut entries = words(SearchScope::Description, &profile.description);
    for class in [ViewerClass::Anonymous, ViewerClass::Member] {
        if profile.shows(PrivateField::Location, class) {
            entries.extend(words(SearchScope::of_locations(class), &profile.location));
        }
        if profile.shows(PrivateField::Gender, class) {
            entries.push((SearchScope::of_genders(class), gender_word(profile.gender)));
        }
    }
    entries
}

/// The word by which the index finds a gender. None begins another one.
fn gender_word(gender: Gender) -> String {
    let word = match gender {
        Gender::Male => "male",
        Gender::Female => "female",
        Gender::Unspecified => "unspecified",
    };
    word.to_owned()
}

/// Whether a search by staff finds the user: each prefix must begin a word of some name.
pub fn matches_for_staff(prefixes: &[String], profile: &Profile) -> bool {
    let words: Vec<String> = all_names(profile).into_iter().flat_map(words).collect();
    prefixes.iter().all(|prefix| begins_any(prefix, &words))
}

fn all_names(profile: &Profile) -> [&str; 4] {
    [profile.username.as_str(), &profile.real_name, &profile.first_name, &profile.last_name]
}

/// Whether searches of the community find the user.
pub fn is_findable(profile: &Profile) -> bool {
    profile.status == Status::Approved
}

/// A search of the community. A user matches if everything that is given does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Beginnings of words of the username or the real name.
    pub any_name: Vec<String>,
    /// Beginnings of words of the username.
    pub username: Vec<String>,
    /// Beginnings of words of the real name.
    pub real_name: Vec<String>,
    /// The gender.
    pub gender: Option<Gender>,
    /// Beginnings of words of the location.
    pub location: Vec<String>,
    /// Beginnings of words of the description.
    pub description: Vec<String>,
}

impl Search {
    /// Splits a text to search for into words. A text without letters and digits becomes a word that matches no one.
    pub fn parse(text: &str) -> Result<Vec<String>, Problem> {
        let text = text::line(text, SEARCH_MAX)?;
        let words = words(&text);
        Ok(if words.is_empty() && !text.is_empty() { vec![text] } else { words })
    }

    /// Whether nothing is given.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The prefix by which candidates are looked up for callers of a class, and its scope: the longest one of a name, else
    /// of the location, else of the description, else the gender.
    pub fn lookup(&self, class: ViewerClass) -> Option<NameIndexEntry> {
        let names = self.any_name.iter().chain(&self.username).chain(&self.real_name);
        let longest = longest(names).map(|word| (SearchScope::Everyone, word));
        let location = || longest_of(SearchScope::of_locations(class), &self.location);
        let description = || longest_of(SearchScope::Description, &self.description);
        let gender = || self.gender.map(|gender| (SearchScope::of_genders(class), gender_word(gender)));
        longest.or_else(location).or_else(description).or_else(gender)
    }

    /// Whether the search is one prefix of any name, of the location or of the description, of at least two characters, or
    /// the gender alone. Then every candidate matches.
    pub fn is_single_prefix(&self) -> bool {
        let only = |words: &[String], search: Self| match words {
            [word] => word.chars().count() > 1 && *self == search,
            _ => false,
        };
        only(&self.any_name, Self { any_name: self.any_name.clone(), ..Self::default() })
            || only(&self.location, Self { location: self.location.clone(), ..Self::default() })
            || only(&self.description, Self { description: self.description.clone(), ..Self::default() })
            || (self.gender.is_some() && *self == Self { gender: self.gender, ..Self::default() })
    }

    /// Whether the search of a caller of this class finds the user. It finds no user by what such a caller may not see.
    pub fn matches(&self, profile: &Profile, class: ViewerClass) -> bool {
        let (username, real_name) = (words(profile.username.as_str()), words(&profile.real_name));
        let all_begin = |prefixes: &[String], text: &str| {
            let words = words(text);
            prefixes.iter().all(|prefix| begins_any(prefix, &words))
        };
        is_findable(profile)
            && self.any_name.iter().all(|prefix| begins_any(prefix, &username) || begins_any(prefix, &real_name))
            && self.username.iter().all(|prefix| begins_any(prefix, &username))
            && self.real_name.iter().all(|prefix| begins_any(prefix, &real_name))
            && self.gender.is_none_or(|gender| gender == profile.gender && profile.shows(PrivateField::Gender, class))
            && (self.location.is_empty() || profile.shows(PrivateField::Location, class))
            && all_begin(&self.location, &profile.location)
            && all_begin(&self.description, &profile.description)
    }
}

fn longest_of(scope: SearchScope, words: &[String]) -> Option<NameIndexEntry> {
    longest(words.iter()).map(|word| (scope, word))
}

fn longest<'a>(words: impl DoubleEndedIterator<Item = &'a String>) -> Option<String> {
    // `max_by_key` returns the last of several maxima, and the first is wanted.
    words.rev().max_by_key(|word| word.chars().count()).cloned()
}

#[cfg(test)]
mod tests;
