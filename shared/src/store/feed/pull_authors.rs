//! Pull authors: authors with too many readers to write each post into every feed. The posts of a few of them are read
//! whenever a feed is read; those of all are pulled into the feed of a reader who opens it.

use std::collections::HashSet;

use futures::future::try_join_all;
use jiff::Timestamp;

use crate::domain::cursor::{PageRequest, Start};
use crate::domain::event::Event;
use crate::domain::feed::{BACKFILL, PULL_AUTHORS_MAX, PULL_INTERVAL, READ_ON_DEMAND_MAX};
use crate::domain::{Error, FeedEntry, Result, UserId};
use crate::dynamo::{Item, Query, Range, SK, Table, Write, number, number_of, text_of};
use crate::store::feed::entries::entry_item;
use crate::store::item::{ItemKind, keys};
use crate::store::post::posts::Posts;

/// Attribute with the second in which the reader last opened the feed.
const AT: &str = "at";
/// Entries of a feed that are searched for posts pulled before.
const KNOWN_MAX: usize = 2_500;

/// A reader's pull authors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PullAuthorList {
    /// At most [`PULL_AUTHORS_MAX`], by age of the account.
    pub ids: Vec<UserId>,
    visited: Option<i64>,
}

impl PullAuthorList {
    /// Those whose posts are read whenever the feed is read.
    pub fn read_on_demand(&self) -> &[UserId] {
        &self.ids[..self.ids.len().min(READ_ON_DEMAND_MAX)]
    }

    /// Whether it is time to pull the posts of all.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.ids.len() > READ_ON_DEMAND_MAX && self.visited.is_none_or(|at| at <= now.as_second() - PULL_INTERVAL)
    }
}

/// Pull authors of readers.
#[derive(Clone, Copy, Debug)]
pub struct PullAuthors<'a> {
    pub(crate) table: &'a Table,
}

impl PullAuthors<'_> {
    /// Reads a reader's pull authors.
    pub async fn of_reader(self, reader: UserId) -> Result<PullAuthorList> {
        let partition = keys::user(reader);
        let range = Range::Prefix(keys::PULL_AUTHORS);
        let mut rows = self.table.query(Query { range, limit: PULL_AUTHORS_MAX + 1, ..Query::all(&partition) }).await?;
        let visit = rows.first().map(ItemKind::of).transpose()? == Some(ItemKind::FeedVisit(reader));
        let visited = visit.then(|| number_of(&rows.remove(0), AT));
        rows.truncate(PULL_AUTHORS_MAX);
        let author = |row: &Item| match ItemKind::of(row)? {
            ItemKind::PullAuthor { author, .. } => Ok(author),
            kind => Err(Error::internal(format!("{kind:?} is not a pull author"))),
        };
        Ok(PullAuthorList { ids: rows.iter().map(author).collect::<Result<_>>()?, visited })
    }

    /// Adds a pull author to these readers.
    pub async fn add(self, author: UserId, readers: &[UserId]) -> Result<()> {
        let items = readers.iter().map(|reader| keys::pull_author(*reader, author).item()).collect();
        self.table.batch_put(items).await?;
        Ok(())
    }

    /// Records that a reader has opened the feed. Of several concurrent calls one suffices.
    pub async fn record_visit(self, reader: UserId, big: &PullAuthorList, now: Timestamp) -> Result<()> {
        let write = Write::update(keys::feed_visit(reader)).set(AT, number(now.as_second()));
        let write = match big.visited {
            None => write.only_if("attribute_not_exists(#at)"),
            Some(at) => write.only_if("#at = :before").bind(":before", number(at)),
        };
        self.table.write_if(write).await?;
        Ok(())
    }

    /// Writes the newest posts of a reader's pull authors into the feed, except those that it has. Returns the authors
    /// of what was written; the caller must check afterwards that the reader still follows them.
    pub async fn pull(self, reader: UserId, now: Timestamp) -> Result<Vec<UserId>> {
        let big = self.of_reader(reader).await?.ids;
        let newest = PageRequest { limit: BACKFILL, start: Start::Offset(0) };
        let pages =
            try_join_all(big.iter().map(|author| Posts { table: self.table }.page_by_author(*author, &newest))).await?;
        let partition = keys::feed(reader);
        let query = Query { ascending: false, limit: KNOWN_MAX, consistent: true, ..Query::all(&partition) };
        let rows = self.table.query(query).await?;
        let known: HashSet<&str> = rows.iter().map(|row| Ok(text_of(row, SK)?)).collect::<Result<_>>()?;
        let posts = pages.into_iter().flat_map(|page| page.rows).map(|post| post.row);
        let missing: Vec<FeedEntry> = posts.filter(|entry| !known.contains(&*keys::entry_sort(*entry))).collect();
        self.table.batch_put(missing.iter().map(|entry| entry_item(reader, *entry, now)).collect()).await?;
        let mut authors: Vec<UserId> = missing.iter().map(|entry| entry.author).collect();
        authors.dedup();
        Ok(authors)
    }
}

/// The event of a change of a visit.
pub(crate) fn visited(reader: UserId, new: Option<&Item>) -> Option<Event> {
    new.map(|_| Event::FeedVisited(reader))
}
