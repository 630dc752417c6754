//! What superusers have changed of the preferences: one item with an attribute for each change.

use crate::domain::Result;
use crate::domain::preference::{Changes, Editable};
use crate::dynamo::{Item, PK, SK, Table, Write, text};
use crate::store::item::keys;

/// Changed preferences.
#[derive(Clone, Copy, Debug)]
pub struct Preferences<'a> {
    pub(crate) table: &'a Table,
}

impl Preferences<'_> {
    /// Reads all changes consistently.
    pub async fn get(self) -> Result<Changes> {
        Ok(self.table.get(&keys::preferences(), true).await?.map(changes).unwrap_or_default())
    }

    /// Changes one preference; `None` restores its default. Returns all changes. The last change of a preference wins.
    pub async fn set(self, preference: &Editable, value: Option<&str>) -> Result<Changes> {
        let write = Write::update(keys::preferences());
        let write = match value {
            Some(value) => write.set(preference.name, text(value)),
            None => write.remove(preference.name),
        };
        let after = self.table.write(write).await?;
        Ok(after.map(changes).unwrap_or_default())
    }
}

fn changes(item: Item) -> Changes {
    let attributes = item.into_iter().filter(|(name, _)| name != PK && name != SK);
    attributes.filter_map(|(name, value)| Some((name, value.as_s().ok()?.clone()))).collect()
}
