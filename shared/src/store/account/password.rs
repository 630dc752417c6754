//! An account's password hash.

use crate::domain::UserId;
use crate::dynamo::{Item, Write, text};
use crate::store::item::keys;

pub(crate) fn password_item(id: UserId, hash: &str) -> Item {
    let mut item = keys::password(id).item();
    item.insert(HASH.to_owned(), text(hash));
    item
}

/// Attribute of the hash.
pub(crate) const HASH: &str = "hash";

/// Replaces the hash, if the old one is still stored.
pub(crate) fn replace_hash(id: UserId, old: &str, new: &str) -> Write {
    Write::update(keys::password(id)).set(HASH, text(new)).only_if("#hash = :old").bind(":old", text(old))
}
