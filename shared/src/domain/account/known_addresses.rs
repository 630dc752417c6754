//! The network addresses from which an account has logged in lately. A stranger's wrong passwords do not keep its owner out
//! there (`docs/account-security.md`, "Guessing").

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Addresses that are kept of an account: the latest ones.
pub const KNOWN_MAX: usize = 8;
/// How long a login makes its address known, in seconds.
pub const KNOWN_FOR: i64 = 30 * 24 * 60 * 60;
/// After how many seconds a login is noted again, so that most logins write nothing.
const NOTED_EVERY: i64 = 24 * 60 * 60;

/// Keyed hashes of addresses, each with the second (since 1970) of a login.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownAddresses {
    /// Logins by hash.
    #[serde(default)]
    pub logins: BTreeMap<String, i64>,
}

impl KnownAddresses {
    /// Whether the account has logged in from an address with one of these hashes lately.
    pub fn contain(&self, hashes: &[String], now: Timestamp) -> bool {
        hashes.iter().filter_map(|hash| self.logins.get(hash)).any(|login| is_recent(*login, now))
    }

    /// The addresses after a login from the one with this hash; `None` if that login need not be noted.
    #[must_use]
    pub fn after_login(&self, hash: &str, now: Timestamp) -> Option<Self> {
        let now_second = now.as_second();
        if self.logins.get(hash).is_some_and(|login| (0..NOTED_EVERY).contains(&(now_second - login))) {
            return None;
        }
        let mut latest: Vec<_> =
            self.logins.iter().filter(|(known, login)| *known != hash && is_recent(**login, now)).collect();
        latest.sort_by_key(|(_, login)| std::cmp::Reverse(**login));
        let kept = latest.into_iter().take(KNOWN_MAX - 1).map(|(known, login)| (known.clone(), *login));
        Some(Self { logins: kept.chain([(hash.to_owned(), now_second)]).collect() })
    }

    /// When the last of them is no longer known, in seconds since 1970.
    pub fn expires(&self) -> i64 {
        self.logins.values().max().copied().unwrap_or(0).saturating_add(KNOWN_FOR)
    }
}

fn is_recent(login: i64, now: Timestamp) -> bool {
    now.as_second().saturating_sub(login) < KNOWN_FOR
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 24 * 60 * 60;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    fn knows(addresses: &KnownAddresses, hash: &str, second: i64) -> bool {
        addresses.contain(&["of another secret".to_owned(), hash.to_owned()], at(second))
    }

    #[test]
    fn a_login_makes_its_address_known_for_30_days() {
        let first = KnownAddresses::default().after_login("a", at(0)).unwrap();
        for (second, is_known) in [(0, true), (30 * DAY - 1, true), (30 * DAY, false)] {
            assert_eq!(knows(&first, "a", second), is_known, "{second}");
        }
        assert!(!knows(&first, "b", 0) && !knows(&KnownAddresses::default(), "a", 0));
        assert_eq!(first.expires(), at(30 * DAY).as_second());
        // Once a day is enough.
        assert_eq!(first.after_login("a", at(DAY - 1)), None);
        let later = first.after_login("a", at(DAY)).unwrap();
        assert!(knows(&later, "a", 31 * DAY - 1) && !knows(&later, "a", 31 * DAY));
        let other = later.after_login("b", at(DAY)).unwrap();
        assert!(knows(&other, "a", 2 * DAY) && knows(&other, "b", 2 * DAY));
        // What is forgotten is dropped.
        assert_eq!(other.after_login("c", at(40 * DAY)).unwrap().logins.len(), 1);
    }

    #[test]
    fn the_latest_8_addresses_are_kept() {
        let mut addresses = KnownAddresses::default();
        for n in 0..20 {
            addresses = addresses.after_login(&format!("{n}"), at(n)).unwrap();
            assert!(addresses.logins.len() <= KNOWN_MAX);
        }
        let known: Vec<_> = (0..20).filter(|n| knows(&addresses, &n.to_string(), 20)).collect();
        assert_eq!(known, (12..20).collect::<Vec<_>>());
    }
}
