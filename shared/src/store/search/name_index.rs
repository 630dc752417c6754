//! The name index: a row for each word of the names of each user who is not deleted, and for the words of the location and the
//! description and the gender of each active one, derived from the profiles.

use std::collections::{BTreeSet, HashSet};

use crate::domain::profile::search::{NameIndexEntry, SearchScope, entries_of};
use crate::domain::{Error, Result, UserId};
use crate::dynamo::{GSI2, Item, Key, Query, Range, Table};
use crate::store::consistency::Consistency;
use crate::store::item::{ItemKind, keys, keys_of};
use crate::store::paging;
use crate::store::profile::profiles::Profiles;

/// Renames of a user that one repair follows.
const TRIES: usize = 8;

/// The name index.
#[derive(Clone, Copy, Debug)]
pub struct NameIndex<'a> {
    pub(crate) table: &'a Table,
}

impl NameIndex<'_> {
    /// Updates a user's rows to the current profile. `entries` may be in the index: those of the profile before and
    /// after the change that triggers this. Since every change triggers it, no stale row remains, in whatever order and
    /// however often it runs.
    pub async fn update(self, id: UserId, entries: BTreeSet<NameIndexEntry>) -> Result<()> {
        let present = self.current_entries(id).await?;
        self.write_entries(id, &entries, &present).await
    }

    /// Updates as [`NameIndex::update`] does, without a change that triggers it. The user may be renamed meanwhile and
    /// that update may come first, so it repeats until the profile stays the same.
    pub async fn repair(self, id: UserId, mut entries: BTreeSet<NameIndexEntry>) -> Result<()> {
        let mut present = self.current_entries(id).await?;
        for _ in 0..TRIES {
            self.write_entries(id, &entries, &present).await?;
            let now = self.current_entries(id).await?;
            if now == present {
                return Ok(());
            }
            entries.extend(std::mem::replace(&mut present, now));
        }
        Err(Error::unavailable("a name kept changing"))
    }

    /// Reads which of these entries are missing.
    pub async fn missing(
        self,
        entries: &[(UserId, NameIndexEntry)],
        consistent: bool,
    ) -> Result<Vec<(UserId, NameIndexEntry)>> {
        let keys = entries.iter().map(|(id, entry)| key(*id, entry)).collect();
        let rows = self.table.batch_get(keys, consistent).await?;
        let there: HashSet<Key> = keys_of(&rows)?.into_iter().collect();
        let lacks = |(id, entry): &&(UserId, NameIndexEntry)| !there.contains(&key(*id, entry));
        Ok(entries.iter().filter(lacks).cloned().collect())
    }

    async fn current_entries(self, id: UserId) -> Result<BTreeSet<NameIndexEntry>> {
        let profile = Profiles { table: self.table }.get(id, Consistency::Strong).await?;
        Ok(profile.as_ref().map(entries_of).unwrap_or_default())
    }

    async fn write_entries(
        self,
        id: UserId,
        entries: &BTreeSet<NameIndexEntry>,
        present: &BTreeSet<NameIndexEntry>,
    ) -> Result<()> {
        let stale = entries.difference(present).map(|entry| key(id, entry)).collect();
        self.table.batch_delete(stale).await?;
        self.table.batch_put(present.iter().map(|entry| key(id, entry).item()).collect()).await?;
        Ok(())
    }

    /// Finds the users of the first `limit` rows of a scope whose word begins with `start`, without duplicates. Words that
    /// begin with a single ASCII letter are in many partitions: it finds the words that consist of it, and usernames that
    /// begin with it.
    pub async fn find_in(self, scope: SearchScope, start: &str, limit: usize) -> Result<Vec<UserId>> {
        let partition = keys::name_index(scope, start);
        let words = self.users(Query { range: Range::Prefix(start), limit, ..Query::all(&partition) });
        let usernames = async {
            // The list of usernames includes deactivated users.
            if start.len() > 1 || scope != SearchScope::Everyone {
                return Ok(Vec::new());
            }
            // Users of earlier versions are all in the first part.
            let parts = BTreeSet::from([0, keys::part_of_username(start)]);
            let list: Vec<_> = parts.into_iter().map(|part| (GSI2, keys::users(part))).collect();
            let rows = paging::merged(self.table, &list, Range::Prefix(start), true, limit).await?;
            rows.iter().map(|(_, row)| found(row)).collect()
        };
        let (words, usernames) = tokio::try_join!(words, usernames)?;
        // In turns: a search looks at the first candidates only.
        let mut found: Vec<(usize, UserId)> =
            words.into_iter().enumerate().chain(usernames.into_iter().enumerate()).collect();
        found.sort_by_key(|(place, _)| *place);
        let mut seen = HashSet::new();
        Ok(found.into_iter().map(|(_, id)| id).filter(|id| seen.insert(*id)).collect())
    }

    /// Finds users as [`NameIndex::find_in`] does in the scope of everyone.
    pub async fn find(self, start: &str, limit: usize) -> Result<Vec<UserId>> {
        self.find_in(SearchScope::Everyone, start, limit).await
    }

    /// Finds users as [`NameIndex::find`] does, and those whom only staff find: `limit` rows of either scope, in order
    /// of ids.
    pub async fn find_for_staff(self, start: &str, limit: usize) -> Result<Vec<UserId>> {
        let scopes = [SearchScope::Everyone, SearchScope::Staff].map(|scope| self.find_in(scope, start, limit));
        let found: BTreeSet<UserId> = futures::future::try_join_all(scopes).await?.into_iter().flatten().collect();
        Ok(found.into_iter().collect())
    }

    async fn users(self, query: Query<'_>) -> Result<Vec<UserId>> {
        self.table.query(query).await?.iter().map(found).collect()
    }
}

fn key(id: UserId, (scope, word): &NameIndexEntry) -> Key {
    keys::name_index_row(*scope, word, id)
}

pub(super) fn found(row: &Item) -> Result<UserId> {
    match ItemKind::of(row)? {
        ItemKind::NameIndex(_, _, user) | ItemKind::Profile(user) => Ok(user),
        kind => Err(Error::internal(format!("{kind:?} is not a row of the name index"))),
    }
}
