//! Notification settings.

use crate::domain::profile::settings::Settings;
use crate::domain::{Profile, Result, UserId};
use crate::dynamo::{Table, Write};
use crate::store::account::labelled_writes;
use crate::store::account::labelled_writes::WriteLabel;
use crate::store::item::{from_item, keys, to_item};
use crate::store::profile::profiles::profile_writes;

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

    /// Writes the difference between two states of the settings and of the profile, which has those on visibility, or none
    /// of it.
    pub async fn save(self, before: (&Settings, &Profile), after: (&Settings, &Profile)) -> Result<()> {
        let key = keys::settings(before.1.id);
        let mut writes = profile_writes(before.1, after.1)?;
        let settings = Write::update(key.clone()).changes(&to_item(&key, before.0)?, &to_item(&key, after.0)?);
        if !settings.is_empty() {
            writes.push((settings, WriteLabel::Profile));
        }
        labelled_writes::apply_or_fail(self.table, writes, "email").await
    }
}
