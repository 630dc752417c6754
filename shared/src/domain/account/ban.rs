//! Bans: staff block an account for some days or for good (`docs/moderation.md`, "Users").
//!
//! A ban ends by itself: what it refuses is decided by its end and the time of the request or of the token.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::domain::error::Error;
use crate::domain::id::UserId;
use crate::domain::post::flag_type::FlagType;

/// The most days of a ban that ends by itself.
pub const DAYS_MAX: u32 = 3_650;

/// The code of the error of a login to a banned account.
pub const BLOCKED: &str = "account_blocked";

/// A ban, stored in this form in the auth state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ban {
    /// When it began.
    pub at: Timestamp,
    /// Its length in days of 24 hours; `None` if it does not end by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// The reason that the user is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<FlagType>,
    /// Who decided.
    pub by: UserId,
}

impl Ban {
    /// When it ends by itself; `None` if it does not.
    pub fn until(&self) -> Option<Timestamp> {
        end(self.at, self.days)
    }

    /// Whether it has not ended by itself.
    pub fn holds_at(&self, now: Timestamp) -> bool {
        self.until().is_none_or(|until| now < until)
    }

    /// Whether it refuses a token issued in this second (since 1970): each that was issued before its end, so that tokens of
    /// the time of the ban stay useless after it.
    pub fn refuses(&self, issued: i64) -> bool {
        self.until().is_none_or(|until| issued < until.as_second())
    }

    /// The error of a login with the right password.
    pub fn to_error(self) -> Error {
        let length = match self.until() {
            Some(until) => until.strftime("until %-d %B %Y, %H:%M:%S UTC").to_string(),
            None => "for good".to_owned(),
        };
        let reason = self.reason.map(|reason| format!(" The reason: {}.", reason.description().to_lowercase()));
        Error::invalid(BLOCKED, format!("Staff have blocked this account {length}.{}", reason.unwrap_or_default()))
    }
}

/// When a ban ends by itself that began then; `None` if it does not.
pub fn end(began: Timestamp, days: Option<u32>) -> Option<Timestamp> {
    began.checked_add(SignedDuration::from_hours(24 * i64::from(days?))).ok()
}

/// A user in the queue of the moderators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlaggedUser {
    /// The user.
    pub user: UserId,
    /// The number of users who have flagged them.
    pub flags: u64,
}

/// A part of the queue of users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserQueue {
    /// Flagged users who are not banned.
    Open,
    /// Banned users, flagged or not.
    Banned,
}

impl UserQueue {
    /// All parts.
    pub const ALL: [Self; 2] = [Self::Open, Self::Banned];

    /// The name in keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Banned => "banned",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    fn ban(days: Option<u32>, reason: Option<i8>) -> Ban {
        let at = "2026-12-01T10:00:00.5Z".parse().unwrap();
        Ban { at, days, reason: reason.and_then(FlagType::new), by: Id::try_from(3).unwrap() }
    }

    #[test]
    fn a_ban_ends_by_itself_after_its_days() {
        let week = ban(Some(7), Some(0));
        let until = week.until().unwrap();
        assert_eq!(until, "2026-12-08T10:00:00.5Z".parse().unwrap());
        let before: Timestamp = "2026-12-08T10:00:00.499Z".parse().unwrap();
        assert!(week.holds_at(week.at) && week.holds_at(before) && !week.holds_at(until));
        let end = until.as_second();
        assert!(week.refuses(0) && week.refuses(end - 1) && !week.refuses(end));
    }

    #[test]
    fn a_ban_without_days_does_not_end_by_itself() {
        let forever = ban(None, None);
        assert_eq!(forever.until(), None);
        assert!(forever.holds_at(Timestamp::MAX) && forever.refuses(i64::MAX));
    }

    #[test]
    fn the_user_is_told_until_when_and_why() {
        let message = |days, reason| ban(days, reason).to_error().message.into_owned();
        let week = "Staff have blocked this account until 8 December 2026, 10:00:00 UTC. The reason: spam.";
        assert_eq!(message(Some(7), Some(0)), week);
        assert_eq!(message(None, None), "Staff have blocked this account for good.");
    }
}
