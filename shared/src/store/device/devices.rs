//! The devices of users: an item with all of a user's, so that one read finds out which users of a batch have any.

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use serde::Deserialize;

use crate::domain::device::{DEVICES_KEPT_FOR, DEVICES_MAX, Device, DeviceId};
use crate::domain::{AuthState, Error, Result, UserId};
use crate::dynamo::{ABSENT, EXPIRES, Item, Table, Write, number};
use crate::store::item::{ItemKind, from_item, keys, value};

/// Attribute with the devices by id.
const DEVICES: &str = "devices";
/// Attempts at a write between which the item appears or expires.
const ATTEMPTS: usize = 4;

/// The devices of a user, by id.
pub type DevicesById = BTreeMap<DeviceId, Device>;

/// The devices of users.
#[derive(Clone, Copy, Debug)]
pub struct Devices<'a> {
    pub(crate) table: &'a Table,
}

#[derive(Default, Deserialize)]
struct Stored {
    #[serde(default)]
    devices: DevicesById,
}

impl Devices<'_> {
    /// Adds a device, or replaces what is stored of it. Of more than [`DEVICES_MAX`] the oldest leave.
    pub async fn add(self, user: UserId, device: &Device, now: Timestamp) -> Result<()> {
        let mut devices: Vec<_> = self.insert(user, device, now).await?.into_iter().collect();
        devices.sort_by_key(|(_, device)| std::cmp::Reverse(device.since));
        let oldest: Vec<_> = devices.into_iter().skip(DEVICES_MAX).map(|(id, _)| id).collect();
        self.remove(user, &oldest).await
    }

    /// Inserts a device, and returns all of the user's.
    async fn insert(self, user: UserId, device: &Device, now: Timestamp) -> Result<DevicesById> {
        let (key, id) = (keys::devices(user), device.endpoint.device());
        let expires = number(now.as_second().saturating_add(DEVICES_KEPT_FOR));
        for _ in 0..ATTEMPTS {
            let add = Write::update_existing(key.clone())
                .set_entry(DEVICES, id.as_str(), value(device)?)
                .set(EXPIRES, expires.clone());
            if let Ok(item) = self.table.write_repeatable(add).await? {
                return read(item);
            }
            let first = DevicesById::from([(id.clone(), device.clone())]);
            let create = Write::update(key.clone()).set(DEVICES, value(&first)?).set(EXPIRES, expires.clone());
            if let Ok(item) = self.table.write_repeatable(create.only_if(ABSENT)).await? {
                return read(item);
            }
        }
        Err(Error::unavailable("the devices kept changing"))
    }

    /// Removes devices of a user. Others than the user's are left alone.
    pub async fn remove(self, user: UserId, ids: &[DeviceId]) -> Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        let remove = Write::update_existing(keys::devices(user));
        let remove = ids.iter().fold(remove, |write, id| write.remove_entry(DEVICES, id.as_str()));
        Ok(self.table.write_if(remove).await?)
    }

    /// Reads the devices of a user consistently.
    pub async fn of_user(self, user: UserId) -> Result<DevicesById> {
        self.table.get(&keys::devices(user), true).await?.map_or_else(|| Ok(DevicesById::new()), read)
    }

    /// Which of these users have devices, for half a read unit each.
    pub async fn owners(self, users: &[UserId]) -> Result<HashSet<UserId>> {
        let keys = users.iter().map(|user| keys::devices(*user)).collect();
        let mut owners = HashSet::new();
        for item in self.table.batch_get(keys, false).await? {
            if let ItemKind::Devices(user) = ItemKind::of(&item)?
                && !read(item)?.is_empty()
            {
                owners.insert(user);
            }
        }
        Ok(owners)
    }

    /// Removes the devices of a user whose tokens the user's auth state no longer admits; all of them for `None`. Returns
    /// the others.
    pub async fn keep_admitted(
        self,
        user: UserId,
        devices: DevicesById,
        auth: Option<&AuthState>,
    ) -> Result<DevicesById> {
        let may_stay = |device: &Device| auth.is_some_and(|auth| auth.still_admits(&device.token));
        let (stay, leave): (DevicesById, DevicesById) = devices.into_iter().partition(|(_, device)| may_stay(device));
        self.remove(user, &leave.into_keys().collect::<Vec<_>>()).await?;
        Ok(stay)
    }
}

fn read(item: Item) -> Result<DevicesById> {
    from_item::<Stored>(item).map(|stored| stored.devices)
}
