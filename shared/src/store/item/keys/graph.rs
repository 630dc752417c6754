//! Keys of follows, hides and friendships, and of the lists in which they are.

use super::{parse_id_sort, user};
use crate::domain::{Id, UserId};
use crate::dynamo::Key;

/// Sort-key prefix of a user's follows.
pub const FOLLOWS: &str = "FOLLOW#";
/// Sort-key prefix of a user's hides.
pub const HIDES: &str = "HIDE#";
pub(in crate::store::item) const FRIENDSHIP: &str = "FRIENDSHIP";
pub(in crate::store::item) const REQUESTS_SEEN: &str = "REQUESTS_SEEN";

/// A follow, or in its place a block.
pub fn follow(from: UserId, to: UserId) -> Key {
    Key::new(user(from), format!("{FOLLOWS}{to}"))
}

/// A hide, and any block between the two users.
pub fn hide(from: UserId, to: UserId) -> Key {
    Key::new(user(from), format!("{HIDES}{to}"))
}

/// Index partition (GSI1) of a user's followers, by time.
pub fn followers(id: UserId) -> String {
    format!("{}#FOLLOWERS", user(id))
}

/// Index partition (GSI2) of the users whom a user follows, by time.
pub fn followings(id: UserId) -> String {
    format!("{}#FOLLOWINGS", user(id))
}

/// Index partition (GSI2) of the users whom a user hides, by time.
pub fn hidden(id: UserId) -> String {
    format!("{}#HIDDEN", user(id))
}

/// Index partition (GSI2) of the users whom a user blocks, by time.
pub fn blocked(id: UserId) -> String {
    format!("{}#BLOCKED", user(id))
}

/// Index partition (GSI1) of the users who hide or block a user, or are blocked by them. No one sees this list; the clean-up of
/// a deleted user reads it.
pub fn hiders(id: UserId) -> String {
    format!("{}#HIDERS", user(id))
}

/// Index sort key by time. The user at the other end tells edges of one millisecond apart.
pub fn edge_sort(since: Id, other: UserId) -> String {
    format!("{:016}#{other}", since.get())
}

/// Reads the time from [`edge_sort`].
pub fn parse_edge_sort(sort: &str) -> Option<Id> {
    parse_id_sort(sort.split_once('#')?.0)
}

/// The friendship of two users, in either order, or in its place a block.
pub fn friendship(one: UserId, other: UserId) -> Key {
    Key::new(format!("P#{}#{}", one.min(other), one.max(other)), FRIENDSHIP)
}

/// Reads the two users from a partition of [`friendship`].
pub fn parse_pair(pk: &str) -> Option<[UserId; 2]> {
    let (one, other) = pk.strip_prefix("P#")?.split_once('#')?;
    Some([UserId::parse(one)?, UserId::parse(other)?])
}

/// Index partition of a user's connections, by time: GSI1 where the user sent the request, otherwise GSI2.
pub fn connections(id: UserId) -> String {
    format!("{}#CONNECTIONS", user(id))
}

/// Index partition (GSI1) of the connection requests that a user has sent, by time.
pub fn requests_sent(id: UserId) -> String {
    format!("{}#SENT", user(id))
}

/// Index partition (GSI1) of the connection requests that a user withdrew after they were rejected.
pub fn requests_withdrawn(id: UserId) -> String {
    format!("{}#WITHDRAWN", user(id))
}

/// Index partition (GSI2) of the connection requests that a user has received, by time.
pub fn requests_received(id: UserId) -> String {
    format!("{}#RECEIVED", user(id))
}

/// When a user last marked all received requests as seen.
pub fn requests_seen(id: UserId) -> Key {
    Key::new(user(id), REQUESTS_SEEN)
}
