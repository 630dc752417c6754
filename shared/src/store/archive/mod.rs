//! Everything that is stored of a user, for the archive that the user downloads (`docs/data-portability.md`).

mod entry;
mod places;
mod user_data;

pub use entry::ArchiveEntry;
pub use user_data::UserData;

use crate::domain::UserId;
use crate::store::Store;
use crate::store::account::data_archives::DataArchives;

impl Store {
    /// The archives that users ask for.
    pub fn data_archives(&self) -> DataArchives<'_> {
        DataArchives { table: &self.table }
    }

    /// Everything that is stored of a user, in parts, for an archive.
    pub fn user_data(&self, user: UserId) -> UserData<'_> {
        UserData::new(&self.table, user)
    }
}
