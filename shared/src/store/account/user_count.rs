//! The number of users, in shards, so that concurrent registrations rarely write the same item.

use crate::domain::{Profile, Result, Status, UserId};
use crate::dynamo::{Query, Write, number, number_of};
use crate::store::account::accounts::Accounts;
use crate::store::item::keys;

const COUNT: &str = "n";
/// Attribute of the number of deactivated users among them.
const INACTIVE: &str = "inactive";

impl Accounts<'_> {
    /// Counts the users who are neither deleted nor deactivated.
    pub async fn count_active(self) -> Result<u64> {
        let (all, inactive) = self.sum_shards().await?;
        Ok(u64::try_from(all - inactive).unwrap_or(0))
    }

    /// Counts the users who are not deleted, deactivated ones included.
    pub async fn count_all(self) -> Result<u64> {
        let (all, _) = self.sum_shards().await?;
        Ok(u64::try_from(all).unwrap_or(0))
    }

    async fn sum_shards(self) -> Result<(i64, i64)> {
        let shards = self.table.query(Query::all(keys::USER_COUNT)).await?;
        let sum = |name| shards.iter().map(|shard| number_of::<i64>(shard, name)).sum();
        Ok((sum(COUNT), sum(INACTIVE)))
    }
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
