//! `POST`, `PUT`, `DELETE /api/v2/{discussion|post}/{id}/suspend/`, `GET /api/v2/{discussion|post}/{id}/suspended/`,
//! `GET /api/v2/{discussion|post}/suspended/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::community::{ListBody, ListView, PostView, SuspensionView};
use shared::dialect::{PageLinks, Params, PathId};
use shared::domain::{Id, ReactionKind, Result, Toggle, UserId};
use shared::openapi::Operation;
use shared::openapi::parameters::PAGES;
use shared::runtime::state::AppState;
use shared::store::Consistency;

use crate::blocked_authors::must_see;
use crate::path_kind::PathKind;
use crate::post_views::{Own, PostsWithAuthors, entries_of};

/// Suspends the caller's notifications about a post, or ends that.
pub async fn toggle_suspension(
    State(state): State<AppState>,
    kind: PathKind,
    caller: CurrentUser,
    PathId(id): PathId,
    toggle: Toggle,
) -> Result<StatusCode> {
    let (store, me) = (&state.store, caller.claimed_id());
    let own = store.reactions().get(ReactionKind::Suspension, id, me);
    let hidden = store.edge_lists().hidden(Some(me), Consistency::Eventual);
    let reads = async { tokio::try_join!(store.posts().get(id, false), own, hidden) };
    let (viewer, (found, own, hidden)) = caller.with(reads).await?;
    let post = kind.must_match(found)?.post;
    must_see(&state, Some(&viewer), &hidden, post.author).await?;
    store.reactions().suspend(toggle, &post, viewer.id(), own, Id::generate(state.clock.now())).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Returns whether the caller has suspended notifications about a post.
pub async fn is_suspended(
    State(state): State<AppState>,
    kind: PathKind,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<Json<SuspensionView>> {
    let (store, me) = (&state.store, caller.claimed_id());
    let own = store.reactions().get(ReactionKind::Suspension, id, me);
    let hidden = store.edge_lists().hidden(Some(me), Consistency::Eventual);
    let reads = async { tokio::try_join!(store.posts().get(id, false), own, hidden) };
    let (viewer, (found, own, hidden)) = caller.with(reads).await?;
    let author = kind.must_match(found)?.post.author;
    must_see(&state, Some(&viewer), &hidden, author).await?;
    Ok(Json(SuspensionView { suspended: own.is_some() }))
}

/// Lists the posts about which the caller has suspended notifications, newest first.
pub async fn list_suspended_posts(
    State(state): State<AppState>,
    kind: PathKind,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<ListBody> {
    let (store, reactions, me) = (&state.store, state.store.reactions(), caller.claimed_id());
    let reads = async {
        let request = params.page()?;
        let page = reactions.suspended(me, kind.0, &request);
        let hidden = store.edge_lists().hidden(Some(me), Consistency::Eventual);
        let (page, count, hidden) = tokio::try_join!(page, reactions.count_suspended(me, kind.0), hidden)?;
        Ok((request, page, count, hidden))
    };
    let (viewer, (request, mut page, count, hidden)) = caller.with(reads).await?;
    let authors: Vec<UserId> = page.rows.iter().map(|entry| entry.row.author).collect();
    let blocked = store.edge_lists().blocked(&hidden, Some(&viewer), &authors).await?;
    page.rows.retain(|entry| !blocked.contains(&entry.row.author));
    let entries = entries_of(&page);
    let posts = PostsWithAuthors::read(&state, &entries, None);
    let own = Own::read(&state, Some(&viewer), &entries, false);
    let (posts, own) = tokio::try_join!(posts, own)?;
    let page = posts.into_entries(&state, Some(&viewer), page, &own, |post, _| post);
    ListBody::new(count as u64, page, request.direction(), &links)
}

/// Describes a suspension.
pub fn toggle_texts(op: Operation, toggle: Toggle, not_found: &'static str) -> Operation {
    let op = match toggle {
        Toggle::Flip => op
            .description(
                "Suspends the caller's notifications of comments and replies on the post, of votes for it and them, and of \
                 its followers. A second call undoes the first. No body is read.",
            )
            .no_content("The suspension is toggled."),
        Toggle::Set | Toggle::Unset => op
            .description("A repeated call changes nothing. No body is read.")
            .no_content("The suspension is as the caller wants it."),
    };
    op.error(404, not_found)
}

/// Describes whether notifications are suspended.
pub fn status_texts(op: Operation, not_found: &'static str) -> Operation {
    op.description("A change by the caller is seen at once.")
        .response::<SuspensionView>(200, "Whether the caller has suspended notifications about it.")
        .error(404, not_found)
}

/// Describes the list.
pub fn list_texts(op: Operation) -> Operation {
    op.description("Newest first. Deleted posts are left out.")
        .query(PAGES)
        .response::<ListView<PostView>>(
            200,
            "A page of those about which the caller has suspended notifications. `count` is their number, counted up to 100.",
        )
        .error(400, "A page parameter is invalid.")
}
