//! Pages of a list: by number, and by cursor beyond the rows that numbers reach (`docs/api/directory.md`, "Pages").

use serde::Serialize;

use crate::dialect::directory::error::wrong_parameter;
use crate::dialect::directory::query::Parameters;
use crate::dialect::extract::PageLinks;
use crate::domain::cursor::{
    Cursor, DEFAULT_LIMIT, Direction, MAX_LIMIT, MAX_OFFSET, Page, PageRequest, SKIPPED_MAX, Start,
};
use crate::domain::{Error, Problem, Result};

const NUMBER: &str = "page[number]";
const SIZE: &str = "page[size]";
const AFTER: &str = "page[after]";
const BEFORE: &str = "page[before]";

/// The page that the caller requests.
#[derive(Debug)]
pub struct Paging {
    /// The number of the page, from 1. With a cursor it is only the name that the caller gives the page.
    pub number: usize,
    /// The size of the page, and where it begins.
    pub request: PageRequest,
}

/// Links to other pages of the list; `None` if there is no such page, or if the list cannot tell.
#[derive(Debug, Serialize)]
pub struct Links {
    first: String,
    last: Option<String>,
    next: Option<String>,
    prev: Option<String>,
}

/// A page of a list, with links to other pages.
#[derive(Debug, Serialize)]
pub struct NumberedList<T> {
    data: Vec<T>,
    links: Links,
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<Meta>,
}

#[derive(Debug, Serialize)]
struct Meta {
    pagination: Pagination,
}

#[derive(Debug, Serialize)]
struct Pagination {
    page: usize,
    pages: usize,
    count: usize,
}

impl Paging {
    /// The parameters of lists that are paged by number.
    pub const NUMBERED: [&str; 2] = [NUMBER, SIZE];
    /// The parameters of lists that are paged by cursor.
    pub const CURSORS: [&str; 3] = [SIZE, AFTER, BEFORE];

    /// Reads the query parameters. A cursor takes precedence over the number.
    pub fn parse(parameters: &Parameters) -> Result<Self> {
        let size = number(parameters, SIZE)?.unwrap_or(DEFAULT_LIMIT).min(MAX_LIMIT);
        let page = number(parameters, NUMBER)?.unwrap_or(1);
        let start = match cursor(parameters)? {
            Some(cursor) => Start::Cursor(cursor),
            None => match (page - 1).checked_mul(size).filter(|skipped| *skipped <= MAX_OFFSET) {
                Some(skipped) => Start::Offset(skipped),
                None => return Err(beyond(MAX_OFFSET)),
            },
        };
        Ok(Self { number: page, request: PageRequest { limit: size, start } })
    }

    /// The number of rows before a page that is addressed by number.
    pub fn skipped(&self) -> usize {
        (self.number - 1).saturating_mul(self.request.limit)
    }

    /// Whether the page is addressed by a number that skips rows.
    pub fn skips(&self) -> bool {
        matches!(self.request.start, Start::Offset(skipped) if skipped > 0)
    }

    /// Fails if the rows before the page are more than one request skips.
    pub fn must_be_reached<T>(page: Page<T>) -> Result<Page<T>> {
        match &page.next {
            Some(next) if next.skip > 0 => Err(beyond(SKIPPED_MAX)),
            _ => Ok(page),
        }
    }

    /// A page of a list of `count` rows in ascending or descending order. Beyond the first [`SKIPPED_MAX`] rows, links
    /// carry the cursors of `page` beside the number.
    pub fn list<T>(&self, page: Page<T>, count: u64, ascending: bool, links: &PageLinks) -> NumberedList<T> {
        self.list_within(SKIPPED_MAX, page, count, ascending, links)
    }

