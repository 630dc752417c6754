//! Entries of feeds.

use jiff::Timestamp;

use crate::domain::feed::ENTRY_KEPT_FOR;
use crate::domain::{FeedEntry, UserId};
use crate::dynamo::{EXPIRES, Item, number};
use crate::store::item::keys;

/// The item of an entry. Its sort key holds the rest.
pub(crate) fn entry_item(reader: UserId, entry: FeedEntry, now: Timestamp) -> Item {
    let mut item = keys::feed_entry(reader, entry).item();
    item.insert("author".to_owned(), number(entry.author));
    item.insert(EXPIRES.to_owned(), number(now.as_second() + ENTRY_KEPT_FOR));
    item
}
