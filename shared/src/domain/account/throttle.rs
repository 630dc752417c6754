//! How many attempts are taken before a caller has to wait.
//!
//! A [`Window`] begins with the first attempt that counts and ends a fixed time later, whatever happens in between.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use crate::domain::error::{Error, Result};

/// So many in so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Attempts that are taken in one window.
    pub count: u64,
    /// The length of a window.
    pub window: Duration,
}

/// The limits of a deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Failed logins to one account from one address. From all addresses together twice as many are taken,
    /// so that a stranger cannot lock the owner out any sooner.
    pub account_failures: Limit,
    /// Failed logins from one address, to whatever accounts.
    pub address_failures: Limit,
    /// Registrations from one address.
    pub registrations: Limit,
    /// Requests of one user that bring pictures, or ask for an address to put one at.
    pub uploads: Limit,
}

impl Default for Limits {
    fn default() -> Self {
        const QUARTER: Duration = Duration::from_secs(15 * 60);
        Self {
            account_failures: Limit { count: 10, window: QUARTER },
            address_failures: Limit { count: 50, window: QUARTER },
            registrations: Limit { count: 20, window: Duration::from_secs(60 * 60) },
            uploads: Limit { count: 60, window: Duration::from_secs(60 * 60) },
        }
    }
}

/// The attempts counted since a window began.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// When it ends, seconds since 1970.
    pub ends: i64,
    /// Attempts of everybody.
    pub total: u64,
    /// Attempts by (hashed) address, where they are told apart.
    pub by_address: BTreeMap<String, u64>,
}

impl Window {
    /// Whether the window still counts.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.ends > now.as_second()
    }

    /// Lets pass while less than the limit has been counted: of one address, if the limit tells addresses apart, and
    /// then twice as much of all together. `own` of those counted are the very attempts that ask.
    pub fn check(&self, limit: Limit, address: Option<&str>, own: u64, now: Timestamp) -> Result<()> {
        let free = |counted: u64, max: u64| counted.saturating_sub(own) < max;
        let pass = match address {
            None => free(self.total, limit.count),
            Some(address) => {
                let mine = self.by_address.get(address).copied().unwrap_or(0);
                free(mine, limit.count) && free(self.total, limit.count.saturating_mul(2))
            }
        };
        if pass || !self.is_open(now) {
            return Ok(());
        }
        Err(Error::throttled(u64::try_from(self.ends - now.as_second()).unwrap_or(1)))
    }
}
