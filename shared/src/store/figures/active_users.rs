//! Which users were active on which of the last days.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::figures::{day_of, start_of};
use crate::domain::{Result, Session, UserId};
use crate::dynamo::{EXPIRES, MAIN, Part, Range, Table, Write, number};
use crate::store::item::keys;

/// How long it is known who was active, in milliseconds from the beginning of the day.
const KEPT_FOR_MS: i64 = 10 * 24 * 60 * 60 * 1_000;
/// Users that are counted by one call.
const PAGE: usize = 10_000;

/// Records that a user was active on the day on which the session was last used.
pub(crate) fn record_active(user: UserId, session: &Session) -> Write {
    let day = last_day(session);
    let mut item = keys::active_user(day, user).item();
    item.insert(EXPIRES.to_owned(), number((start_of(day) + KEPT_FOR_MS) / 1_000));
    Write::put(item)
}

/// The day on which a session was last used.
pub(crate) fn last_day(session: &Session) -> Date {
    day_of(Timestamp::from_millisecond(session.last_used).unwrap_or_default())
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
