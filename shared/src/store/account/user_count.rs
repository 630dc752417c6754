//! The number of users, in shards, so that concurrent registrations rarely write the same item.

use crate::domain::{Profile, Result, Status, UserId};
use crate::dynamo::{Query, Table, Write, number, number_of};
use crate::store::item::keys;

const COUNT: &str = "n";
/// Attribute of the number of deactivated users among them.
const INACTIVE: &str = "inactive";

/// The number of users who are not deleted.
pub(crate) struct UserCount {
    /// All of them.
    pub all: i64,
    /// The deactivated users among them.
    pub inactive: i64,
}

/// Reads the number of users from all shards.
pub(crate) async fn user_count(table: &Table) -> Result<UserCount> {
    let shards = table.query(Query::all(keys::USER_COUNT)).await?;
    let sum = |name| shards.iter().map(|shard| number_of::<i64>(shard, name)).sum();
    Ok(UserCount { all: sum(COUNT), inactive: sum(INACTIVE) })
}

/// Counts a user of this status in or out.
pub(crate) fn count_user(profile: &Profile, by: i8) -> Write {
    let write = Write::update(keys::user_count(profile.id)).add(COUNT, number(by));
    if profile.status == Status::Blocked { write.add(INACTIVE, number(by)) } else { write }
}

/// Counts a deactivated user in or out.
pub(crate) fn count_inactive(id: UserId, by: i8) -> Write {
    Write::update(keys::user_count(id)).add(INACTIVE, number(by))
}
