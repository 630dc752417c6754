//! Pages of a list.

use serde::Serialize;

/// One page of a list (`docs/api/common.md`, "Pages"). `openapi` has its schema.
#[derive(Debug, Serialize)]
pub struct ListView<T> {
    /// The number of rows in the whole list.
    pub count: u64,
    /// The URL of the next page.
    pub next: Option<String>,
    /// The URL of the previous page.
    pub previous: Option<String>,
    /// The rows of this page.
    pub results: Vec<T>,
}

impl<T> ListView<T> {
    /// A list that is on one page, whatever its length.
    pub fn whole(results: Vec<T>) -> Self {
        Self { count: results.len() as u64, next: None, previous: None, results }
    }
}
