//! The set of active superusers, which is never empty once it has a member.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::domain::{Result, UserId};
use crate::dynamo::{Table, Write, number};
use crate::store::item::keys;

/// Attribute of the set of ids.
const IDS: &str = "ids";

/// Whether the community has an active superuser.
pub(crate) async fn has_superuser(table: &Table) -> Result<bool> {
    Ok(table.get(&keys::superusers(), true).await?.is_some_and(|item| item.contains_key(IDS)))
}

/// Adds an active superuser.
pub(crate) fn admit_superuser(id: UserId) -> Write {
    Write::update(keys::superusers()).add(IDS, ids([id]))
}

/// Removes an active superuser, unless they are the last.
pub(crate) fn retire_superuser(id: UserId) -> Write {
    Write::update(keys::superusers()).subtract(IDS, ids([id])).only_if("size(#ids) > :one").bind(":one", number(1))
}

fn ids<const N: usize>(ids: [UserId; N]) -> AttributeValue {
    AttributeValue::Ns(ids.iter().map(ToString::to_string).collect())
}
