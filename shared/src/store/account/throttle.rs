//! Attempts, counted in windows that DynamoDB removes when they expire.

use std::time::Duration;

use futures::future::join_all;
use jiff::Timestamp;

use crate::domain::account::throttle::{Counted, Limit, Window};
use crate::domain::account::token::fingerprint;
use crate::domain::{Email, Error, Result, UserId};
use crate::dynamo::{EXPIRES, Item, Key, Table, Write, number, number_of};
use crate::store::account::quotas::{Quota, note_quota};
use crate::store::item::keys;

const ENDS: &str = "ends";
const TOTAL: &str = "total";
/// Prefix of the attribute that counts a network address.
pub(crate) const ADDRESS: &str = "address_";

/// Attempts at a write to a window between which it can change.
const ATTEMPTS: usize = 4;

/// What is counted.
#[derive(Clone, Debug)]
pub struct Attempts {
    pub(crate) key: Key,
    pub(crate) address: Option<String>,
    /// Whether those from other addresses do not count.
    is_known: bool,
    /// The name of the limit in responses; `None` if they do not tell of it.
    policy: Option<&'static str>,
}

impl Attempts {
    /// Failed logins to an account, from this network address and in total.
    pub fn failures_of(id: UserId, address: &str) -> Self {
        Self { address: Some(fingerprint(address)), ..Self::of(keys::login_failures(id)) }.named("logins")
    }

    /// Failed logins to a name without an account.
    pub fn failures_of_unknown(folded: &str, address: &str) -> Self {
        Self { address: Some(fingerprint(address)), ..Self::of(keys::unknown_login_failures(folded)) }.named("logins")
    }

    /// Failed logins from a network address.
    pub fn failures_from(address: &str) -> Self {
        Self::of(keys::address_login_failures(address)).named("logins-of-address")
    }

    /// Registrations from a network address.
    pub fn registrations_from(address: &str) -> Self {
        Self::of(keys::registrations(address)).named("registrations")
    }

    /// Requests from a network address to recover an account.
    pub fn recoveries_from(address: &str) -> Self {
        Self::of(keys::recoveries(address))
    }

    /// Requests to recover the account of an e-mail address, whether or not there is one.
    pub fn recoveries_of(email: &Email) -> Self {
        Self::of(keys::recoveries_of(&email.folded()))
    }

    /// Requests of a user for a mail.
    pub fn mails_of(id: UserId) -> Self {
        Self::of(keys::mails_counted(id)).named("mails")
    }

    /// Usernames of which a user has asked whether they are taken.
    pub fn names_probed_by(id: UserId) -> Self {
        Self::of(keys::names_probed(id)).named("usernames")
    }

    /// E-mail addresses of which a user has asked whether they are taken.
    pub fn addresses_probed_by(id: UserId) -> Self {
        Self::of(keys::addresses_probed(id)).named("addresses")
    }

    /// Passwords that a user has had hashed.
    pub fn hashes_by(id: UserId) -> Self {
        Self::of(keys::passwords_hashed(id)).named("passwords")
    }

    /// Uploads of a user.
    pub fn uploads_of(id: UserId) -> Self {
        Self::of(keys::uploads(id)).named("uploads")
    }
}

impl Attempts {
    fn of(key: Key) -> Self {
        Self { key, address: None, is_known: false, policy: None }
    }

    fn named(self, policy: &'static str) -> Self {
        Self { policy: Some(policy), ..self }
    }

    /// The same from an address that the account is known to log in from, if `is_known`: those from other addresses do not
    /// keep it out.
    pub fn from_known(self, is_known: bool) -> Self {
        Self { is_known, ..self }
    }

    /// Whether those from other addresses do not count.
    pub(crate) fn is_known(&self) -> bool {
        self.is_known
    }

    /// The name of the attribute that counts the network address.
    fn address_name(&self) -> Option<String> {
        self.address.as_ref().map(|address| format!("{ADDRESS}{address}"))
    }

