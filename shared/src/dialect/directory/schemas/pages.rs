//! Pages of a list.

use utoipa::ToSchema;

/// Links to other pages of the list: absolute URLs that keep the other parameters of the request. Follow them as they
/// are.
#[derive(ToSchema)]
pub(super) struct PageOfLinks {
    /// URL of the first page.
    first: String,
    /// URL of the last page; `null` if the list is not counted.
    #[schema(required)]
    last: Option<String>,
    /// URL of the next page; `null` on the last page.
    #[schema(required)]
    next: Option<String>,
    /// URL of the previous page; `null` on the first page.
    #[schema(required)]
    prev: Option<String>,
}

/// The position of a page in the list.
#[derive(ToSchema)]
pub(super) struct PageMeta {
    /// The number of the page, of all pages and of all rows.
    pagination: PageNumbers,
}

/// The number of the page, of all pages and of all rows.
#[derive(ToSchema)]
struct PageNumbers {
    /// The number of this page, from 1.
    #[schema(minimum = 1)]
    page: u64,
    /// The number of pages, at least 1.
    #[schema(minimum = 1)]
    pages: u64,
    /// The number of rows in the whole list. For a search it is the number found within the bounds of the search.
    count: u64,
}
