//! `GET /api/v2/user/me/notifications/`, `GET /api/v2/notification/`

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::auth::CurrentUser;
use shared::dialect::community::{AuthorView, NotificationView, PostView, ResultView, UserView, collapsed};
use shared::dialect::{PageLinks, Params};
use shared::domain::cursor::PageRequest;
use shared::domain::notification::NotificationKind;
use shared::domain::{Error, Id, Notification, PostWithCounters, Problem, Result, UserId, Viewer};
use shared::runtime::state::AppState;
use shared::store::{Consistency, NotificationPage, NotificationsFrom, Unseen};
use utoipa::ToSchema;

/// A page of the caller's notifications, as the first version of the API has it.
#[derive(Serialize, ToSchema)]
pub struct MyNotificationsOut {
    #[schema(required)]
    next_id: Option<Id>,
    #[schema(required)]
    prev_id: Option<Id>,
    is_new: bool,
    collapsed: String,
    results: Vec<ResultView>,
}

/// A page of the caller's notifications, as later versions have it.
#[derive(Serialize, ToSchema)]
pub struct NotificationsOut {
    #[schema(required)]
    next: Option<String>,
    #[schema(required)]
    previous: Option<String>,
    results: Vec<ResultView>,
}

/// The caller's notifications, newest first.
pub async fn list_my_notifications(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
) -> Result<Json<MyNotificationsOut>> {
    let page = read(&state, caller.claimed_id(), &params);
    let (viewer, page) = caller.with(page).await?;
    let results = results(&state, &viewer, &page.rows).await?;
    let (next_id, prev_id) = neighbours(&page);
    let is_new = results.iter().any(ResultView::is_new);
    Ok(Json(MyNotificationsOut { next_id, prev_id, is_new, collapsed: collapsed(&results), results }))
}

/// The caller's notifications, newest first; being listed here marks them as seen.
pub async fn list_notifications(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<NotificationsOut>> {
    let page = read(&state, caller.claimed_id(), &params);
    let (viewer, page) = caller.with(page).await?;
    let unseen = page.rows.iter().filter(|note| note.is_new()).map(Unseen::of).collect();
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

async fn read(state: &AppState, me: UserId, params: &Params) -> Result<NotificationPage> {
    let PageRequest { limit, .. } = PageRequest::parse(params.get("limit"), None, None)?;
    let from = match (place(params, "next_id")?, place(params, "prev_id")?) {
        (Some(id), _) => NotificationsFrom::Below(id),
        (None, Some(id)) => NotificationsFrom::Above(id),
        (None, None) => NotificationsFrom::Newest,
    };
    state.store.notifications().page(me, from, limit).await
}

fn place(params: &Params, name: &'static str) -> Result<Option<Id>> {
    // Zero is what some clients send for none.
    let text = params.get(name).filter(|text| !text.is_empty() && *text != "0");
    let wrong = || Error::field(name, Problem::new("invalid", "A valid integer is required."));
    text.map(|text| Id::parse(text).ok_or_else(wrong)).transpose()
}

/// The ids by which the pages after and before this one are asked for.
fn neighbours(page: &NotificationPage) -> (Option<Id>, Option<Id>) {
    let next = page.rows.last().filter(|_| page.older);
    let previous = page.rows.first().filter(|_| page.newer);
    (next.map(|note| note.id), previous.map(|note| note.id))
}

/// The notifications with those who caused them and the posts that they are about, and without those whose cause is
/// gone. Posts are the caller's own, or of those who caused them.
async fn results(state: &AppState, viewer: &Viewer, notes: &[Notification]) -> Result<Vec<ResultView>> {
    let posts: Vec<Id> = notes.iter().filter_map(|note| note.kind.post()).collect();
    let own = notes
        .iter()
        .filter(|note| matches!(note.kind, NotificationKind::VoteUp { .. } | NotificationKind::Follow { .. }));
    let mut users: Vec<UserId> = notes.iter().map(|note| note.kind.user()).chain(own.map(|note| note.to)).collect();
    users.sort_unstable();
    users.dedup();
    let notices: Vec<Id> = notes.iter().filter_map(notice).collect();
    let store = &state.store;
    let (users, notices, posts) = tokio::try_join!(
        store.users().get_many(&users, Some(viewer.id()), Consistency::Eventual),
        store.announcements().get_many(&notices),
        store.posts().get_many(&posts)
    )?;
    let users: HashMap<_, _> = users.into_iter().map(|user| (user.profile.id, user)).collect();
    let notices: HashMap<_, _> = notices.into_iter().map(|notice| (notice.id, notice)).collect();
    let posts: HashMap<Id, PostWithCounters> = posts.into_iter().map(|posted| (posted.post.id, posted)).collect();
    let post = |id: Id| {
        let posted = posts.get(&id)?.clone();
        let author = AuthorView::new(&users.get(&posted.post.author)?.profile, Some(viewer), &state.config);
        Some(PostView::new(posted, author, &[], Some(viewer.id())))
    };
    let views = notes.iter().filter_map(|note| {
        let user = UserView::new(users.get(&note.kind.user())?.clone(), Some(viewer), &state.config);
        NotificationView::new(note, user, notice(note).and_then(|id| notices.get(&id)), note.kind.post().and_then(post))
    });
    Ok(ResultView::gather(views.collect()))
}

fn notice(note: &Notification) -> Option<Id> {
    match note.kind {
        NotificationKind::CustomNotification { notice, .. } => Some(notice),
        _ => None,
    }
}
