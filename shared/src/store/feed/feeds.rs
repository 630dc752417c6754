//! Home feeds: entries that `fanout` writes for each reader.
//!
//! Which posts of an author a reader's feed holds depends on the edges between the two. [`Feeds::reconcile`] writes
//! them and then checks that the edges are still those it had read. Every change of an edge triggers it, so the last
//! one to write has seen the last state.
//!
//! Posts and audiences are read from indexes, which lag. So a delivery first waits until the index shows the post, and the
//! backfill after a new edge until it shows the edge. Then one of the two sees the other, whichever comes first.

use jiff::Timestamp;

use crate::domain::cursor::{Cursor, Page, PageRequest, Positioned, Start};
use crate::domain::feed::{BACKFILL, ENTRY_KEPT_FOR};
use crate::domain::graph::friendship::State;
use crate::domain::{FeedEntry, Friendship, Result, UserId};
use crate::dynamo::{Backoff, GSI1, GSI2, Index, Item, Key, MAIN, Query, Range, Table, text_of};
use crate::store::feed::entries::entry_item;
use crate::store::feed::pull_authors::PullAuthors;
use crate::store::graph::blocks::block_of;
use crate::store::item::{from_item, keys};
use crate::store::paging::{COUNTED_MAX, Source};
use crate::store::post::posts::{Posts, posts_of};

/// Posts that one step of removing an author from a feed reads.
const STEP: usize = 100;
/// Why a delivery waits, for the log.
const LAGS: &str = "an index lags";
/// The most posts of one author that are removed from a feed.
const TAKEN_OUT_MAX: usize = 5_000;

/// Home feeds.
#[derive(Clone, Copy, Debug)]
pub struct Feeds<'a> {
    pub(crate) table: &'a Table,
}

