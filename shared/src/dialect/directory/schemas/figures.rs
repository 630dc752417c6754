//! The figures of days.

use utoipa::ToSchema;

use crate::dialect::directory::schemas::pages::PageOfLinks;

/// A page of the figures of days, newest first.
#[derive(ToSchema)]
pub struct FiguresList {
    /// The days of this page.
    data: Vec<DailyFigures>,
    /// Links to other pages. The list is not counted, so `last` is always `null`.
    links: PageOfLinks,
}

/// The figures of a day in UTC.
#[derive(ToSchema)]
struct DailyFigures {
    /// Always `daily-figures`.
    #[schema(pattern = "^daily-figures$")]
    r#type: String,
    /// The day: `YYYY-MM-DD`.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    id: String,
    /// The figures; absent if `fields[daily-figures]` names none of them.
    #[schema(nullable = false)]
    attributes: Option<FiguresOfDay>,
}

/// What happened on a day: the figures that `fields[daily-figures]` names, by default all.
#[derive(ToSchema)]
struct FiguresOfDay {
    /// Users who registered on the day and were not deleted on it.
    #[schema(nullable = false)]
    registrations: Option<u64>,
    /// Users who registered, logged in or refreshed a token on the day; absent if none is known.
    #[schema(nullable = false)]
    active_users: Option<u64>,
    /// Posts and discussions that were published on the day and not deleted on it.
    #[schema(nullable = false)]
    posts: Option<u64>,
    /// Changes that could not be processed on the day and wait for a replay by the operator.
    #[schema(nullable = false)]
    parked_changes: Option<u64>,
}
