//! Keys of feeds, and of how posts are delivered to them.

use super::{entry_sort, id_sort, parse_id_sort, post, user};
use crate::domain::{FeedEntry, Id, UserId};
use crate::dynamo::Key;

pub(in crate::store::item) const FEED: &str = "FEED#";
/// Sort-key prefix of a reader's pull authors.
pub const PULL_AUTHORS: &str = "BIG#";
/// Sorts before all pull authors.
pub(in crate::store::item) const FEED_VISIT: &str = "BIG#!VISIT";
pub(in crate::store::item) const DELIVERY: &str = "SPREAD";

/// The partition of a reader's feed: apart from the reader's own items, since authors fill it.
pub fn feed(reader: UserId) -> String {
    format!("{FEED}{reader}")
}

/// A post in a reader's feed.
pub fn feed_entry(reader: UserId, entry: FeedEntry) -> Key {
    Key::new(feed(reader), entry_sort(entry))
}

/// When a reader with many pull authors last opened the feed.
pub fn feed_visit(reader: UserId) -> Key {
    Key::new(user(reader), FEED_VISIT)
}

/// A pull author of a reader.
pub fn pull_author(reader: UserId, author: UserId) -> Key {
    Key::new(user(reader), format!("{PULL_AUTHORS}{}", id_sort(author)))
}

/// Reads the author from the sort key of [`pull_author`].
pub fn parse_pull_author(sk: &str) -> Option<UserId> {
    parse_id_sort(sk.strip_prefix(PULL_AUTHORS)?)
}

/// The progress of the delivery of a post.
pub fn post_delivery(id: Id) -> Key {
    Key::new(post(id).pk, DELIVERY)
}

/// The progress of marking a pull author for the whole audience.
pub fn author_delivery(id: UserId) -> Key {
    Key::new(user(id), DELIVERY)
}
