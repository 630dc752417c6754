//! Notifications that a hide takes away: those that the hidden user caused before.

use crate::domain::event::Event;
use crate::domain::{Edge, Notification, Result};
use crate::dynamo::{Item, Query, Range, SK, text_of};
use crate::store::item::{from_item, keys, keys_of, to_item};
use crate::store::notification::notifications::Notifications;
use crate::store::progress::{self, DeliveryProgress, REACHED};

/// Notifications of the user that one part looks through.
const PART: usize = 200;

impl Notifications<'_> {
    /// Deletes a part of the notifications, seen or not, that the hidden user caused before the hide, and records the
    /// progress, whose change triggers the next part. The hide may have ended since: it took them away all the same.
    /// Idempotent. Returns those that it has deleted.
    pub async fn clean_up_after_hide(self, hide: Edge, after: Option<&str>) -> Result<Vec<Notification>> {
        let partition = keys::user(hide.from);
        // Newer notifications were caused after the hide, and so only after its end.
        let newest = after.map_or_else(|| keys::notification_sort(hide.id), str::to_owned);
        let range = Range::Between(keys::NOTIFICATIONS, &newest);
        let query = Query { range, ascending: false, consistent: true, limit: PART, ..Query::all(&partition) };
        let rows = self.table.query(query).await?;
        let progress = match rows.last() {
            Some(oldest) if rows.len() == PART => DeliveryProgress::Until(text_of(oldest, SK)?.to_owned()),
            _ => DeliveryProgress::Done,
        };
        let is_caused = |row: &Item| text_of(row, SK).is_ok_and(|sk| keys::parse_cause(sk) == Some(hide.to));
        let caused: Vec<Item> = rows.into_iter().filter(is_caused).collect();
        self.table.batch_delete(keys_of(&caused)?).await?;
        let key = keys::hide_cleanup(&hide);
        progress::advance(self.table, key.clone(), || to_item(&key, &hide), after, progress).await?;
        caused.into_iter().map(from_item).collect()
    }
}

/// The event of a change of the item with the progress.
pub(crate) fn due(new: Option<Item>) -> Result<Option<Event>> {
    let Some(new) = new else { return Ok(None) };
    let after = text_of(&new, REACHED)?.to_owned();
    Ok(Some(Event::HideCleanupDue { hide: from_item(new)?, after }))
}
