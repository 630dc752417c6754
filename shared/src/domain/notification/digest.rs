//! Digests: mails about notifications that a user has not seen, at most one a day (`docs/mail.md`).

use jiff::Timestamp;

use crate::domain::id::UserId;

/// How old the first notification of a digest is at least, in hours: time to see it before.
pub const MIN_AGE: i64 = 6;
/// The most notifications that a digest lists.
pub const LISTED_MAX: usize = 10;
const HOURS_A_DAY: i64 = 24;
const SECONDS_AN_HOUR: i64 = 60 * 60;

/// The hour since 1970 in which the digest is due that tells a user of a notification of this time. Each user has an hour of
/// the day, so that digests of a day are spread over it, and no two hours of a user are less than a day apart.
pub fn due_hour(user: UserId, now: Timestamp) -> i64 {
    let hour_of_day = i64::try_from(user.get() % HOURS_A_DAY.unsigned_abs()).unwrap_or(0);
    let earliest = hour_of(now).saturating_add(1 + MIN_AGE);
    earliest + (hour_of_day - earliest).rem_euclid(HOURS_A_DAY)
}

/// The hour since 1970.
pub fn hour_of(now: Timestamp) -> i64 {
    now.as_second().div_euclid(SECONDS_AN_HOUR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_due_within_a_day_and_some_hours_and_then_a_day_later() {
        for user in [1, 2, 23, 24, 373_728_235_948_422_u64] {
            let user = UserId::try_from(user).unwrap();
            let mut last = None;
            for minute in 0..3 * 24 * 60 {
                let now = Timestamp::from_second(1_800_000_000 + 60 * minute).unwrap();
                let due = due_hour(user, now);
                let age = due * SECONDS_AN_HOUR - now.as_second();
                assert!((MIN_AGE * SECONDS_AN_HOUR..=(MIN_AGE + 25) * SECONDS_AN_HOUR).contains(&age), "{age}");
                assert!(last.is_none_or(|last| due == last || due == last + HOURS_A_DAY), "{last:?} {due}");
                last = Some(due);
            }
        }
    }
}
