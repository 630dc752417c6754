//! `GET /api/v2/user/me/notifications/`, `GET /api/v2/notification/`

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::auth::CurrentUser;
use shared::dialect::community::{ResultView, collapsed};
use shared::dialect::{PageLinks, Params};
use shared::domain::cursor::PageRequest;
use shared::domain::{Error, Id, Notification, Problem, Result, UserId, Viewer};
use shared::runtime::state::AppState;
use shared::store::{NotificationPage, NotificationsFrom, Unseen};
use utoipa::ToSchema;

/// A page of the caller's notifications, with the ids that lead to the pages around it.
#[derive(Serialize, ToSchema)]
pub struct MyNotificationsOut {
    /// The id of the last notification on the page, to be passed as `next_id`; `null` if there are no older ones.
    #[schema(required)]
    next_id: Option<Id>,
    /// The id of the first notification on the page, to be passed as `prev_id`; `null` if there are no newer ones.
    #[schema(required)]
    prev_id: Option<Id>,
    /// Whether anything on the page is unseen.
    is_new: bool,
    /// The page in one line, such as "3 new followers, 1 message".
    collapsed: String,
    /// The results, newest first.
    results: Vec<ResultView>,
}

/// A page of the caller's notifications, with the URLs of the pages around it.
#[derive(Serialize, ToSchema)]
pub struct NotificationsOut {
    /// The URL of the page of older notifications; `null` if there are none.
    #[schema(required)]
    next: Option<String>,
    /// The URL of the page of newer notifications; `null` if there are none.
    #[schema(required)]
    previous: Option<String>,
    /// The results, newest first.
    results: Vec<ResultView>,
}

/// Lists the caller's notifications, newest first, and leaves them unseen.
pub async fn list_my_notifications(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
) -> Result<Json<MyNotificationsOut>> {
    let page = read_page(&state, caller.claimed_id(), &params);
    let (viewer, page) = caller.with(page).await?;
    let results = results(&state, &viewer, &page.rows).await?;
    let (next_id, prev_id) = neighbours(&page);
    let is_new = results.iter().any(ResultView::is_new);
    Ok(Json(MyNotificationsOut { next_id, prev_id, is_new, collapsed: collapsed(&results), results }))
}

/// Lists the caller's notifications, newest first, and marks them as seen.
pub async fn list_notifications(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<NotificationsOut>> {
    let page = read_page(&state, caller.claimed_id(), &params);
    let (viewer, page) = caller.with(page).await?;
    let unseen = page.rows.iter().filter(|notification| notification.is_new()).map(Unseen::of).collect();
    let (results, ()) = tokio::try_join!(
        results(&state, &viewer, &page.rows),
        state.store.notifications().mark_seen(unseen, state.clock.now())
    )?;
    let (next, previous) = neighbours(&page);
    Ok(Json(NotificationsOut {
        next: next.map(|id| links.with("next_id", &id.to_string())),
        previous: previous.map(|id| links.with("prev_id", &id.to_string())),
        results,
    }))
}

async fn read_page(state: &AppState, me: UserId, params: &Params) -> Result<NotificationPage> {
    let PageRequest { limit, .. } = PageRequest::parse(params.get("limit"), None, None)?;
    let from = match (position(params, "next_id")?, position(params, "prev_id")?) {
        (Some(id), _) => NotificationsFrom::Below(id),
        (None, Some(id)) => NotificationsFrom::Above(id),
        (None, None) => NotificationsFrom::Newest,
    };
    state.store.notifications().page(me, from, limit).await
}

fn position(params: &Params, name: &'static str) -> Result<Option<Id>> {
    // Some clients send zero for "none".
    let text = params.get(name).filter(|text| !text.is_empty() && *text != "0");
    let invalid = || Error::field(name, Problem::new("invalid", "A valid integer is required."));
    text.map(|text| Id::parse(text).ok_or_else(invalid)).transpose()
}

/// The ids that lead to the pages of older and newer notifications.
fn neighbours(page: &NotificationPage) -> (Option<Id>, Option<Id>) {
    let next = page.rows.last().filter(|_| page.older);
    let previous = page.rows.first().filter(|_| page.newer);
    (next.map(|notification| notification.id), previous.map(|notification| notification.id))
}

async fn results(state: &AppState, viewer: &Viewer, notifications: &[Notification]) -> Result<Vec<ResultView>> {
    shared::views::notification_results(&state.store, &state.config, viewer, notifications, state.clock.now()).await
}
