//! Journals of games: an item for each entry, in the order of the days that they are about.

use jiff::civil::Date;

use crate::domain::game::{JournalEntry, Marks, UserRating};
use crate::domain::{Id, Result, UserId};
use crate::dynamo::{ABSENT, Backoff, Cancelled, Query, Range, Table, Write};
use crate::store::game::games::{Games, mark};
use crate::store::game::ratings::rate;
use crate::store::idempotency::KeyClaim;
use crate::store::item::{from_item, keys, to_item};

/// Journals of games.
#[derive(Clone, Copy, Debug)]
pub struct Journals<'a> {
    pub(crate) table: &'a Table,
}

impl Journals<'_> {
    /// Reads the entries of a user's journal about the latest days.
    pub async fn latest(self, user: UserId, limit: usize) -> Result<Vec<JournalEntry>> {
        let partition = keys::user(user);
        let query = Query { range: Range::Prefix(keys::JOURNAL), ascending: false, limit, ..Query::all(&partition) };
        self.table.query(query).await?.into_iter().map(from_item).collect()
    }

    /// Reads an entry of a user's journal consistently.
    pub async fn get(self, user: UserId, date: Date, id: Id) -> Result<Option<JournalEntry>> {
        self.table.get(&keys::journal_entry(user, date, id), true).await?.map(from_item).transpose()
    }

    /// Adds an entry, and in the same transaction marks its game, whose marks were `seen`, and rates it unless the
    /// rating has no stars. Returns `false` if the id of the entry is taken. Concurrent changes of the marks apply one
    /// after the other.
    pub async fn add(self, entry: &JournalEntry, mut seen: Marks, claim: &KeyClaim) -> Result<bool> {
        let user = entry.user;
        let mut backoff = Backoff::new();
        loop {
            let marks = seen.journaled(entry.liked == Some(true));
            let item = to_item(&keys::journal_entry(user, entry.date, entry.id), entry)?;
            let mut writes = vec![Write::put(item).only_if(ABSENT), mark(user, &entry.game, seen, marks)?];
            if let Some(rating) = entry.rating.filter(|rating| !rating.is_zero()) {
                writes.push(rate(user, &UserRating { game: entry.game.clone(), rating })?);
            }
            match claim.create(self.table, entry.id, writes).await? {
                Ok(()) => return Ok(true),
                Err(Cancelled(causes)) if causes.first() == Some(&true) => return Ok(false),
                Err(Cancelled(_)) => {}
            }
            backoff.wait("a game's marks kept changing").await?;
            (_, seen) = Games { table: self.table }.get(user, &entry.game.igdb).await?;
        }
    }
}
