//! Pages of a list: where a page begins, and the cursors that lead to its neighbours (`docs/api/common.md`, "Pages").

mod positioned;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::domain::error::{Error, Problem, Result};
pub use positioned::Positioned;

/// Default number of rows on a page.
pub const DEFAULT_LIMIT: usize = 20;
/// Maximum number of rows on a page. Larger limits are clamped.
pub const MAX_LIMIT: usize = 100;
/// Maximum offset.
pub const MAX_OFFSET: usize = 10_000;
/// Maximum number of rows that one request skips by reading them. Where an offset is larger and the list goes on, the page is
/// empty and the next one skips the rest. Rows of an index have some 110 bytes, so that skipping costs 7 read units.
pub const SKIPPED_MAX: usize = 500;
/// Maximum length of the position in a cursor, in bytes.
const POSITION_MAX: usize = 512;

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// After this many rows of the list.
    Offset(usize),
    /// At the cursor of another page.
    Cursor(Cursor),
}

impl Start {
    /// After this position, or at the first row.
    pub fn after(position: Option<&str>) -> Self {
        let cursor = |position: &str| Cursor { direction: Direction::Forward, position: position.to_owned(), skip: 0 };
        position.map_or(Self::Offset(0), |position| Self::Cursor(cursor(position)))
    }
}

/// A place between two rows of a list, and the direction in which the page extends from it. Callers see it as opaque
/// text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The direction of the page.
    pub direction: Direction,
    /// The sort key of the row next to the page, or to the rows that are skipped.
    pub position: String,
    /// How many rows are still to be skipped before a forward page.
    pub skip: usize,
}

/// The direction of a page from its cursor, in the order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The rows after the cursor.
    Forward,
    /// The rows before the cursor.
    Backward,
}

/// The part of a list that a caller requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRequest {
    /// Number of rows, 1 to [`MAX_LIMIT`].
    pub limit: usize,
    /// Where the page begins.
    pub start: Start,
}

/// A part of a list, with the cursors of the neighbouring pages that exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows, in the order of the list.
    pub rows: Vec<T>,
    /// The cursor of the next page.
    pub next: Option<Cursor>,
    /// The cursor of the previous page.
    pub previous: Option<Cursor>,
}

impl Cursor {
    /// A position after every row of an ascending list.
    pub const END: &str = "\u{10ffff}";
    /// A position before every row of an ascending list.
    pub const BEGINNING: &str = " ";

    /// Encodes the cursor as opaque text.
    pub fn encode(&self) -> String {
        let position = &self.position;
        URL_SAFE_NO_PAD.encode(match (self.direction, self.skip) {
            (Direction::Forward, 0) => format!("f{position}"),
            (Direction::Forward, skip) => format!("s{skip:05}{position}"),
            (Direction::Backward, _) => format!("b{position}"),
        })
    }

    /// Decodes the text of a cursor; `None` for text that [`Cursor::encode`] does not produce.
    pub fn decode(text: &str) -> Option<Self> {
        if text.len() > 2 * POSITION_MAX {
            return None;
        }
        let plain = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let (direction, skip, position) = match plain.split_at_checked(1)? {
            ("f", position) => (Direction::Forward, 0, position),
            ("b", position) => (Direction::Backward, 0, position),
            ("s", rest) => {
                let (skip, position) = rest.split_at_checked(5)?;
                let skip = Some(skip).filter(|skip| skip.bytes().all(|digit| digit.is_ascii_digit()))?.parse().ok()?;
                (Direction::Forward, Some(skip).filter(|skip| (1..=MAX_OFFSET).contains(skip))?, position)
            }
            _ => return None,
        };
        let valid = (1..=POSITION_MAX).contains(&position.len());
        valid.then(|| Self { direction, position: position.to_owned(), skip })
    }
}

impl PageRequest {
    /// Parses the query parameters `limit`, `offset` and `cursor`.
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

    /// The direction in which the page is read.
    pub fn direction(&self) -> Direction {
        match &self.start {
            Start::Offset(_) => Direction::Forward,
            Start::Cursor(cursor) => cursor.direction,
        }
    }
}

/// The part that a caller requests of a short list, by numbers alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OffsetRequest {
    /// Number of rows, 1 to [`MAX_LIMIT`].
    pub limit: usize,
    /// Number of rows to skip, at most [`MAX_OFFSET`].
    pub offset: usize,
}

impl OffsetRequest {
    /// Parses the query parameters `limit` and `offset`.
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
        let message = format!("The offset can be at most {MAX_OFFSET}; follow `next` to read further.");
        return Err(Error::field("offset", Problem::new("max_value", message)));
    }
    Ok(offset)
}

