//! Reads everything of a user, in parts of bounded size.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::entry::{ArchiveEntry, fields};
use crate::domain::cursor::Cursor;
use crate::domain::{Result, UserId};
use crate::dynamo::{GSI1, GSI2, Item, Key, MAIN, Query, Range, Table, text_of};
use crate::store::graph::edge_lists::all_sources;
use crate::store::item::{ItemKind, keys, keys_of};
use crate::store::paging::Source;
use crate::store::post::posts::posts_of;

/// Rows that are read at once.
const PART: usize = 100;
/// Entries of one file. With as many in each file, an archive takes less time than a function may run.
pub(super) const ENTRIES_MAX: usize = 100_000;

/// Everything that is stored of a user, read in parts.
#[derive(Debug)]
pub struct UserData<'a> {
    table: &'a Table,
    user: UserId,
    /// What is left to read; the last comes first.
    sources: Vec<Source>,
    /// The end of what is read of that source.
    after: Option<String>,
    /// The number of entries of each file.
    entries: BTreeMap<&'static str, usize>,
    entries_max: usize,
    cut: BTreeSet<&'static str>,
}

impl<'a> UserData<'a> {
    pub(crate) fn new(table: &'a Table, user: UserId) -> Self {
        let lists = [
            (MAIN, keys::audit(user)),
            (GSI2, keys::reactions_by(user)),
            (GSI2, keys::comments_by(user)),
            posts_of(user),
            (GSI1, keys::followers(user)),
        ];
        // Who hides the user is theirs to know.
        let is_friendship = |partition: &String| ![keys::followers(user), keys::hiders(user)].contains(partition);
        let friendships = all_sources(user).into_iter().filter(|(_, partition)| is_friendship(partition));
        let sources = lists.into_iter().chain(friendships).chain([(MAIN, keys::user(user))]).collect();
        let (entries, cut) = (BTreeMap::new(), BTreeSet::new());
        Self { table, user, sources, after: None, entries, entries_max: ENTRIES_MAX, cut }
    }

    /// The same with at most this many entries in each file.
    pub fn with_entries_max(self, entries_max: usize) -> Self {
        Self { entries_max, ..self }
    }

    /// The number of entries of each file so far.
    pub fn entries(&self) -> &BTreeMap<&'static str, usize> {
        &self.entries
    }

    /// The files that have fewer entries than there are.
    pub fn cut(&self) -> &BTreeSet<&'static str> {
        &self.cut
    }

    /// Reads the next part. `None` at the end. A file's entries come one after the other.
    pub async fn next(&mut self) -> Result<Option<Vec<ArchiveEntry>>> {
        let Some((index, partition)) = self.sources.last().cloned() else { return Ok(None) };
        // Lists are read from their newest entry on.
        let ascending = partition == keys::user(self.user);
        let range = match &self.after {
            None => Range::All,
            Some(after) if ascending => Range::Above(after),
            Some(after) => Range::Below(after),
        };
        let query = Query { index: index.secondary(), range, ascending, limit: PART, ..Query::all(&partition) };
        let rows = self.table.query(query).await?;
        let end = rows.last().map(|row| text_of(row, index.sk).map(str::to_owned)).transpose()?;
        let ended = rows.len() < PART;
        let items = if index.secondary().is_some() { self.items_of(&rows).await? } else { rows };
        let mut part = Vec::new();
        let mut full = false;
        for item in items {
            let Some(entry) = ArchiveEntry::of(item, self.user)? else { continue };
            let count = self.entries.entry(entry.file).or_default();
            full = *count == self.entries_max;
            if full {
                self.cut.insert(entry.file);
            } else {
                *count += 1;
                part.push(entry);
            }
        }
        self.after = match end {
            // The rest of a kind that is full is passed over: its sort keys have the same beginning.
            Some(end) if full && ascending && end.contains('#') => {
                end.split_once('#').map(|(kind, _)| format!("{kind}#{}", Cursor::END))
            }
            Some(end) if !ended && (!full || ascending) => Some(end),
            _ => {
                self.sources.pop();
                None
            }
        };
        Ok(Some(part))
    }

    /// Reads the items of these rows of an index, in their order; posts with their polls.
    async fn items_of(&self, rows: &[Item]) -> Result<Vec<Item>> {
        let keys = keys_of(rows)?;
        let polls = keys.iter().filter_map(|key| match ItemKind::parse(&key.pk, &key.sk) {
            ItemKind::Post(post) => Some(keys::poll(post)),
            _ => None,
        });
        let all = keys.iter().cloned().chain(polls).collect();
        let mut found = HashMap::new();
        for item in self.table.batch_get(all, false).await? {
            found.insert(Key::of(&item)?, item);
        }
        let mut items = Vec::new();
        for key in keys {
            let Some(mut item) = found.remove(&key) else { continue };
            if let ItemKind::Post(post) = ItemKind::parse(&key.pk, &key.sk)
                && let Some(poll) = found.remove(&keys::poll(post))
            {
                let poll = serde_dynamo::to_attribute_value(Value::Object(fields(poll)?));
                item.insert("poll".to_owned(), poll.map_err(crate::domain::Error::internal)?);
            }
            items.push(item);
        }
        Ok(items)
    }
}
