//! Keys of the name index.

use crate::domain::UserId;
use crate::domain::profile::search::SearchScope;
use crate::dynamo::Key;

/// The partition of a search scope for words that begin like this one: by the first two characters, or by the first
/// where that is outside ASCII, since there are many of those. `None` for a single ASCII character.
pub fn name_index(scope: SearchScope, word: &str) -> Option<String> {
    let letters = if word.starts_with(|c: char| c.is_ascii()) { 2 } else { 1 };
    let start: String = word.chars().take(letters).collect();
    (start.chars().count() == letters).then(|| format!("{}{start}", scope_prefix(scope)))
}

/// A word of a user's names. A word of one character has a partition of its own.
pub fn name_index_row(scope: SearchScope, word: &str, id: UserId) -> Key {
    let partition = name_index(scope, word).unwrap_or_else(|| format!("{}{word}", scope_prefix(scope)));
    Key::new(partition, format!("{word}#{id}"))
}

/// Reads the search scope from a partition of the name index.
pub fn parse_scope(pk: &str) -> Option<SearchScope> {
    [SearchScope::Everyone, SearchScope::Staff].into_iter().find(|scope| pk.starts_with(scope_prefix(*scope)))
}

/// Reads word and user from the sort key of a row of the name index.
pub fn parse_name(sk: &str) -> Option<(&str, UserId)> {
    let (word, user) = sk.rsplit_once('#')?;
    Some((word, UserId::parse(user)?))
}

fn scope_prefix(scope: SearchScope) -> &'static str {
    match scope {
        SearchScope::Everyone => "T#",
        SearchScope::Staff => "TS#",
    }
}
