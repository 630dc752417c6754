//! Keys of flags.

use super::{comment_place, id_sort, post, user};
use crate::domain::{FlagTarget, Id, UserId};
use crate::dynamo::Key;

/// Sort-key prefix of flags.
pub const FLAGS: &str = "FLAG#";

/// A flag: in the partition of what it is about.
pub fn flag(target: FlagTarget, by: UserId) -> Key {
    Key::new(flagged(target), format!("{FLAGS}{by}"))
}

/// The partition of what a flag is about.
pub fn flagged(target: FlagTarget) -> String {
    match target {
        FlagTarget::User(id) => user(id),
        FlagTarget::Post(id) => post(id).pk,
        FlagTarget::Comment(at) => comment_place(at.id).pk,
    }
}

/// Sort key of a flag in the index of what a user has done.
pub fn flag_sort(id: Id, row: &Key) -> String {
    format!("{}#{}", id_sort(id), row.sk)
}
