//! `/figures/`: what happened in the community, day by day.

use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::PageLinks;
use shared::dialect::directory::schemas::FiguresList;
use shared::dialect::directory::{DailyFiguresResource, JsonApi, NumberedList, Paging, Query, Resource};
use shared::domain::cursor::Page;
use shared::domain::{AccountAction, Error, Result};
use shared::openapi::Routes;
use shared::openapi::parameters::PAGE_CURSORS;
use shared::runtime::state::AppState;

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
    let requested = query.with(&Paging::CURSORS).and_then(|(p, fieldsets)| Ok((Paging::parse(&p)?, fieldsets)));
    let read = async {
        let Ok((paging, _)) = &requested else { return Ok(None) };
        state.store.figures().page(&paging.request).await.map(Some)
    };
    let (viewer, page) = caller.with(read).await?;
    viewer.may_act_on_users(AccountAction::List)?;
    let (paging, fieldsets) = requested?;
    let page = page.ok_or_else(|| Error::internal("the figures were not read"))?;
    let rows = page.rows.iter().map(|figures| DailyFiguresResource::new(figures, &fieldsets)).collect();
    Ok(JsonApi(paging.uncounted(Page { rows, next: page.next, previous: page.previous }, &links)))
}