fn number(field: &'static str, text: Option<&str>) -> Result<Option<usize>> {
    let Some(text) = text.filter(|t| !t.is_empty()) else { return Ok(None) };
    if text.bytes().all(|b| b.is_ascii_digit()) {
        // Digits that overflow stand for a number above every limit.
        return Ok(Some(text.parse().unwrap_or(usize::MAX)));
    }
    Err(Error::field(field, Problem::new("invalid", "A valid integer is required.")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_direction() -> impl Strategy<Value = Direction> {
        prop_oneof![Just(Direction::Forward), Just(Direction::Backward)]
    }

    /// Text of at most `max` bytes, control characters included.
    fn text_of_bytes(max: usize) -> impl Strategy<Value = String> {
        let long = proptest::collection::vec(any::<char>(), 1..=max);
        prop_oneof![long, proptest::collection::vec(any::<char>(), 1..20)].prop_map(move |chars| {
            let mut text = String::new();
            for c in chars {
                if text.len() + c.len_utf8() > max {
                    break;
                }
                text.push(c);
            }
            text
        })
    }

    #[test]
    fn an_absent_or_empty_number_has_its_default() {
        let request = PageRequest { limit: DEFAULT_LIMIT, start: Start::Offset(0) };
        assert_eq!(PageRequest::parse(None, None, None).unwrap(), request);
        assert_eq!(PageRequest::parse(Some(""), Some(""), None).unwrap(), request);
        assert_eq!(OffsetRequest::parse(None, Some("")).unwrap(), OffsetRequest { limit: DEFAULT_LIMIT, offset: 0 });
        // With a cursor the offset is not used, however large it is.
        let cursor = Cursor { direction: Direction::Backward, position: "a".to_owned(), skip: 0 };
        let request = PageRequest::parse(Some("0"), Some("99999"), Some(&cursor.encode())).unwrap();
        assert_eq!(request, PageRequest { limit: 1, start: Start::Cursor(cursor) });
    }

    proptest! {
        #[test]
        fn a_cursor_survives_encoding(
            (direction, skip) in prop_oneof![
                any_direction().prop_map(|direction| (direction, 0)),
                (1..=MAX_OFFSET).prop_map(|skip| (Direction::Forward, skip)),
            ],
            position in text_of_bytes(POSITION_MAX),
        ) {
            let cursor = Cursor { direction, position, skip };
            let text = cursor.encode();
            // None of it needs escaping in a query.
            prop_assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'), "{}", text);
            prop_assert_eq!(Cursor::decode(&text), Some(cursor.clone()));
            let request = PageRequest::parse(None, None, Some(&text)).unwrap();
            prop_assert_eq!(request.start, Start::Cursor(cursor));
        }

        #[test]
        fn the_longest_position_survives_encoding(direction in any_direction(), c in any::<char>()) {
            let count = POSITION_MAX / c.len_utf8();
            let cursor = Cursor { direction, position: c.to_string().repeat(count), skip: 0 };
            prop_assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        }

        #[test]
        fn an_empty_or_overlong_position_is_refused(direction in any_direction(), length in POSITION_MAX + 1..2_000) {
            for position in [String::new(), "x".repeat(length)] {
                let text = Cursor { direction, position, skip: 0 }.encode();
                prop_assert_eq!(Cursor::decode(&text), None);
            }
        }

        #[test]
        fn any_text_is_decoded_or_refused(
            text in prop_oneof!["\\PC*", "[A-Za-z0-9_-]{0,1500}", "[ZYbc][A-Za-z0-9_-]{0,50}"],
        ) {
            match Cursor::decode(&text) {
                // A position has one encoding.
                Some(cursor) => prop_assert_eq!(cursor.encode(), text),
                None => {
                    let error = PageRequest::parse(None, None, Some(&text)).unwrap_err();
                    prop_assert_eq!(&error.fields[0].field, "cursor");
                }
            }
        }

        #[test]
        fn a_limit_is_clamped(limit in any::<u128>()) {
            let page = PageRequest::parse(Some(&limit.to_string()), None, None).unwrap();
            prop_assert_eq!(page.limit as u128, limit.clamp(1, 100));
        }

        #[test]
        fn an_offset_is_accepted_up_to_ten_thousand(offset in prop_oneof![any::<u128>(), 0..20_000_u128]) {
            let page = PageRequest::parse(None, Some(&offset.to_string()), None);
            match page {
                Ok(page) => prop_assert_eq!(page.start, Start::Offset(offset as usize)),
                Err(error) => prop_assert_eq!(&error.fields[0].field, "offset"),
            }
            prop_assert_eq!(PageRequest::parse(None, Some(&offset.to_string()), None).is_ok(), offset <= 10_000);
        }

        #[test]
        fn the_error_for_text_that_is_no_number_names_the_parameter(text in "[^0-9]\\PC{0,10}|[0-9]{1,5}[^0-9]") {
            let limit = PageRequest::parse(Some(&text), None, None).unwrap_err();
            let offset = PageRequest::parse(None, Some(&text), None).unwrap_err();
            prop_assert_eq!((&*limit.fields[0].field, &*offset.fields[0].field), ("limit", "offset"));
        }
    }
}
