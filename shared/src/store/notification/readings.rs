//! Marks notifications as seen that a user names by `sid`, in steps: the first in the request, the others by event.

use futures::future::try_join_all;
use jiff::Timestamp;

use crate::domain::event::Event;
use crate::domain::notification::{KEPT_FOR, READING_STEP, Reading, ReadingPart};
use crate::domain::{Error, Id, Result, UserId};
use crate::dynamo::{ABSENT, EXPIRES, Item, Range, Write, number};
use crate::store::id_attempts::IdAttempts;
use crate::store::item::{from_item, keys, to_item, value};
use crate::store::notification::notifications::{Notifications, SEEN, Unseen};

/// Attribute with what is not finished.
const PARTS: &str = "parts";
/// Attribute with the number of events that have continued it.
const STEP: &str = "step";

impl Notifications<'_> {
    /// Reads the newest unseen notifications of each part, about [`READING_STEP`] together, and what is left after them.
    pub async fn unseen_of(self, to: UserId, parts: &[ReadingPart]) -> Result<(Vec<Unseen>, Vec<ReadingPart>)> {
        let limit = (READING_STEP / parts.len().max(1)).max(1);
        let reads = parts.iter().map(async |part| {
            let (lowest, highest) = part.ids();
            let [lowest, highest] = keys::unseen_sorts(lowest, highest);
            let mut found = self.unseen_in(to, Range::Between(&lowest, &highest), limit).await?;
            let ids: Vec<Id> = found.iter().map(|unseen| unseen.id).collect();
            found.retain(|unseen| part.names(unseen.id, unseen.kind, unseen.part));
            Ok::<_, Error>((found, part.rest(&ids, limit)))
        });
        let (found, rest): (Vec<_>, Vec<_>) = try_join_all(reads).await?.into_iter().unzip();
        Ok((found.into_iter().flatten().collect(), rest.into_iter().flatten().collect()))
    }

    /// Marks notifications as seen, and records what is left, which triggers the next step.
    pub async fn mark_read(
        self,
        user: UserId,
        unseen: Vec<Unseen>,
        rest: Vec<ReadingPart>,
        now: Timestamp,
    ) -> Result<()> {
        let record = async { if rest.is_empty() { Ok(()) } else { self.record_reading(user, rest, now).await } };
        tokio::try_join!(self.mark_seen(unseen, now), record)?;
        Ok(())
    }

    async fn record_reading(self, user: UserId, parts: Vec<ReadingPart>, now: Timestamp) -> Result<()> {
        let mut reading = Reading { id: Id::generate(now), user, parts, step: 0 };
        let mut attempts = IdAttempts::default();
        loop {
            let mut item = to_item(&keys::reading(user, reading.id), &reading)?;
            // By then all notifications that it names have expired.
            item.insert(EXPIRES.to_owned(), number(now.as_second() + KEPT_FOR));
            if self.table.write(Write::put(item).only_if(ABSENT)).await?.is_ok() {
                return Ok(());
            }
            attempts.taken()?;
            reading.id = Id::generate(now);
        }
    }

    /// Does the next step of a reading, and records what is left, whose change triggers the step after it. Idempotent.
    pub async fn continue_reading(self, reading: &Reading, now: Timestamp) -> Result<()> {
        let (unseen, rest) = self.unseen_of(reading.user, &reading.parts).await?;
        self.mark_seen(unseen, now).await?;
        let key = keys::reading(reading.user, reading.id);
        let write = if rest.is_empty() {
            Write::delete(key)
        } else {
            Write::update(key).set(PARTS, value(&rest)?).set(STEP, number(reading.step + 1))
        };
        // A refusal means that this step was done before, or that the user was deleted.
        let same_step = write.only_if("#step = :before").bind(":before", number(reading.step));
        Ok(self.table.write_if(same_step).await?)
    }
}

/// The event of a change of a reading.
pub(crate) fn due(new: Option<Item>) -> Result<Option<Event>> {
    new.map(|new| Ok(Event::ReadingDue(Box::new(from_item(new)?)))).transpose()
}

/// The event of a change of a notification: that its user has seen it.
pub(crate) fn seen(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let was_unseen = old.is_some_and(|old| !old.contains_key(SEEN));
    let new = new.filter(|new| was_unseen && new.contains_key(SEEN));
    new.map(|new| Ok(Event::NotificationSeen(Box::new(from_item(new)?)))).transpose()
}
