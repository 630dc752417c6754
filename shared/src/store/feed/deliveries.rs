//! Deliveries to an author's whole audience, page by page. An item holds the progress, and its change triggers the next
//! page.

use crate::domain::event::Event;
use crate::domain::feed::FeedDelivery;
use crate::domain::{FeedEntry, Id, Result, UserId};
use crate::dynamo::{Item, Key, Table, Write, number, text_of};
use crate::store::counter::counters::BIG;
use crate::store::item::{ItemKind, from_item, keys, to_item};
use crate::store::progress::{self, DeliveryProgress, REACHED};

/// Deliveries of posts into feeds that are in progress.
#[derive(Clone, Copy, Debug)]
pub struct FeedDeliveries<'a> {
    pub(crate) table: &'a Table,
}

impl FeedDeliveries<'_> {
    /// Records the progress of a delivery `after` an earlier position. Repeating it changes nothing.
    pub async fn advance(self, delivery: FeedDelivery, after: Option<&str>, progress: DeliveryProgress) -> Result<()> {
        let key = delivery_key(delivery);
        let item = || match delivery {
            FeedDelivery::Post(entry) => to_item(&key, &entry),
            FeedDelivery::PullAuthor(_) => Ok(key.item()),
        };
        progress::advance(self.table, key.clone(), item, after, progress).await
    }

    /// Makes an author a pull author, from this post on and for good. Returns `false` if they were one.
    pub async fn mark_pull_author(self, author: UserId, from: Id) -> Result<bool> {
        let write = Write::update(keys::counters(author)).set(BIG, number(from));
        Ok(self.table.write(write.only_if("attribute_not_exists(#big)")).await?.is_ok())
    }
}

fn delivery_key(delivery: FeedDelivery) -> Key {
    match delivery {
        FeedDelivery::Post(entry) => keys::post_delivery(entry.post),
        FeedDelivery::PullAuthor(author) => keys::author_delivery(author),
    }
}

/// The event of a change of such an item.
pub(crate) fn due(new: Option<Item>) -> Result<Option<Event>> {
    let Some(new) = new else { return Ok(None) };
    let after = text_of(&new, REACHED)?.to_owned();
    let delivery = match ItemKind::of(&new)? {
        ItemKind::AuthorDelivery(author) => FeedDelivery::PullAuthor(author),
        _ => FeedDelivery::Post(from_item::<FeedEntry>(new)?),
    };
    Ok(Some(Event::DeliveryDue { delivery, after }))
}
