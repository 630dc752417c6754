//! Pages of lists whose objects may be large. They end before they exceed what Lambda returns (`docs/api/common.md`,
//! "Pages").

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::dialect::extract::PageLinks;
use crate::dialect::response_size::{SIZE_MAX, json_in_body};
use crate::domain::cursor::{Direction, Page, Positioned};
use crate::domain::{Error, Result};

/// A row that is JSON already, so that it is serialised once.
#[derive(Debug)]
pub struct JsonRow(Vec<u8>);

/// One page of a list, as [`ListView`](super::ListView) describes it.
#[derive(Debug)]
pub struct ListBody(Vec<u8>);

/// A page without its rows.
#[derive(Serialize)]
struct Head {
    count: u64,
    next: Option<String>,
    previous: Option<String>,
}

/// Serialises the rows of a page until it is full: at least one, in the direction in which it was read. The page beside it
/// continues with the first row that does not fit.
pub fn bounded<T: Serialize>(mut page: Page<Positioned<T>>, direction: Direction) -> Result<Page<Positioned<JsonRow>>> {
    let in_direction: Vec<&Positioned<T>> = match direction {
        Direction::Forward => page.rows.iter().collect(),
        Direction::Backward => page.rows.iter().rev().collect(),
    };
    let (mut rows, mut left) = (Vec::new(), SIZE_MAX);
    for row in in_direction {
        let json = serde_json::to_vec(&row.row).map_err(Error::internal)?;
        let size = json_in_body(&json);
        if size > left && !rows.is_empty() {
            break;
        }
        left = left.saturating_sub(size);
        rows.push(JsonRow(json));
    }
    page.keep(rows.len(), direction);
    if direction == Direction::Backward {
        rows.reverse();
    }
    let Page { rows: positions, next, previous } = page;
    let rows = positions.into_iter().zip(rows).map(|(row, json)| row.with(|_| json)).collect();
    Ok(Page { rows, next, previous })
}

impl ListBody {
    /// A page of a list of `count` rows, cut to what a response may have.
    pub fn new<T: Serialize>(
        count: u64,
        page: Page<Positioned<T>>,
        direction: Direction,
        links: &PageLinks,
    ) -> Result<Self> {
        Self::of_bounded(count, bounded(page, direction)?, links)
    }

    /// A page of a list of `count` rows that [`bounded`] has cut.
    pub fn of_bounded(count: u64, page: Page<Positioned<JsonRow>>, links: &PageLinks) -> Result<Self> {
        let (next, previous) = links.of(&page);
        let mut json = serde_json::to_vec(&Head { count, next, previous }).map_err(Error::internal)?;
        json.pop();
        json.reserve(page.rows.iter().map(|row| row.row.0.len() + 1).sum::<usize>() + 16);
        json.extend(b",\"results\":[");
        for (n, Positioned { row: JsonRow(row), .. }) in page.rows.into_iter().enumerate() {
            json.extend(&b","[..n.min(1)]);
            json.extend(row);
        }
        json.extend(b"]}");
        Ok(Self(json))
    }
}

impl IntoResponse for ListBody {
    fn into_response(self) -> Response {
        ([(CONTENT_TYPE, "application/json")], self.0).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(sizes: &[usize]) -> Page<Positioned<String>> {
        let rows = sizes.iter().enumerate();
        let rows = rows.map(|(n, size)| Positioned { position: format!("{n}"), row: "x".repeat(*size) });
        Page { rows: rows.collect(), next: None, previous: None }
    }

    fn positions(sizes: &[usize], direction: Direction) -> Vec<String> {
        let page = bounded(page(sizes), direction).unwrap();
        page.rows.into_iter().map(|row| row.position).collect()
    }

    #[test]
    fn a_page_has_the_rows_that_fit_and_at_least_one() {
        use Direction::{Backward, Forward};
        let half = SIZE_MAX / 2 - 4;
        for (sizes, forward, backward) in [
            (&[][..], &[][..], &[][..]),
            (&[half, half], &["0", "1"], &["0", "1"]),
            (&[half, half, 1], &["0", "1"], &["1", "2"]),
            (&[half + 1, half], &["0"], &["1"]),
            (&[2 * SIZE_MAX, 1], &["0"], &["1"]),
            (&[1, 2 * SIZE_MAX], &["0"], &["1"]),
        ] {
            assert_eq!(positions(sizes, Forward), forward, "{sizes:?}");
            assert_eq!(positions(sizes, Backward), backward, "{sizes:?}");
        }
    }
}
