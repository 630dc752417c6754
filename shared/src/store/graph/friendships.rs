//! Friendships: one item for two users, changed by conditional updates.

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;

use crate::domain::graph::friendship::{FriendshipCommand, State};
use crate::domain::{Error, Friendship, Result, SocialAction, UserId};
use crate::dynamo::{ABSENT, Backoff, GSI1, GSI2, Index, Item, Refused, Table, Write, text};
use crate::store::item::{from_item, keys, to_item};

/// Friendships.
#[derive(Clone, Copy, Debug)]
pub struct Friendships<'a> {
    pub(crate) table: &'a Table,
}

impl Friendships<'_> {
    /// Reads the friendship of two users consistently.
    pub async fn get(self, one: UserId, other: UserId) -> Result<Option<Friendship>> {
        self.table.get(&keys::friendship(one, other), true).await?.map(from_item).transpose()
    }

    /// Reads these friendships of a user, in no particular order, eventually consistently.
    pub async fn get_many(self, user: UserId, others: &[UserId]) -> Result<Vec<Friendship>> {
        let keys = others.iter().map(|other| keys::friendship(user, *other)).collect();
        self.table.batch_get(keys, false).await?.into_iter().map(from_item).collect()
    }

    /// Applies a command to a friendship, of which `before` was read or guessed. If that is not the stored state, the
    /// command applies to the stored state, or fails by its own rule. Concurrent commands apply one after the other.
    pub async fn apply(self, act: FriendshipCommand, mut before: Option<Friendship>) -> Result<Option<Friendship>> {
        let mut backoff = Backoff::new();
        loop {
            let after = act.apply(before)?;
            if before == after {
                return Ok(after);
            }
            let Some(write) = change(before, after)? else { return Ok(after) };
            match self.table.write(write).await? {
                Ok(_) => return Ok(after),
                Err(Refused(item)) => before = item.map(from_item).transpose()?,
            }
            backoff.wait("a friendship kept changing").await?;
        }
    }

    /// Removes the friendship of two users, one of whom was deleted.
    pub async fn remove(self, one: UserId, other: UserId) -> Result<()> {
        self.table.write_if(Write::delete(keys::friendship(one, other))).await?;
        Ok(())
    }

    /// Marks another user's request as seen. Returns `false` if there is none. Fails as the rule of blocks says if there is a
    /// block.
    pub async fn mark_request_seen(self, to: UserId, from: UserId, now: Timestamp) -> Result<bool> {
        let write = Write::update(keys::friendship(to, from))
            .set("viewed", value(now)?)
            .only_if("#from = :from AND #state IN (:pending, :rejected, :withdrawn) AND attribute_not_exists(#viewed)")
            .bind(":from", value(from)?)
            .bind(":pending", value(State::Pending)?)
            .bind(":rejected", value(State::Rejected)?)
            .bind(":withdrawn", value(State::Withdrawn)?);
        let Err(Refused(item)) = self.table.write(write).await? else { return Ok(true) };
        let there: Option<Friendship> = item.map(from_item).transpose()?;
        SocialAction::Approach.must_pass(there.and_then(|there| there.block_for(to)), None)?;
        Ok(there.is_some_and(|there| there.from == from && there.viewed.is_some() && there.state != State::Connected))
    }

    /// Marks all requests that a user has received so far as seen.
    pub async fn mark_requests_seen(self, to: UserId, now: Timestamp) -> Result<()> {
        let write = Write::update(keys::requests_seen(to)).set(SEEN, value(now)?);
        self.table.write_if(write).await?;
        Ok(())
    }

    /// Reads when a user last marked all requests as seen.
    pub async fn requests_seen(self, to: UserId) -> Result<Option<Timestamp>> {
        let item = self.table.get(&keys::requests_seen(to), true).await?;
        let seen = item.and_then(|mut item| item.remove(SEEN));
        seen.map(serde_dynamo::from_attribute_value).transpose().map_err(Error::internal)
    }
}

const SEEN: &str = "seen";

/// The write from one state to another, on condition that the state and the requester are unchanged: nothing else
/// decides which commands apply.
fn change(before: Option<Friendship>, after: Option<Friendship>) -> Result<Option<Write>> {
    let write = match (&before, &after) {
        (None, None) => return Ok(None),
        (None, Some(after)) => return Ok(Some(Write::put(pair_item(after)?).only_if(ABSENT))),
        (Some(before), None) => Write::delete(keys::friendship(before.from, before.to)),
        // A new request keeps nothing of an old one, not even what was added since it was read.
        (Some(before), Some(after)) if before.id != after.id => Write::put(pair_item(after)?),
        (Some(before), Some(after)) => {
            Write::update(keys::friendship(before.from, before.to)).changes(&pair_item(before)?, &pair_item(after)?)
        }
    };
    let unchanged = |before: Friendship| -> Result<Write> {
        let write = write.only_if("#state = :state").bind(":state", value(before.state)?);
        Ok(match before.state {
            // Either user may end a connection, whoever sent the request.
            State::Connected => write,
            _ => write.only_if("#from = :from").bind(":from", value(before.from)?),
        })
    };
    before.map(unchanged).transpose()
}

/// A friendship as an item, in a list of each user.
fn pair_item(friendship: &Friendship) -> Result<Item> {
    let Friendship { from, to, state, since, .. } = *friendship;
    let mut item = to_item(&keys::friendship(from, to), friendship)?;
    let (asking, asked) = match state {
        // A block is in no list of friendships.
        State::Blocked | State::BlockedByBoth => return Ok(item),
        State::Pending | State::Rejected => (keys::requests_sent(from), keys::requests_received(to)),
        State::Withdrawn => (keys::requests_withdrawn(from), keys::requests_received(to)),
        State::Connected => (keys::connections(from), keys::connections(to)),
    };
    let mut place = |index: Index, partition: String, owner: UserId| {
        let sort = keys::edge_sort(since.unwrap_or(friendship.id_for(owner)), friendship.other(owner));
        item.insert(index.pk.to_owned(), text(partition));
        item.insert(index.sk.to_owned(), text(sort));
    };
    place(GSI1, asking, from);
    place(GSI2, asked, to);
    Ok(item)
}

fn value(value: impl serde::Serialize) -> Result<AttributeValue> {
    serde_dynamo::to_attribute_value(value).map_err(Error::internal)
}
