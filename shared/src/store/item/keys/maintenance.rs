//! Keys of counters, of clean-ups, and of the janitor.

use super::user;
use crate::domain::UserId;
use crate::domain::account::token::fingerprint;
use crate::dynamo::Key;

/// Sort key of a user's counters.
pub const COUNTERS: &str = "COUNTERS";
pub(in crate::store::item) const SHARD_MARKS: &str = "MARK#";
pub(in crate::store::item) const CLEANUP: &str = "SWEEP";
/// Partition of the janitor's items, and the sort key of its position.
pub const JANITOR: &str = "JANITOR";
pub(in crate::store::item) const HEARTBEAT: &str = "HEARTBEAT";
/// Prefix of the sort keys of postponed recounts.
pub const POSTPONED_RECOUNTS: &str = "RECOUNT#";
pub(in crate::store::item) const PROBE: &str = "PROBE";

/// A user's counters.
pub fn counters(id: UserId) -> Key {
    Key::new(user(id), COUNTERS)
}

/// The mark of a shard, named by its fingerprint, for the counters in this item. In a partition of its own, which does not
/// name the owner, so that no list of the owner's items has it, and nothing is left of an owner who is deleted.
pub fn shard_mark(of: &Key, shard: &str) -> Key {
    Key::new(format!("MARKS#{}", fingerprint(&format!("{} {}", of.pk, of.sk))), format!("{SHARD_MARKS}{shard}"))
}

/// The clean-up of a deleted user.
pub fn user_cleanup(id: UserId) -> Key {
    Key::new(user(id), CLEANUP)
}

/// Where the janitor's scan stopped.
pub fn janitor_position() -> Key {
    Key::new(JANITOR, JANITOR)
}

/// When the janitor last ran.
pub fn janitor_heartbeat() -> Key {
    Key::new(JANITOR, HEARTBEAT)
}

/// The recount of the counters in this item.
pub fn postponed_recount(of: &Key) -> Key {
    Key::new(JANITOR, format!("{POSTPONED_RECOUNTS}{} {}", of.pk, of.sk))
}

/// An item that never exists: reading it shows whether the table answers. The template names it too, as the only item
/// that the function `docs` may read.
pub fn probe() -> Key {
    Key::new(PROBE, PROBE)
}
