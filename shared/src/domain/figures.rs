//! Figures: what happened in the community on a day, for staff (`docs/api/directory.md`, "Figures").

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// The figures of a day in UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DailyFigures {
    /// The day.
    pub day: Date,
    /// Users who registered on the day and were not deleted when it was counted.
    pub registrations: u64,
    /// Users who registered, logged in or refreshed a token on the day. `None` if no such user is known, as on days before
    /// these users were recorded.
    pub active_users: Option<u64>,
    /// Posts and discussions that were published on the day and not deleted when it was counted.
    pub posts: u64,
    /// Changes that could not be processed on the day and were parked.
    pub parked_changes: u64,
}

/// The day of a moment in UTC.
pub fn day_of(moment: Timestamp) -> Date {
    moment.to_zoned(TimeZone::UTC).date()
}

/// The milliseconds since 1970 at which a day in UTC begins.
pub fn start_of(day: Date) -> i64 {
    day.to_zoned(TimeZone::UTC).map_or(0, |start| start.timestamp().as_millisecond())
}

/// The days from this one until yesterday.
pub fn days_over(first: Date, today: Date) -> impl Iterator<Item = Date> {
    first.series(jiff::Span::new().days(1)).take_while(move |day| *day < today)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_begins_and_ends_at_midnight_in_utc() {
        let day = date(2026, 2, 28);
        let start = Timestamp::from_millisecond(start_of(day)).unwrap();
        assert_eq!(start.to_string(), "2026-02-28T00:00:00Z");
        assert_eq!(day_of(start), day);
        assert_eq!(day_of(Timestamp::from_millisecond(start_of(date(2026, 3, 1)) - 1).unwrap()), day);
    }

    #[test]
    fn a_day_is_over_once_the_next_one_has_begun() {
        let over = |first| days_over(first, date(2026, 3, 2)).collect::<Vec<_>>();
        assert_eq!(over(date(2026, 2, 28)), [date(2026, 2, 28), date(2026, 3, 1)]);
        assert_eq!(over(date(2026, 3, 2)), []);
        // A clock that was ahead.
        assert_eq!(over(date(2026, 3, 9)), []);
    }
}
