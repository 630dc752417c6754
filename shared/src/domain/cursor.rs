//! Pages of a list: where one begins and how its neighbours are named.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::domain::error::{Error, Problem, Result};

/// Rows on a page unless asked otherwise.
pub const DEFAULT_LIMIT: usize = 20;
/// Most rows on a page; larger requests are clamped.
pub const MAX_LIMIT: usize = 100;
/// Largest offset that is read by skipping rows.
pub const MAX_OFFSET: usize = 10_000;
/// Longest position inside a cursor, in bytes.
const POSITION_MAX: usize = 512;

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// After skipping so many rows of the list.
    Offset(usize),
    /// At a position that an earlier page named.
    Cursor(Cursor),
}

impl Start {
    /// Behind this position, or with the first row.
    pub fn after(position: Option<&str>) -> Self {
        let cursor = |position: &str| Cursor { direction: Direction::Forward, position: position.to_owned() };
        position.map_or(Self::Offset(0), |position| Self::Cursor(cursor(position)))
    }
}

/// A place between two rows of a list, and the direction in which the page lies. Callers see it as opaque text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Which way the page lies.
    pub direction: Direction,
    /// The sort key of the row next to the page.
    pub position: String,
}

/// Which way a page lies from its cursor, in the order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The rows after the cursor.
    Forward,
    /// The rows before the cursor.
    Backward,
}

/// The part of a list that a caller asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRequest {
    /// Rows wanted, 1 to [`MAX_LIMIT`].
    pub limit: usize,
    /// Where they begin.
    pub start: Start,
}

/// A part of a list, with the cursors of its neighbours where there are any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows, in the order of the list.
    pub rows: Vec<T>,
    /// The page after this one.
    pub next: Option<Cursor>,
    /// The page before this one.
    pub previous: Option<Cursor>,
}

impl Cursor {
    /// A position beyond every row of a list that ascends.
    pub const END: &str = "\u{10ffff}";
    /// A position before every row of a list that ascends.
    pub const BEGINNING: &str = " ";

    /// The opaque text of this cursor.
    pub fn encode(&self) -> String {
        let mark = match self.direction {
            Direction::Forward => 'f',
            Direction::Backward => 'b',
        };
        URL_SAFE_NO_PAD.encode(format!("{mark}{}", self.position))
    }

    /// Reads the text of a cursor; `None` if no page could have named it.
    pub fn decode(text: &str) -> Option<Self> {
        if text.len() > 2 * POSITION_MAX {
            return None;
        }
        let plain = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let mut chars = plain.chars();
        let direction = match chars.next()? {
            'f' => Direction::Forward,
            'b' => Direction::Backward,
            _ => return None,
        };
        let position = chars.as_str();
        let valid = (1..=POSITION_MAX).contains(&position.len());
        valid.then(|| Self { direction, position: position.to_owned() })
    }
}

impl PageRequest {
    /// Reads `limit`, `offset` and `cursor` as they came in a query string.
    pub fn parse(limit: Option<&str>, offset: Option<&str>, cursor: Option<&str>) -> Result<Self> {
        let (limit, offset) = numbers(limit, offset)?;
        let start = match cursor {
            Some(text) => Start::Cursor(
                Cursor::decode(text)
                    .ok_or_else(|| Error::field("cursor", Problem::new("invalid", "Invalid cursor.")))?,
            ),
            None => Start::Offset(bounded(offset)?),
        };
        Ok(Self { limit, start })
    }
}

/// The part of a list that a caller asks for by numbers alone, where the list is short enough to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OffsetRequest {
    /// Rows wanted, 1 to [`MAX_LIMIT`].
    pub limit: usize,
    /// Rows before them, at most [`MAX_OFFSET`].
    pub offset: usize,
}

impl OffsetRequest {
    /// Reads `limit` and `offset` as they came in a query string.
    pub fn parse(limit: Option<&str>, offset: Option<&str>) -> Result<Self> {
        let (limit, offset) = numbers(limit, offset)?;
        Ok(Self { limit, offset: bounded(offset)? })
    }
}

fn numbers(limit: Option<&str>, offset: Option<&str>) -> Result<(usize, usize)> {
    let limit = number("limit", limit)?.map_or(DEFAULT_LIMIT, |n| n.clamp(1, MAX_LIMIT));
    Ok((limit, number("offset", offset)?.unwrap_or(0)))
}

fn bounded(offset: usize) -> Result<usize> {
    if offset > MAX_OFFSET {
        let message = format!("An offset beyond {MAX_OFFSET} is not read: follow the list's next links instead.");
        return Err(Error::field("offset", Problem::new("max_value", message)));
    }
    Ok(offset)
}

fn number(field: &'static str, text: Option<&str>) -> Result<Option<usize>> {
    let Some(text) = text.filter(|t| !t.is_empty()) else { return Ok(None) };
    if text.bytes().all(|b| b.is_ascii_digit()) {
        // A number too large for the machine is as large as any.
        return Ok(Some(text.parse().unwrap_or(usize::MAX)));
    }
    Err(Error::field(field, Problem::new("invalid", "A valid integer is required.")))
}
