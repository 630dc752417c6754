//! In-flight logins: begun, and not yet known to have failed.
//!
//! Failures count once they are known, so without this any number of concurrent guesses would pass the throttle
//! together. Each login begins with one conditional write to an item of the current ten-second slice. A failure removes
//! itself after it was counted. A success removes itself only if other logins are in flight, so that an ordinary login
//! costs one write; at most one remains until the slice ends.

use jiff::Timestamp;

use crate::domain::account::throttle::{Limit, Window};
use crate::domain::{Error, Result};
use crate::dynamo::{EXPIRES, Key, Table, Write, number, number_of};
use crate::store::account::throttle::{ADDRESS, Attempts};
use crate::store::item::keys;

/// Length of a slice, in seconds. What was not removed counts until its end.
const SLICE: i64 = 10;
const TOTAL: &str = "total";

/// A login in flight, and how many are in flight with it.
#[derive(Debug)]
pub struct InFlightLogin {
    key: Key,
    address: String,
    from_address: u64,
    total: u64,
    ends: i64,
    /// Whether logins from other addresses do not count.
    is_known: bool,
}

/// Logins that have begun and not ended.
#[derive(Clone, Copy, Debug)]
pub struct InFlightLogins<'a> {
    pub(crate) table: &'a Table,
}

impl InFlightLogins<'_> {
    /// Seconds for which a login that was not removed counts at most.
    pub const SLICE: u64 = SLICE.unsigned_abs();

    /// Begins a login. Fails while as many are in flight as may fail: the limit from one network address, and three
    /// times the limit from all together, so that a flood from one address does not lock out another. The latter does not
    /// hold for an address that the account is known to log in from.
    pub async fn begin(self, attempts: &Attempts, limit: Limit, now: Timestamp) -> Result<InFlightLogin> {
        let slice = now.as_second().div_euclid(SLICE);
        let ends = (slice + 1) * SLICE;
        let key = keys::in_flight_logins(&attempts.key, slice);
        let address = format!("{ADDRESS}{}", attempts.address.as_deref().unwrap_or_default());
        let begin = Write::update(key.clone())
            .add(TOTAL, number(1))
            .add(&address, number(1))
            .set(EXPIRES, number(ends))
            .only_if(&format!("attribute_not_exists(#{address}) OR #{address} <= :one"))
            .bind(":one", number(limit.count));
        let begin = match attempts.is_known() {
            true => begin,
            false => begin.only_if("attribute_not_exists(#total) OR #total <= :all").bind(":all", number(all(limit))),
        };
        match self.table.write(begin).await? {
            Ok(item) => Ok(InFlightLogin {
                from_address: number_of(&item, &address),
                total: number_of(&item, TOTAL),
                key,
                address,
                ends,
                is_known: attempts.is_known(),
            }),
            Err(_) => Err(wait_until(ends, now)),
        }
    }

    /// Ends a login that failed, or that was not alone.
    pub async fn end(self, login: &InFlightLogin) -> Result<()> {
        let end = Write::update(login.key.clone()).add(TOTAL, number(-1)).add(&login.address, number(-1));
        self.table.write_if(end).await?;
        Ok(())
    }
}

impl InFlightLogin {
    /// Passes if the failures so far and the logins in flight stay within the limit together. Allows one more, for a
    /// success that has not removed itself.
    pub fn check(&self, failures: &Window, limit: Limit, now: Timestamp) -> Result<()> {
        let open = failures.is_open(now);
        let failed = |count: u64| if open { count } else { 0 };
        let address = self.address.strip_prefix(ADDRESS).unwrap_or_default();
        let from_address = failed(failures.by_address.get(address).copied().unwrap_or(0));
        let pass = from_address + self.from_address <= limit.count + 1
            && (self.is_known || failed(failures.total) + self.total <= all(limit) + 1);
        if pass { Ok(()) } else { Err(wait_until(self.ends, now)) }
    }

    /// The same login, once its address is found to be one that the account is known to log in from.
    #[must_use]
    pub fn from_known(self, is_known: bool) -> Self {
        Self { is_known, ..self }
    }

    /// Whether no other login was in flight when this one began.
    pub fn is_alone(&self) -> bool {
        self.total <= 1
    }
}

fn all(limit: Limit) -> u64 {
    limit.count.saturating_mul(3)
}

fn wait_until(ends: i64, now: Timestamp) -> Error {
    Error::throttled(u64::try_from(ends - now.as_second()).unwrap_or(1))
}
