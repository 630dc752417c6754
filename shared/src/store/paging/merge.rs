//! The first rows of a list of several partitions.

use std::collections::BTreeSet;

use futures::future::try_join_all;

use crate::domain::Result;
use crate::domain::cursor::MAX_LIMIT;
use crate::dynamo::{Index, Item, Query, Range, Table, text_of};

/// A partition of an index, or of the table itself.
pub(crate) type Source = (Index, String);

/// A row of a list with its position.
pub(super) type PositionedItem = (String, Item);

/// Reads the first `limit` rows of a list within a range, each with its position. Up to a page is read of each partition in
/// one trip; what begins further in is read in steps.
pub(crate) async fn merged(
    table: &Table,
    list: &[Source],
    range: Range<'_>,
    ascending: bool,
    limit: usize,
) -> Result<Vec<PositionedItem>> {
    let is_bound = matches!(range, Range::All | Range::Above(_) | Range::Below(_));
    if list.len() > 1 && limit > MAX_LIMIT + 1 && is_bound {
        return in_steps(table, list, range, ascending, limit).await;
    }
    let parts = list.iter().map(|source| rows(table, source, range, ascending, limit));
    Ok(first_of(try_join_all(parts).await?, ascending, limit))
}

/// A partition, and the first of its rows.
struct Part<'a> {
    source: &'a Source,
    rows: Vec<PositionedItem>,
    /// Whether these are all.
    ended: bool,
}

impl Part<'_> {
    fn end(&self) -> Option<&str> {
        self.rows.last().map(|(position, _)| position.as_str())
    }

    /// Reads `more` of its rows within a range.
    async fn read(&mut self, table: &Table, range: Range<'_>, ascending: bool, more: usize) -> Result<()> {
        let end = self.end().map(str::to_owned);
        let range = match &end {
            None => range,
            Some(end) if ascending => Range::Above(end),
            Some(end) => Range::Below(end),
        };
        let read = rows(table, self.source, range, ascending, more).await?;
        self.ended = read.len() < more;
        self.rows.extend(read);
        Ok(())
    }
}

/// Reads the first rows without reading as many of each partition: a share of each, and then more of those that lack some.
/// Spread evenly over the partitions they take a trip or two, and all in one of them two or three.
async fn in_steps(
    table: &Table,
    list: &[Source],
    range: Range<'_>,
    ascending: bool,
    limit: usize,
) -> Result<Vec<PositionedItem>> {
    let part = |source| Part { source, rows: Vec::new(), ended: false };
    let mut parts: Vec<Part<'_>> = list.iter().map(part).collect();
    loop {
        let known = Known::of(&parts, ascending);
        let missing = limit.saturating_sub(known.rows);
        let going = parts.iter().filter(|part| !part.ended).count();
        if missing == 0 || going == 0 {
            return Ok(first_of(parts.into_iter().map(|part| part.rows), ascending, limit));
        }
        let lacking: Vec<bool> = parts
            .iter()
            .zip(&known.ahead)
            .map(|(part, ahead)| !part.ended && *ahead < missing.div_ceil(going))
            .collect();
        let share = missing.div_ceil(lacking.iter().filter(|lacks| **lacks).count().max(1));
        // Rows are never spread quite evenly.
        let more = share + share / 8 + 4;
        let reads = parts.iter_mut().zip(lacking).filter(|(_, lacks)| *lacks);
        try_join_all(reads.map(|(part, _)| part.read(table, range, ascending, more))).await?;
    }
}

/// What the rows that were read say of the whole list.
struct Known {
    /// How many rows of the list are known, from its beginning.
    rows: usize,
    /// For each partition, how many of its rows were read beyond these.
    ahead: Vec<usize>,
}

impl Known {
    fn of(parts: &[Part<'_>], ascending: bool) -> Self {
        let mut ends: Vec<Option<&str>> = parts.iter().filter(|part| !part.ended).map(Part::end).collect();
        ends.sort_unstable_by(|a, b| if ascending { a.cmp(b) } else { b.cmp(a) });
        // Nothing is known while a partition was not read at all.
        let reach = if ends.contains(&None) { Some(None) } else { ends.first().copied() };
        let is_known = |position: &str| match reach {
            None => true,
            Some(None) => false,
            Some(Some(end)) if ascending => position <= end,
            Some(Some(end)) => position >= end,
        };
        let positions = |part: &Part<'_>| part.rows.iter().filter(|(position, _)| is_known(position)).count();
        let distinct: BTreeSet<&str> = parts
            .iter()
            .flat_map(|part| &part.rows)
            .map(|(position, _)| position.as_str())
            .filter(|p| is_known(p))
            .collect();
        Self { rows: distinct.len(), ahead: parts.iter().map(|part| part.rows.len() - positions(part)).collect() }
    }
}

async fn rows(
    table: &Table,
    (index, pk): &Source,
    range: Range<'_>,
    ascending: bool,
    limit: usize,
) -> Result<Vec<PositionedItem>> {
    let query = Query { index: index.secondary(), range, ascending, limit, ..Query::all(pk) };
    let rows = table.query(query).await?;
    rows.into_iter().map(|row| Ok((text_of(&row, index.sk)?.to_owned(), row))).collect()
}

fn first_of(
    parts: impl IntoIterator<Item = Vec<PositionedItem>>,
    ascending: bool,
    limit: usize,
) -> Vec<PositionedItem> {
    let mut parts = parts.into_iter();
    let mut rows = parts.next().unwrap_or_default();
    let before = rows.len();
    rows.extend(parts.flatten());
    if rows.len() > before {
        rows.sort_by(|(a, _), (b, _)| if ascending { a.cmp(b) } else { b.cmp(a) });
        // A post may be in a feed and among its author's.
        rows.dedup_by(|(a, _), (b, _)| a == b);
    }
    rows.truncate(limit);
    rows
}
