//! Whether users still exist.

use std::collections::HashMap;

use crate::domain::{Profile, Result, UserId};
use crate::store::consistency::Consistency;
use crate::store::item::{ItemKind, from_item, keys};
use crate::store::profile::profiles::Profiles;

/// The profiles of users who exist, soft-deleted ones included. `None` where a profile cannot be read.
pub type ExistingProfiles = HashMap<UserId, Option<Profile>>;

impl Profiles<'_> {
    /// Whether one of these two users is deleted or missing. Reads consistently only if an eventually consistent read
    /// suggests so.
    pub async fn is_any_missing(self, ids: [UserId; 2]) -> Result<bool> {
        for consistent in [false, true] {
            let items = self.table.batch_get(ids.map(keys::profile).to_vec(), consistent).await?;
            let profiles: Vec<Profile> = items.into_iter().map(from_item).collect::<Result<_>>()?;
            if profiles.iter().filter(|profile| !profile.is_deleted()).count() == ids.len() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a user was hard-deleted. Reads consistently only if an eventually consistent read suggests so.
    pub async fn is_hard_deleted(self, id: UserId) -> Result<bool> {
        let there = self.get(id, Consistency::Eventual).await?.is_some();
        Ok(!there && self.get(id, Consistency::Strong).await?.is_none())
    }

    /// Reads the profiles of those of these users who exist.
    pub async fn existing(self, ids: impl IntoIterator<Item = UserId>, consistent: bool) -> Result<ExistingProfiles> {
        let keys = ids.into_iter().map(keys::profile).collect();
        let items = self.table.batch_get(keys, consistent).await?;
        let found = items.into_iter().filter_map(|item| {
            let ItemKind::Profile(id) = ItemKind::of(&item).ok()? else { return None };
            Some((id, from_item(item).ok()))
        });
        Ok(found.collect())
    }
}
