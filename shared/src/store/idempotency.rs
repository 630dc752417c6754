//! Idempotency keys: an item each, that names what was created under the key.
//!
//! A request claims its key with a conditional put before it does anything else. The transaction that creates the object
//! also records the object's id in the key's item, on the condition that the claim still holds. So there is an object
//! exactly if the key knows it, whatever is lost or killed between the two writes, and a request that was overtaken
//! creates nothing. See `docs/decisions/2026-11-29-idempotency-keys.md`.

use jiff::Timestamp;
use uuid::Uuid;

use crate::domain::idempotency::{KEPT_FOR, LEASE};
use crate::domain::{Error, Id, Result};
use crate::dynamo::{Cancelled, EXPIRES, Item, Key, Refused, Table, Write, number, number_of, text, text_of};
use crate::store::item::keys;

/// Attribute with the digest of the request's body.
const BODY: &str = "body";
/// Attribute with the attempt that has claimed the key; absent once the claim is released.
const ATTEMPT: &str = "attempt";
/// Attribute with the second until which the claim keeps other requests away.
const CLAIMED_UNTIL: &str = "claimed_until";
/// Attribute with the id of the created object.
const CREATED: &str = "created";

/// Idempotency keys.
#[derive(Clone, Copy, Debug)]
pub struct IdempotencyKeys<'a> {
    pub(crate) table: &'a Table,
}

/// What a request finds under its key.
#[derive(Debug)]
pub enum Claimed {
    /// The request has claimed the key.
    First(KeyClaim),
    /// Another request has, with a body of this digest.
    Other {
        /// The digest.
        body: String,
        /// What the other request created; `None` while it is running.
        created: Option<Id>,
    },
}

/// The claim of a request on its idempotency key; [`KeyClaim::none`] for a request without a key.
#[derive(Clone, Debug)]
pub struct KeyClaim(Option<Claim>);

#[derive(Clone, Debug)]
struct Claim {
    key: Key,
    attempt: String,
}

/// The write that records under a key what was created; none for a request without a key.
#[derive(Clone, Debug)]
pub(crate) struct Completion(Option<Write>);

impl IdempotencyKeys<'_> {
    /// Claims a key, which `scoped` names together with the requests that share it. A key that has expired, whose claim
    /// was released, or whose claim has run out without a creation, is free.
    pub async fn claim(self, scoped: &str, body: &str, now: Timestamp) -> Result<Claimed> {
        let (key, now) = (keys::idempotency_key(scoped), now.as_second());
        let attempt = Uuid::new_v4().simple().to_string();
        let attributes = [
            (BODY, text(body)),
            (ATTEMPT, text(&attempt)),
            (CLAIMED_UNTIL, number(now + LEASE)),
            (EXPIRES, number(now + KEPT_FOR)),
        ];
        let mut item = key.item();
        item.extend(attributes.map(|(name, value)| (name.to_owned(), value)));
        let free = "attribute_not_exists(#PK) OR #expires <= :now OR \
            (attribute_not_exists(#created) AND #claimed_until <= :now)";
        match self.table.write(Write::put(item).only_if(free).bind(":now", number(now))).await? {
            Ok(_) => Ok(Claimed::First(KeyClaim(Some(Claim { key, attempt })))),
            Err(Refused(Some(item))) => read(&item),
            Err(Refused(None)) => Err(Error::unavailable("the item of an idempotency key was not returned")),
        }
    }

    /// Frees the key, unless something was created under it. From then on nothing can be created under the claim.
    pub async fn release(self, claim: &KeyClaim) -> Result<()> {
        let Some(claim) = &claim.0 else { return Ok(()) };
        let release = Write::update(claim.key.clone()).set(CLAIMED_UNTIL, number(0)).remove(ATTEMPT);
        Ok(self.table.write_if(claim.must_hold(release)).await?)
    }

    /// Records a creation that stores nothing else.
    pub async fn complete(self, claim: &KeyClaim, created: Id) -> Result<()> {
        let Completion(Some(write)) = claim.completion(created) else { return Ok(()) };
        self.table.write(write).await?.map(drop).map_err(|_| overtaken())
    }
}

impl KeyClaim {
    /// The claim of a request without a key.
    pub fn none() -> Self {
        Self(None)
    }

    /// Applies all of these writes, which create the object `created`, or none. Only with the claim.
    pub(crate) async fn create(&self, table: &Table, created: Id, writes: Vec<Write>) -> Result<Result<(), Cancelled>> {
        self.completion(created).write(table, writes).await
    }

    /// What records this object under the key.
    pub(crate) fn completion(&self, created: Id) -> Completion {
        let record = |claim: &Claim| claim.must_hold(Write::update(claim.key.clone()).set(CREATED, number(created)));
        Completion(self.0.as_ref().map(record))
    }
}

impl Claim {
    fn must_hold(&self, write: Write) -> Write {
        let write = write.only_if("#attempt = :attempt AND attribute_not_exists(#created)");
        write.bind(":attempt", text(&self.attempt))
    }
}

impl Completion {
    /// That of a request without a key.
    pub(crate) fn none() -> Self {
        Self(None)
    }

    /// Applies all of these writes and this one, or none. Without a key, a single write needs no transaction.
    pub(crate) async fn write(&self, table: &Table, mut writes: Vec<Write>) -> Result<Result<(), Cancelled>> {
        let Some(completion) = &self.0 else {
            if let [only] = &writes[..] {
                return Ok(table.write(only.clone()).await?.map(drop).map_err(|_| Cancelled(vec![true])));
            }
            return Ok(table.transact(writes).await?);
        };
        let own = writes.len();
        writes.push(completion.clone());
        let Err(Cancelled(mut causes)) = table.transact(writes).await? else { return Ok(Ok(())) };
        if causes.get(own) == Some(&true) {
            return Err(overtaken());
        }
        causes.truncate(own);
        Ok(Err(Cancelled(causes)))
    }
}

/// The claim ran out, and another request took the key. That request may have created the object: the client asks again.
fn overtaken() -> Error {
    Error::unavailable("another request has claimed the idempotency key")
}

fn read(item: &Item) -> Result<Claimed> {
    let created = item.contains_key(CREATED).then(|| Id::try_from(number_of::<u64>(item, CREATED)));
    let created = created.transpose().map_err(Error::internal)?;
    Ok(Claimed::Other { body: text_of(item, BODY)?.to_owned(), created })
}
