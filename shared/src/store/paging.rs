//! Lists by page. Every page costs the same.

mod merge;

use crate::domain::Result;
use crate::domain::cursor::{Cursor, Direction, Page, PageRequest, Positioned, SKIPPED_MAX, Start};
use crate::dynamo::{Item, Range, Table};
use merge::PositionedItem;
pub(crate) use merge::{Source, merged};

/// The most rows of a list of posts that are counted: up to here it costs half a read unit for each partition.
pub const COUNTED_MAX: usize = 100;

/// Below and above every sort key of a list.
const LOWEST: &str = Cursor::BEGINNING;
const HIGHEST: &str = Cursor::END;

/// Reads a page of a list that consists of partitions of indexes or of the table.
pub(crate) async fn page(table: &Table, list: &[Source], ascending: bool, request: &PageRequest) -> Result<Page<Item>> {
    positioned_page(table, list, ascending, request).await.map(without_positions)
}

/// Reads a page as [`page`] does, with the positions of its rows.
pub(crate) async fn positioned_page(
    table: &Table,
    list: &[Source],
    ascending: bool,
    request: &PageRequest,
) -> Result<Page<Positioned<Item>>> {
    page_within(table, list, None, ascending, request).await
}

fn without_positions(page: Page<Positioned<Item>>) -> Page<Item> {
    page.map(|row| row.row)
}

/// Reads a page of the rows whose sort keys begin with `prefix`, ascending.
pub(crate) async fn page_of_prefix(
    table: &Table,
    source: Source,
    prefix: &str,
    request: &PageRequest,
) -> Result<Page<Item>> {
    page_within(table, &[source], Some(prefix), true, request).await.map(without_positions)
}

async fn page_within(
    table: &Table,
    list: &[Source],
    prefix: Option<&str>,
    ascending: bool,
    request: &PageRequest,
) -> Result<Page<Positioned<Item>>> {
    let (skip, direction, position) = match &request.start {
        Start::Offset(offset) => (*offset, Direction::Forward, None),
        Start::Cursor(cursor) => (cursor.skip, cursor.direction, Some(cursor.position.as_str())),
    };
    // Backward pages are read from their end.
    let upwards = ascending == (direction == Direction::Forward);
    let range = match position {
        None => Range::All,
        Some(position) if upwards => Range::Above(position),
        Some(position) => Range::Below(position),
    };
    // One more row shows whether another page follows, or the list goes on after all rows that an offset skips.
    let limit = if skip > SKIPPED_MAX { SKIPPED_MAX + 1 } else { skip + request.limit + 1 };
    let mut rows = match prefix {
        None => merged(table, list, range, upwards, limit).await?,
        Some(prefix) => of_prefix(table, list, range, prefix, upwards, limit).await?,
    };
    if skip > SKIPPED_MAX && rows.len() > SKIPPED_MAX {
        let [last, following] = [SKIPPED_MAX - 1, SKIPPED_MAX].map(|row| rows[row].0.clone());
        return Ok(Page {
            rows: Vec::new(),
            next: Some(Cursor { direction: Direction::Forward, position: last, skip: skip - SKIPPED_MAX }),
            previous: Some(Cursor { direction: Direction::Backward, position: following, skip: 0 }),
        });
    }
    rows.drain(..skip.min(rows.len()));
    let more = rows.len() > request.limit;
    rows.truncate(request.limit);
    if direction == Direction::Backward {
        rows.reverse();
    }
    let (after, before) = match direction {
        Direction::Forward => (more, skip > 0 || position.is_some()),
        Direction::Backward => (true, more),
    };
    // Next to an empty page is whatever the list has in that direction, from its very end.
    let (start, end) = if ascending { (LOWEST, HIGHEST) } else { (HIGHEST, LOWEST) };
    let beside = |there: bool, row: Option<&PositionedItem>, direction, beyond: &str| {
        let position = row.map_or(beyond, |(position, _)| position);
        there.then(|| Cursor { direction, position: position.to_owned(), skip: 0 })
    };
    Ok(Page {
        next: beside(after, rows.last(), Direction::Forward, start),
        previous: beside(before, rows.first(), Direction::Backward, end),
        rows: rows.into_iter().map(|(position, row)| Positioned { position, row }).collect(),
    })
}

/// Reads the first `limit` rows within a range whose positions begin with `prefix`. A query takes a prefix or a bound, not
/// both, so that the range is written as one between two positions.
async fn of_prefix(
    table: &Table,
    list: &[Source],
    range: Range<'_>,
    prefix: &str,
    ascending: bool,
    limit: usize,
) -> Result<Vec<PositionedItem>> {
    let (mut first, mut last) = (prefix.to_owned(), format!("{prefix}{HIGHEST}"));
    match range {
        // No sort key contains a space.
        Range::Above(position) => first = first.max(format!("{position} ")),
        Range::Below(position) => last = last.min(right_below(position)),
        Range::All | Range::Prefix(_) | Range::Between(..) => {}
    }
    if first > last {
        return Ok(Vec::new());
    }
    merged(table, list, Range::Between(&first, &last), ascending, limit).await
}

/// A position below this one, and above all others that are below it.
fn right_below(position: &str) -> String {
    let mut below = position.to_owned();
    let before = below.pop().and_then(|last| char::from_u32(u32::from(last).saturating_sub(1)));
    below.extend(before);
    below + HIGHEST
}
