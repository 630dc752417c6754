//! Announcements by staff. Notifications are derived from them page by page; a change of the item triggers the next
//! page.

use jiff::Timestamp;

use crate::domain::event::Event;
use crate::domain::notification::KEPT_FOR;
use crate::domain::{Announcement, Id, Result};
use crate::dynamo::{ABSENT, EXPIRES, Item, Table, Write, number, text, text_of};
use crate::store::idempotency::KeyClaim;
use crate::store::item::{from_item, keys, to_item};
use crate::store::progress::DeliveryProgress;

/// Attribute with the end of the audience that was notified.
const TOLD: &str = "told";
/// Attribute of an announcement whose whole audience was notified.
const DONE: &str = "";

/// Announcements by staff.
#[derive(Clone, Copy, Debug)]
pub struct Announcements<'a> {
    pub(crate) table: &'a Table,
}

impl Announcements<'_> {
    /// Stores an announcement. Returns `false` if its id is taken.
    pub async fn publish(self, announcement: &Announcement, now: Timestamp, claim: &KeyClaim) -> Result<bool> {
        let mut item = to_item(&keys::announcement(announcement.id), announcement)?;
        // A little longer than the last of its notifications.
        item.insert(EXPIRES.to_owned(), number(now.as_second() + KEPT_FOR + 24 * 60 * 60));
        Ok(claim.create(self.table, announcement.id, vec![Write::put(item).only_if(ABSENT)]).await?.is_ok())
    }

    /// Records the progress `after` an earlier position. Repeating it changes nothing.
    pub async fn advance(self, id: Id, after: Option<&str>, progress: DeliveryProgress) -> Result<()> {
        let place = match progress {
            DeliveryProgress::Until(place) => place,
            DeliveryProgress::Done => DONE.to_owned(),
        };
        let write = Write::update(keys::announcement(id)).set(TOLD, text(place));
        let write = match after {
            Some(after) => write.only_if("#told = :after").bind(":after", text(after)),
            None => write.only_if("attribute_exists(#PK) AND attribute_not_exists(#told)"),
        };
        self.table.write_if(write).await?;
        Ok(())
    }

    /// Reads these announcements. Expired ones are left out.
    pub async fn get_many(self, ids: &[Id]) -> Result<Vec<Announcement>> {
        let items = self.table.batch_get(ids.iter().map(|id| keys::announcement(*id)).collect(), false).await?;
        items.into_iter().map(from_item).collect()
    }
}

/// The event of a change of an announcement.
pub(crate) fn due(new: Option<Item>) -> Result<Option<Event>> {
    let Some(new) = new else { return Ok(None) };
    let after = if new.contains_key(TOLD) { Some(text_of(&new, TOLD)?.to_owned()) } else { None };
    if after.as_deref() == Some(DONE) {
        return Ok(None);
    }
    Ok(Some(Event::AnnouncementDue { announcement: Box::new(from_item(new)?), after }))
}
