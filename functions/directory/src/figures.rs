//! `/figures/`: what happened in the community, day by day.

use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::PageLinks;
use shared::dialect::directory::schemas::FiguresList;
use shared::dialect::directory::{DailyFiguresResource, JsonApi, NumberedList, Query, Resource};
use shared::domain::cursor::PageRequest;
use shared::domain::{AccountAction, Result};
use shared::openapi::Routes;
use shared::openapi::parameters::PAGE_CURSORS;
use shared::runtime::state::AppState;

use crate::staff_list;

/// The routes of figures.
pub fn routes<R: Routes>(routes: R) -> R {
    routes.tag("Directory: figures", "What happened in the community, in JSON:API.").get(
        "/figures/",
        list_figures,
        |op| {
            op.operation_id("list_figures", "List the figures of days")
                .description(
                    "Lists what happened on each day in UTC, newest first. Only staff may call it. A day is counted within \
                     an hour after its end, and its figures do not change then. The list is not counted: it has no \
                     `meta`, and `links.last` is null. Follow `links.next` until it is null.",
                )
                .query(PAGE_CURSORS)
                .response::<FiguresList>(200, "A page of days.")
                .error(400, "A query parameter is unknown (`unknown_parameter`), or no link has given the cursor.")
                .error(403, "The caller is not staff.")
        },
    )
}

/// Lists the figures of days, newest first.
async fn list_figures(
    State(state): State<AppState>,
    caller: CurrentUser,
    query: Query,
    links: PageLinks,
) -> Result<JsonApi<NumberedList<Resource>>> {
    let read = async |request: &PageRequest| state.store.figures().page(request).await;
    staff_list::list(caller, AccountAction::List, (query, links), read, DailyFiguresResource::new).await
}
