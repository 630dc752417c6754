//! The item of an account's password hash.

use crate::domain::UserId;
use crate::dynamo::{Item, Write, text};
use crate::store::item::keys;

pub(crate) fn password_item(id: UserId, hash: &str) -> Item {
    let mut item = keys::password(id).item();
    item.insert(HASH.to_owned(), text(hash));
    item
}

/// Attribute of a password's hash.
pub(crate) const HASH: &str = "hash";

/// A changed password's hash, if the old one is still in place.
pub(crate) fn replace_hash(id: UserId, old: &str, new: &str) -> Write {
    Write::update(keys::password(id)).set(HASH, text(new)).only_if("#hash = :old").bind(":old", text(old))
}
