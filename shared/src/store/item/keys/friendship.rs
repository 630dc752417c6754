//! Keys of friendships, and of where they stand in either side's lists.

use crate::domain::UserId;
use crate::dynamo::Key;
use crate::store::item::keys::{key, user};

/// The partition of what stands between two users, whichever is named first.
pub fn pair(one: UserId, other: UserId) -> Key {
    key(format!("P#{}#{}", one.min(other), one.max(other)), FRIENDSHIP)
}

/// Sort key of what stands between two users.
pub const FRIENDSHIP: &str = "FRIENDSHIP";

/// The one of a pair who is not `user`.
pub fn parse_pair(pk: &str, user: UserId) -> Option<UserId> {
    let (one, other) = pk.strip_prefix("P#")?.split_once('#')?;
    let (one, other) = (UserId::parse(one)?, UserId::parse(other)?);
    Some(if one == user { other } else { one })
}

/// Index partition of those with whom a user is connected, by time: GSI1 where the user had asked, otherwise GSI2.
pub fn connections(id: UserId) -> String {
    format!("{}#CONNECTIONS", user(id))
}

/// Index partition (GSI1) of the requests that a user has sent, by time.
pub fn sent(id: UserId) -> String {
    format!("{}#SENT", user(id))
}

/// Index partition (GSI1) of the requests that a user took back after they had been rejected.
pub fn withdrawn(id: UserId) -> String {
    format!("{}#WITHDRAWN", user(id))
}

/// Index partition (GSI2) of the requests that a user has received, by time.
pub fn received(id: UserId) -> String {
    format!("{}#RECEIVED", user(id))
}

/// When a user has last seen all requests that they have received.
pub fn requests_seen(id: UserId) -> Key {
    key(user(id), "REQUESTS_SEEN")
}
