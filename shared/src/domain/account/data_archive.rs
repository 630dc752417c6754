//! The archive of a user's data, which the user asks for and downloads (`docs/data-portability.md`).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::error::{Error, Result};
use crate::domain::id::Id;

/// Archives that a user can ask for in a day.
pub const REQUESTS_MAX: usize = 3;
/// How long an archive can be downloaded, in seconds.
pub const KEPT_FOR: i64 = 7 * DAY;
/// How long an archive may take, in seconds. After that it has failed, and the user can ask for another.
pub const GENERATED_WITHIN: i64 = 60 * 60;

const DAY: i64 = 24 * 60 * 60;

/// The last archive that a user has asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataArchive {
    /// The id of the request, which contains its time.
    pub id: Id,
    /// When the archive was generated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generated: Option<Timestamp>,
    /// When it was last downloaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub downloaded: Option<Timestamp>,
    /// The requests of the last day, in seconds since 1970.
    pub requests: Vec<i64>,
    /// When the archive is deleted, in seconds since 1970.
    pub expires: i64,
}

impl DataArchive {
    /// The archive that a user asks for now, after `before`. With `limited`, a fourth one in a day fails with the seconds to
    /// wait.
    pub fn request(before: Option<&Self>, limited: bool, now: Timestamp) -> Result<Self> {
        let second = now.as_second();
        let earlier = before.map(|before| before.requests.as_slice()).unwrap_or_default();
        let mut requests: Vec<i64> = earlier.iter().copied().filter(|at| *at > second - DAY).collect();
        if limited
            && let Some(oldest) = requests.len().checked_sub(REQUESTS_MAX).and_then(|excess| requests.get(excess))
        {
            return Err(Error::throttled((oldest + DAY - second).unsigned_abs()));
        }
        requests.drain(..requests.len().saturating_sub(REQUESTS_MAX));
        requests.push(second);
        let id = Id::generate(now);
        Ok(Self { id, generated: None, downloaded: None, requests, expires: second + KEPT_FOR })
    }

    /// Whether the archive is being generated.
    pub fn is_computing(&self, now: Timestamp) -> bool {
        self.generated.is_none() && now.as_second() < self.id.created().as_second() + GENERATED_WITHIN
    }

    /// Whether the archive can be downloaded.
    pub fn is_there(&self, now: Timestamp) -> bool {
        self.generated.is_some() && now.as_second() < self.expires
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::error::ErrorKind;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    #[test]
    fn a_user_can_ask_three_times_in_any_day() {
        let mut archive = None;
        for second in [0, 100, 200] {
            archive = Some(DataArchive::request(archive.as_ref(), true, at(second)).unwrap());
        }
        let refused = DataArchive::request(archive.as_ref(), true, at(300)).unwrap_err();
        assert!(matches!(refused.kind, ErrorKind::Throttled { retry_after } if retry_after == 86_100), "{refused:?}");
        let without_limits = DataArchive::request(archive.as_ref(), false, at(300)).unwrap();
        assert_eq!(without_limits.requests.len(), REQUESTS_MAX + 1);
        let next = DataArchive::request(archive.as_ref(), true, at(DAY)).unwrap();
        assert_eq!(next.requests, [100, 200, DAY].map(|second| at(second).as_second()));
        assert!(DataArchive::request(Some(&next), true, at(DAY + 99)).is_err());
        assert!(DataArchive::request(Some(&next), true, at(DAY + 100)).is_ok());
    }

    #[test]
    fn an_archive_is_computed_for_an_hour_at_most_and_there_for_a_week() {
        let asked = DataArchive::request(None, true, at(0)).unwrap();
        assert!(asked.is_computing(at(0)) && asked.is_computing(at(3_599)) && !asked.is_computing(at(3_600)));
        assert!(!asked.is_there(at(1)));
        let there = DataArchive { generated: Some(at(5)), ..asked };
        assert!(!there.is_computing(at(6)));
        assert!(there.is_there(at(6)) && there.is_there(at(KEPT_FOR - 1)) && !there.is_there(at(KEPT_FOR)));
    }
}
