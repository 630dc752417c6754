//! What staff says to many: a fact, from which the notifications are derived in parts, each of which asks for the next.

use jiff::Timestamp;

use crate::domain::event::Event;
use crate::domain::notification::KEPT_FOR;
use crate::domain::{Announcement, Id, Result};
use crate::dynamo::{ABSENT, EXPIRES, Item, Table, Write, number, text, text_of};
use crate::store::item::{from_item, keys, to_item};

/// Where the audience that was told so far ends.
const TOLD: &str = "told";
/// That all of it was.
const DONE: &str = "";

/// How far a notice has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryProgress {
    /// Everybody up to this place of the audience was told.
    Until(String),
    /// Everybody was.
    Done,
}

/// Announcements by staff.
#[derive(Clone, Copy, Debug)]
pub struct Announcements<'a> {
    pub(crate) table: &'a Table,
}

impl Announcements<'_> {
    /// Keeps what staff says. `false`: the id is taken; draw another.
    pub async fn publish(self, notice: &Announcement, now: Timestamp) -> Result<bool> {
        let mut item = to_item(&keys::announcement(notice.id), notice)?;
        // A little longer than the last of its notifications.
        item.insert(EXPIRES.to_owned(), number(now.as_second() + KEPT_FOR + 24 * 60 * 60));
        Ok(self.table.write(Write::put(item).only_if(ABSENT)).await?.is_ok())
    }

    /// Notes how far a notice has come, `after` an earlier place; who comes late with the same news changes nothing.
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

    /// These notices; those that have expired are left out.
    pub async fn get_many(self, ids: &[Id]) -> Result<Vec<Announcement>> {
        let items = self.table.batch_get(ids.iter().map(|id| keys::announcement(*id)).collect(), false).await?;
        items.into_iter().map(from_item).collect()
    }
}

/// What the change of a notice tells.
pub(crate) fn due(new: Option<Item>) -> Result<Option<Event>> {
    let Some(new) = new else { return Ok(None) };
    let after = if new.contains_key(TOLD) { Some(text_of(&new, TOLD)?.to_owned()) } else { None };
    if after.as_deref() == Some(DONE) {
        return Ok(None);
    }
    Ok(Some(Event::AnnouncementDue { notice: Box::new(from_item(new)?), after }))
}
