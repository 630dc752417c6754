//! Which users were active on which of the last days.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::figures::start_of;
use crate::domain::{Result, UserId};
use crate::dynamo::{EXPIRES, Item, MAIN, Part, Range, Table, number};
use crate::store::item::keys;

/// How long it is known who was active, in milliseconds from the beginning of the day.
const KEPT_FOR_MS: i64 = 10 * 24 * 60 * 60 * 1_000;
/// Users that are counted by one call.
const PAGE: usize = 10_000;

/// The item that says that a user was active on a day.
pub(crate) fn active_user(day: Date, user: UserId) -> Item {
    let mut item = keys::active_user(day, user).item();
    item.insert(EXPIRES.to_owned(), number((start_of(day) + KEPT_FOR_MS) / 1_000));
    item
}

/// Counts the users who were active on a day. `None` if that is not known any more, or there are none.
pub(crate) async fn count_active(table: &Table, day: Date, now: Timestamp) -> Result<Option<u64>> {
    if now.as_millisecond() >= start_of(day) + KEPT_FOR_MS {
        return Ok(None);
    }
    let mut count = 0;
    for pk in keys::active_users(day) {
        count += count_all(table, &Part { index: MAIN, pk, range: Range::All }).await?;
    }
    Ok((count > 0).then_some(count))
}

/// Counts the items of a part.
pub(crate) async fn count_all(table: &Table, part: &Part<'_>) -> Result<u64> {
    let (mut count, mut after) = (0, None);
    loop {
        let page = table.count_page(part, after.take(), PAGE).await?;
        count += page.count;
        after = page.next;
        if after.is_none() {
            return Ok(count);
        }
    }
}
