//! Throttling: how many attempts are accepted before a caller has to wait (`docs/api/common.md`, "Throttling").
//!
//! A [`Window`] begins with the first attempt that counts and ends a fixed time later, whatever happens in between.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use crate::domain::account::activity::ActivityLimits;
use crate::domain::error::{Error, Result};

/// A number of attempts in a length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Attempts that are accepted in one window.
    pub count: u64,
    /// The length of a window.
    pub window: Duration,
}

/// The limits of a deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Failed logins to one account from one address. All addresses together get twice as many, so that a stranger
    /// at one address cannot lock the owner out. For an address that the account is known to log in from they do not count.
    pub account_failures: Limit,
    /// Failed logins from one address, to any accounts.
    pub address_failures: Limit,
    /// Wrong codes of one user's second factor.
    pub second_factor_failures: Limit,
    /// Registrations from one address.
    pub registrations: Limit,
    /// Requests for a mail to one account.
    pub mails: Limit,
    /// Requests from one address to recover an account.
    pub recoveries: Limit,
    /// Requests of one user that upload a picture or ask for an upload address.
    pub uploads: Limit,
    /// Usernames that one user tries to take.
    pub names: Limit,
    /// E-mail addresses that one user tries to take.
    pub addresses: Limit,
    /// Passwords that one user has hashed.
    pub hashes: Limit,
    /// What one user does in an hour.
    pub activity: ActivityLimits,
}

impl Default for Limits {
    fn default() -> Self {
        const QUARTER_OF_AN_HOUR: Duration = Duration::from_secs(15 * 60);
        const TEN_MINUTES: Duration = Duration::from_secs(10 * 60);
        const HOUR: Duration = Duration::from_secs(60 * 60);
        Self {
            account_failures: Limit { count: 10, window: QUARTER_OF_AN_HOUR },
            address_failures: Limit { count: 50, window: QUARTER_OF_AN_HOUR },
            second_factor_failures: Limit { count: 5, window: QUARTER_OF_AN_HOUR },
            registrations: Limit { count: 20, window: HOUR },
            mails: Limit { count: 5, window: HOUR },
            recoveries: Limit { count: 20, window: HOUR },
            uploads: Limit { count: 60, window: HOUR },
            names: Limit { count: 60, window: HOUR },
            addresses: Limit { count: 30, window: HOUR },
            hashes: Limit { count: 20, window: TEN_MINUTES },
            activity: ActivityLimits::default(),
        }
    }
}

/// Whose attempts a limit applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted<'a> {
    /// Those of all callers together.
    All,
    /// Those of one (hashed) address; twice the limit applies to all addresses together.
    Address(&'a str),
    /// Those of one address alone, which the others do not keep out.
    AddressAlone(&'a str),
}

/// The attempts counted since a window began.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// When the window ends, in seconds since 1970.
    pub ends: i64,
    /// Attempts from all addresses.
    pub total: u64,
    /// Attempts by (hashed) address, where addresses are counted separately.
    pub by_address: BTreeMap<String, u64>,
}

impl Window {
    /// Whether the window has not ended.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.ends > now.as_second()
    }

    /// Attempts that are left.
    pub fn remaining(&self, limit: Limit, counted: Counted<'_>) -> u64 {
        let of_address = |address| limit.count.saturating_sub(self.by_address.get(address).copied().unwrap_or(0));
        match counted {
            Counted::All => limit.count.saturating_sub(self.total),
            Counted::Address(address) => {
                of_address(address).min(limit.count.saturating_mul(2).saturating_sub(self.total))
            }
            Counted::AddressAlone(address) => of_address(address),
        }
    }

    /// Fails with the seconds to wait once the limit is reached. `own` is the number of counted attempts that belong to the
    /// caller who is asking; they do not count against them.
    pub fn check(&self, limit: Limit, counted: Counted<'_>, own: u64, now: Timestamp) -> Result<()> {
        let has_room = |counted: u64, max: u64| counted.saturating_sub(own) < max;
        let address_has_room = |address| has_room(self.by_address.get(address).copied().unwrap_or(0), limit.count);
        let accepted = match counted {
            Counted::All => has_room(self.total, limit.count),
            Counted::Address(address) => {
                address_has_room(address) && has_room(self.total, limit.count.saturating_mul(2))
            }
            Counted::AddressAlone(address) => address_has_room(address),
        };
        if accepted || !self.is_open(now) {
            return Ok(());
        }
        Err(Error::throttled(u64::try_from(self.ends - now.as_second()).unwrap_or(1)))
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::error::ErrorKind;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    #[test]
    fn a_throttled_caller_learns_when_the_window_ends() {
        let window = Window { ends: at(90).as_second(), total: 3, by_address: BTreeMap::new() };
        let limit = Limit { count: 3, window: Duration::from_secs(100) };
        let error = window.check(limit, Counted::All, 0, at(60)).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Throttled { retry_after: 30 });
        assert!(window.check(limit, Counted::All, 0, at(90)).is_ok());
        assert!(Window::default().check(limit, Counted::All, 0, at(0)).is_ok());
    }

    proptest! {
        #[test]
        fn attempts_are_accepted_while_the_window_has_room(
            total in 0..50_u64, mine in 0..50_u64, max in 0..30_u64, own in 0..2_u64, left in -5..5_i64,
        ) {
            let now = at(0);
            let ends = now.checked_add(SignedDuration::from_secs(left)).unwrap().as_second();
            let window = Window { ends, total, by_address: BTreeMap::from([("here".to_owned(), mine)]) };
            let limit = Limit { count: max, window: Duration::from_secs(60) };
            let closed = left <= 0;
            prop_assert_eq!(window.is_open(now), !closed);
            let has_room = |counted: u64, max: u64| counted.saturating_sub(own) < max;
            let together = window.check(limit, Counted::All, own, now).is_ok();
            prop_assert_eq!(together, closed || has_room(total, max));
            let here = window.check(limit, Counted::Address("here"), own, now).is_ok();
            prop_assert_eq!(here, closed || has_room(mine, max) && has_room(total, 2 * max));
            let elsewhere = window.check(limit, Counted::Address("elsewhere"), own, now).is_ok();
            prop_assert_eq!(elsewhere, closed || has_room(0, max) && has_room(total, 2 * max));
            let alone = window.check(limit, Counted::AddressAlone("here"), own, now).is_ok();
            for (counted, passes) in [(Counted::All, together), (Counted::Address("here"), here)] {
                // Without attempts of one's own.
                prop_assert!(own > 0 || closed || (window.remaining(limit, counted) > 0) == passes);
            }
            prop_assert_eq!(alone, closed || has_room(mine, max));
        }
    }
}
