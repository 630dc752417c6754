//! Keys of the figures of days, and of what they are counted from.

use jiff::civil::Date;

use crate::domain::UserId;
use crate::dynamo::Key;

/// The partition of the figures of all days.
pub const FIGURES: &str = "FIGURES";
pub(in crate::store::item) const ACTIVE_USERS: &str = "ACTIVE#";
/// Parts of the list of the users of a day. Concurrent logins rarely go to the same one.
const ACTIVE_USERS_PARTS: u64 = 4;

/// The figures of a day.
pub fn daily_figures(day: Date) -> Key {
    Key::new(FIGURES, day.to_string())
}

/// The parts of the list of a day's active users.
pub fn active_users(day: Date) -> impl Iterator<Item = String> {
    (0..ACTIVE_USERS_PARTS).map(move |part| part_of_day(day, part))
}

/// A user was active on a day.
pub fn active_user(day: Date, user: UserId) -> Key {
    Key::new(part_of_day(day, user.get() % ACTIVE_USERS_PARTS), format!("{ACTIVE_USERS}{user}"))
}

fn part_of_day(day: Date, part: u64) -> String {
    format!("{ACTIVE_USERS}{day}#{part}")
}
