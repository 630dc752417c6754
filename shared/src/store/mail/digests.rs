//! Digests: which users are to get a mail about unseen notifications, and when. `fanout` writes an item for each, in the
//! order of time, and the janitor turns those that are due into requests for a mail.

use std::collections::HashSet;

use jiff::Timestamp;

use crate::domain::notification::digest::{due_hour, hour_of};
use crate::domain::{Error, Id, Result, UserId};
use crate::dynamo::{EXPIRES, Item, Key, Query, Range, Table, number, number_of};
use crate::store::account::claims::MAIL;
use crate::store::item::keys;

/// How long a digest that was not sent is kept, in seconds: two days after it is due.
const KEPT_FOR: i64 = 2 * 24 * 60 * 60;
/// How long the request for the mail waits to be sent, in seconds.
const WAITS_FOR: i64 = 60 * 60;
/// The most digests of a shard that one call releases.
const RELEASED_MAX: usize = 1_000;
const USER: &str = "user";
const SECONDS_AN_HOUR: i64 = 60 * 60;

/// Digests that are due at some time.
#[derive(Clone, Copy, Debug)]
pub struct Digests<'a> {
    pub(crate) table: &'a Table,
}

impl Digests<'_> {
    /// Has each of these users get a digest at their next hour. A user who is to get one then already costs half a read unit,
    /// others a write unit too.
    pub async fn schedule(self, users: &[UserId], now: Timestamp) -> Result<()> {
        let due: Vec<(UserId, i64, Key)> = users
            .iter()
            .map(|user| (*user, due_hour(*user, now)))
            .map(|(user, hour)| (user, hour, keys::due_digest(hour, user)))
            .collect();
        let found = self.table.batch_get(due.iter().map(|(.., key)| key.clone()).collect(), false).await?;
        let found: HashSet<Key> = found.iter().map(Key::of).collect::<Result<_, _>>()?;
        let missing = due.into_iter().filter(|(.., key)| !found.contains(key)).map(|(user, hour, key)| {
            let mut item = key.item();
            item.insert(USER.to_owned(), number(user));
            item.insert(EXPIRES.to_owned(), number(hour.saturating_mul(SECONDS_AN_HOUR).saturating_add(KEPT_FOR)));
            item
        });
        let missing: Vec<Item> = missing.collect();
        if missing.is_empty() {
            return Ok(());
        }
        Ok(self.table.batch_put(missing).await?)
    }

    /// Asks for the mails that are due, at most some thousands, and returns their number. If it is stopped, it may ask for
    /// the same mails again.
    pub async fn release_due(self, now: Timestamp) -> Result<usize> {
        let mut released = 0;
        let last = keys::due_digests_end(hour_of(now));
        for shard in 0..keys::DIGEST_SHARDS {
            let partition = keys::due_digests(shard);
            let range = Range::Between(keys::DUE_DIGESTS, &last);
            let query = Query { range, limit: RELEASED_MAX, ..Query::all(&partition) };
            let due = self.table.query(query).await?;
            if due.is_empty() {
                continue;
            }
            released += due.len();
            let requests = due.iter().map(|item| request(item, now)).collect::<Result<_>>()?;
            self.table.batch_put(requests).await?;
            let done = due.iter().map(|item| Ok(Key::of(item)?)).collect::<Result<_>>()?;
            self.table.batch_delete(done).await?;
        }
        Ok(released)
    }
}

/// The request for the mail.
fn request(due: &Item, now: Timestamp) -> Result<Item> {
    let user = UserId::try_from(number_of::<u64>(due, USER)).map_err(Error::internal)?;
    let mut item = keys::digest_mail(user).item();
    item.insert(MAIL.to_owned(), number(Id::generate(now)));
    item.insert(EXPIRES.to_owned(), number(now.as_second().saturating_add(WAITS_FOR)));
    Ok(item)
}
