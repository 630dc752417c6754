//! Keys of the name index.

use super::{id_sort, parse_id_sort};
use crate::domain::UserId;
use crate::domain::profile::search::SearchScope;
use crate::dynamo::Key;

/// The partition of a search scope for words that begin like this one: by the first two characters, or by the first
/// where that is outside ASCII, since there are many of those. Words of one character have partitions of their own.
pub fn name_index(scope: SearchScope, word: &str) -> String {
    let letters = if word.starts_with(|c: char| c.is_ascii()) { 2 } else { 1 };
    let start: String = word.chars().take(letters).collect();
    format!("{}{start}", scope_prefix(scope))
}

/// A word of a user's names, location or description, the gender, or a list of accounts, which is sorted by id.
pub fn name_index_row(scope: SearchScope, word: &str, id: UserId) -> Key {
    let id = if scope == SearchScope::Accounts { id_sort(id) } else { id.to_string() };
    Key::new(name_index(scope, word), format!("{word}#{id}"))
}

/// Reads the search scope from a partition of the name index.
pub fn parse_scope(pk: &str) -> Option<SearchScope> {
    SearchScope::ALL.into_iter().find(|scope| pk.starts_with(scope_prefix(*scope)))
}

/// Reads word and user from the sort key of a row of the name index.
pub fn parse_name(scope: SearchScope, sk: &str) -> Option<(&str, UserId)> {
    let (word, user) = sk.rsplit_once('#')?;
    let user = if scope == SearchScope::Accounts { parse_id_sort(user) } else { UserId::parse(user) };
    Some((word, user?))
}

fn scope_prefix(scope: SearchScope) -> &'static str {
    match scope {
        SearchScope::Everyone => "T#",
        SearchScope::Staff => "TS#",
        SearchScope::Location => "TL#",
        SearchScope::PublicLocation => "TLP#",
        SearchScope::Description => "TD#",
        SearchScope::Gender => "TG#",
        SearchScope::PublicGender => "TGP#",
        SearchScope::Accounts => "TA#",
    }
}