    fn counted(&self) -> Counted<'_> {
        match &self.address {
            None => Counted::All,
            Some(address) if self.is_known => Counted::AddressAlone(address),
            Some(address) => Counted::Address(address),
        }
    }

    /// Notes what is left, for the response.
    fn note(&self, window: &Window, limit: Limit, now: Timestamp) {
        if let Some(policy) = self.policy {
            let remaining = window.remaining(limit, self.counted());
            let reset = u64::try_from(window.ends - now.as_second()).unwrap_or(0);
            note_quota(Quota { policy, limit, remaining, reset });
        }
    }

    /// Passes if the window has room under the limit.
    pub fn check(&self, window: &Window, limit: Limit, now: Timestamp) -> Result<()> {
        let checked = window.check(limit, self.counted(), 0, now);
        if checked.is_err() {
            self.note(window, limit, now);
        }
        checked
    }
}

/// Attempts, counted in fixed windows.
#[derive(Clone, Copy, Debug)]
pub struct Throttles<'a> {
    pub(crate) table: &'a Table,
}

impl Throttles<'_> {
    /// Reads the attempts counted so far.
    pub async fn window(self, attempts: &Attempts) -> Result<Window> {
        Ok(self.table.get(&attempts.key, false).await?.as_ref().map(window).unwrap_or_default())
    }

    /// Counts one attempt, and passes if there was room for it. The write returns the count, so that of any number of
    /// concurrent attempts exactly as many pass as the limit allows. A new window replaces one that has ended.
    pub async fn count_attempt(self, attempts: &Attempts, limit: Limit, now: Timestamp) -> Result<()> {
        self.count_attempts([(attempts, limit)], now).await.into_iter().collect()
    }

    /// The same for several windows, each with its result. They are counted in step: in one trip, or in two if any window is
    /// new, so that the time does not tell which.
    pub async fn count_attempts<const N: usize>(
        self,
        counted: [(&Attempts, Limit); N],
        now: Timestamp,
    ) -> [Result<()>; N] {
        let mut windows: [Option<Result<Window>>; N] = [const { None }; N];
        // A window may end, or another attempt may open one, between the two writes; hardly twice in a row.
        for write in [add, open].into_iter().cycle().take(2 * ATTEMPTS) {
            let writing = counted.iter().zip(&mut windows).filter(|(_, window)| window.is_none());
            let writing = writing.map(async |((attempts, limit), known)| {
                let (write, opened) = write(attempts, limit.window, now.as_second());
                *known = match self.table.write(write).await {
                    // A write that replaces the item returns nothing of it.
                    Ok(Ok(item)) => Some(Ok(window(opened.as_ref().unwrap_or(&item)))),
                    Ok(Err(_)) => None,
                    Err(error) => Some(Err(error.into())),
                };
            });
            join_all(writing).await;
        }
        let mut passed = counted.into_iter().zip(windows).map(|((attempts, limit), window)| {
            let window = window.unwrap_or_else(|| Err(Error::unavailable("a throttle window kept changing")))?;
            attempts.note(&window, limit, now);
            window.check(limit, attempts.counted(), 1, now)
        });
        std::array::from_fn(|_| passed.next().unwrap_or(Ok(())))
    }
}

/// Adds an attempt to a window that is open.
fn add(attempts: &Attempts, _: Duration, now: i64) -> (Write, Option<Item>) {
    let add = Write::update(attempts.key.clone()).add(TOTAL, number(1));
    let add = match attempts.address_name() {
        Some(address) => add.add(&address, number(1)),
        None => add,
    };
    (add.only_if("#ends > :now").bind(":now", number(now)), None)
}

/// Opens a window with an attempt. Returns its item, too.
fn open(attempts: &Attempts, length: Duration, now: i64) -> (Write, Option<Item>) {
    let ends = now.saturating_add(i64::try_from(length.as_secs()).unwrap_or(i64::MAX));
    let mut item = attempts.key.item();
    item.extend([ENDS, EXPIRES].map(|name| (name.to_owned(), number(ends))));
    item.extend([Some(TOTAL.to_owned()), attempts.address_name()].into_iter().flatten().map(|name| (name, number(1))));
    let open =
        Write::put(item.clone()).only_if("attribute_not_exists(#ends) OR #ends <= :now").bind(":now", number(now));
    (open, Some(item))
}

/// Reads a window from its item.
pub(crate) fn window(item: &Item) -> Window {
    let by_address =
        item.keys().filter_map(|name| Some((name.strip_prefix(ADDRESS)?.to_owned(), number_of(item, name)))).collect();
    Window { ends: number_of(item, ENDS), total: number_of(item, TOTAL), by_address }
}