    /// A page whose number alone leads to it within the first `reached` rows.
    fn list_within<T>(
        &self,
        reached: usize,
        page: Page<T>,
        count: u64,
        ascending: bool,
        links: &PageLinks,
    ) -> NumberedList<T> {
        let (number, size) = (self.number, self.request.limit);
        let following = number.saturating_add(1);
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let pages = count.div_ceil(size).max(1);
        let to = |number: usize, cursor: Option<Cursor>| self.link(links, number, cursor);
        let reaches = |number: usize| (number - 1).saturating_mul(size) <= reached;
        let end = if ascending { Cursor::END } else { Cursor::BEGINNING };
        let end = Cursor { direction: Direction::Backward, position: end.to_owned(), skip: 0 };
        let Page { rows, next, previous } = page;
        // A page that was read backwards from the end of the list can be the last one.
        let next = next.filter(|_| {
            number < pages || !matches!(&self.request.start, Start::Cursor(c) if c.direction == Direction::Backward)
        });
        let links = Links {
            first: to(1, None),
            last: Some(to(pages, (!reaches(pages)).then_some(end))),
            next: next.map(|next| to(following, (!reaches(following)).then_some(next))),
            // The page before one beyond the end of the list is the last page.
            prev: previous.filter(|_| number > 1).map(|previous| {
                let before = (number - 1).min(pages);
                to(before, (!reaches(before)).then_some(previous))
            }),
        };
        let meta = Some(Meta { pagination: Pagination { page: number, pages, count } });
        NumberedList { data: rows, links, meta }
    }

    /// A page of a list of `count` rows that is addressed by number only.
    pub fn slice<T>(&self, rows: Vec<T>, count: usize, links: &PageLinks) -> NumberedList<T> {
        // The cursors only say that there is a neighbour: numbers reach every row of such a list.
        let neighbour =
            |there: bool| there.then(|| Cursor { direction: Direction::Forward, position: String::new(), skip: 0 });
        let (next, previous) = (self.number.saturating_mul(self.request.limit) < count, self.number > 1);
        let page = Page { rows, next: neighbour(next), previous: neighbour(previous) };
        self.list_within(MAX_OFFSET, page, count as u64, true, links)
    }

    /// A page of a list that is not counted. Its links carry cursors.
    pub fn uncounted<T>(&self, page: Page<T>, links: &PageLinks) -> NumberedList<T> {
        let size = (SIZE, self.request.limit.to_string());
        let to = |cursor: Cursor| links.replacing("page[", &[(parameter(&cursor), cursor.encode()), size.clone()]);
        let first = links.replacing("page[", std::slice::from_ref(&size));
        let links = Links { first, last: None, next: page.next.map(to), prev: page.previous.map(to) };
        NumberedList { data: page.rows, links, meta: None }
    }

    fn link(&self, links: &PageLinks, number: usize, cursor: Option<Cursor>) -> String {
        let mut page = vec![(NUMBER, number.to_string()), (SIZE, self.request.limit.to_string())];
        page.extend(cursor.map(|cursor| (parameter(&cursor), cursor.encode())));
        links.replacing("page[", &page)
    }
}

/// The error of a page that begins after more rows than a number reaches.
fn beyond(reached: usize) -> Error {
    let message = format!("Pages beyond the first {reached} rows have no number: follow the links.");
    wrong_parameter(NUMBER, Problem::new("max_value", message))
}

/// The name of the parameter that carries a cursor.
fn parameter(cursor: &Cursor) -> &'static str {
    match cursor.direction {
        Direction::Forward => AFTER,
        Direction::Backward => BEFORE,
    }
}

fn cursor(parameters: &Parameters) -> Result<Option<Cursor>> {
    for (name, direction) in [(AFTER, Direction::Forward), (BEFORE, Direction::Backward)] {
        if let Some(text) = parameters.get(name).filter(|text| !text.is_empty()) {
            let cursor = Cursor::decode(text).filter(|cursor| cursor.direction == direction);
            let wrong = || wrong_parameter(name, Problem::new("invalid", "Invalid cursor."));
            return cursor.map(Some).ok_or_else(wrong);
        }
    }
    Ok(None)
}

/// A number from 1 up.
fn number(parameters: &Parameters, name: &str) -> Result<Option<usize>> {
    let Some(text) = parameters.get(name) else { return Ok(None) };
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    // A number too large for `usize` is clamped.
    let number = digits.then(|| text.parse().unwrap_or(usize::MAX)).filter(|number| *number > 0);
    let wrong = || wrong_parameter(name, Problem::new("invalid", "A positive integer is required."));
    number.map(Some).ok_or_else(wrong)
}