impl Feeds<'_> {
    /// Reads a page of a feed, newest first, with the posts of these pull authors merged in, and with the reader's `own`
    /// posts if asked for.
    pub async fn page(
        self,
        reader: UserId,
        read_on_demand: &[UserId],
        own: bool,
        request: &PageRequest,
    ) -> Result<Page<Positioned<FeedEntry>>> {
        let authors = read_on_demand.iter().copied().chain(own.then_some(reader));
        let read_on_demand = authors.map(posts_of);
        let sources: Vec<Source> = [(MAIN, keys::feed(reader))].into_iter().chain(read_on_demand).collect();
        Posts { table: self.table }.page_of_entries(&sources, request).await
    }

    /// Counts the entries of a feed, up to [`COUNTED_MAX`].
    pub async fn count(self, reader: UserId) -> Result<usize> {
        let partition = keys::feed(reader);
        Ok(self.table.query(Query { limit: COUNTED_MAX, ..Query::all(&partition) }).await?.len())
    }

    /// Writes a post into these feeds. The caller must check afterwards that it belongs there.
    pub async fn deliver(self, entry: FeedEntry, readers: &[UserId], now: Timestamp) -> Result<()> {
        let items = readers.iter().map(|reader| entry_item(*reader, entry, now)).collect();
        self.table.batch_put(items).await?;
        Ok(())
    }

    /// Removes a post from a feed in which it does not belong, even if the post was deleted meanwhile.
    pub async fn retract(self, entry: FeedEntry, reader: UserId) -> Result<()> {
        self.table.batch_delete(vec![keys::feed_entry(reader, entry)]).await?;
        Ok(())
    }

    /// Reads which of these readers see the author's posts, consistently.
    pub async fn readers_among(self, author: UserId, readers: &[UserId]) -> Result<Vec<UserId>> {
        readers_by(&self.edges(author, readers).await?, author, readers)
    }

    /// The items of the edges between an author and readers.
    async fn edges(self, author: UserId, readers: &[UserId]) -> Result<Vec<Item>> {
        let keys = readers.iter().flat_map(|reader| {
            [keys::follow(*reader, author), keys::hide(*reader, author), keys::friendship(*reader, author)]
        });
        Ok(self.table.batch_get(keys.collect(), true).await?)
    }

    /// Waits until the index shows this post, so that who begins to follow the author after the delivery finds it there.
    /// Returns at once if the post is deleted. Fails if the index lags for longer than a few seconds.
    pub async fn until_listed(self, entry: FeedEntry) -> Result<()> {
        let mut backoff = Backoff::new();
        let (index, partition) = posts_of(entry.author);
        while !is_listed(self.table, index, &partition, &keys::entry_sort(entry)).await? {
            if (Posts { table: self.table }).get(entry.post, true).await?.is_none() {
                return Ok(());
            }
            backoff.wait(LAGS).await?;
        }
        Ok(())
    }

    /// Reads whether a reader sees an author's posts. If so, waits until the indexes show the edges by which they do, so that
    /// later posts are delivered to them.
    async fn reads_as_listed(self, reader: UserId, author: UserId) -> Result<bool> {
        let mut backoff = Backoff::new();
        loop {
            let edges = self.edges(author, &[reader]).await?;
            if readers_by(&edges, author, &[reader])?.is_empty() {
                return Ok(false);
            }
            let mut are_listed = true;
            for (edge, index) in edges.iter().flat_map(|edge| [(edge, GSI1), (edge, GSI2)]) {
                let (Ok(partition), Ok(sort)) = (text_of(edge, index.pk), text_of(edge, index.sk)) else { continue };
                if [keys::followers(author), keys::connections(author)].iter().any(|audience| audience == partition) {
                    are_listed &= is_listed(self.table, index, partition, sort).await?;
                }
            }
            if are_listed {
                return Ok(true);
            }
            backoff.wait(LAGS).await?;
        }
    }

    /// Reconciles a reader's feed with the edges between the reader and an author. `big`: the author is a pull author,
    /// so later posts are not written into feeds.
    pub async fn reconcile(self, reader: UserId, author: UserId, big: bool, now: Timestamp) -> Result<()> {
        let mut backoff = Backoff::new();
        let mut wanted = self.reads_as_listed(reader, author).await?;
        loop {
            if wanted {
                if big {
                    PullAuthors { table: self.table }.add(author, &[reader]).await?;
                }
                self.backfill(reader, author, now).await?;
            } else {
                self.remove_author(reader, author, now).await?;
            }
            let still = self.reads(reader, author).await?;
            if still == wanted {
                return Ok(());
            }
            wanted = still;
            backoff.wait("an edge kept changing").await?;
        }
    }

    async fn reads(self, reader: UserId, author: UserId) -> Result<bool> {
        Ok(!self.readers_among(author, &[reader]).await?.is_empty())
    }

    /// Writes an author's newest posts into a feed.
    async fn backfill(self, reader: UserId, author: UserId, now: Timestamp) -> Result<()> {
        let newest = PageRequest { limit: BACKFILL, start: Start::Offset(0) };
        let page = Posts { table: self.table }.page_by_author(author, &newest).await?;
        let items = page.rows.iter().map(|post| entry_item(reader, post.row, now)).collect();
        self.table.batch_put(items).await?;
        Ok(())
    }

    /// Removes an author's posts from a feed: those as old as an entry is kept, and before that as many as a backfill
    /// writes.
    async fn remove_author(self, reader: UserId, author: UserId, now: Timestamp) -> Result<()> {
        self.table.batch_delete(vec![keys::pull_author(reader, author)]).await?;
        let oldest = now.as_second() - ENTRY_KEPT_FOR;
        let mut start = Start::Offset(0);
        for _ in 0..TAKEN_OUT_MAX / STEP {
            let page = Posts { table: self.table }.page_by_author(author, &PageRequest { limit: STEP, start }).await?;
            let old = page.rows.iter().filter(|post| post.row.post.created().as_second() < oldest).count();
            self.table.batch_delete(page.rows.iter().map(|post| keys::feed_entry(reader, post.row)).collect()).await?;
            match page.next {
                Some(Cursor { position, .. }) if old < BACKFILL => start = Start::after(Some(&position)),
                _ => break,
            }
        }
        Ok(())
    }
}

/// Which of these readers see the author's posts by these edges.
fn readers_by(edges: &[Item], author: UserId, readers: &[UserId]) -> Result<Vec<UserId>> {
    let mut wanted = Vec::new();
    for reader in readers {
        let (mut reads, mut hides) = (false, false);
        for item in edges {
            let key = Key::of(item)?;
            reads |= key == keys::follow(*reader, author) && block_of(item).is_none();
            hides |= key == keys::hide(*reader, author);
            if key == keys::friendship(*reader, author) {
                reads |= from_item::<Friendship>(item.clone())?.state == State::Connected;
            }
        }
        if reads && !hides && *reader != author {
            wanted.push(*reader);
        }
    }
    Ok(wanted)
}

/// Whether an index shows a row, at half a read unit.
async fn is_listed(table: &Table, index: Index, partition: &str, sort: &str) -> Result<bool> {
    let query =
        Query { index: index.secondary(), range: Range::Between(sort, sort), limit: 1, ..Query::all(partition) };
    Ok(!table.query(query).await?.is_empty())
}
