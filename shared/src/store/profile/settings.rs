//! Notification settings.

use crate::domain::profile::settings::Settings;
use crate::domain::{Result, UserId};
use crate::dynamo::{Table, Write};
use crate::store::item::{from_item, keys, to_item};

/// Notification settings of users.
#[derive(Clone, Copy, Debug)]
pub struct SettingsItems<'a> {
    pub(crate) table: &'a Table,
}

impl SettingsItems<'_> {
    /// Reads the settings, or the defaults where the user has changed none.
    pub async fn get(self, id: UserId) -> Result<Settings> {
        let item = self.table.get(&keys::settings(id), true).await?;
        item.map(from_item).transpose().map(Option::unwrap_or_default)
    }

    /// Writes the difference between two states of the settings.
    pub async fn save(self, id: UserId, before: &Settings, after: &Settings) -> Result<()> {
        let key = keys::settings(id);
        let write = Write::update(key.clone()).changes(&to_item(&key, before)?, &to_item(&key, after)?);
        if !write.is_empty() {
            self.table.write_if(write).await?;
        }
        Ok(())
    }
}
