//! `GET /api/v2/comment/{id}/`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::PathId;
use shared::dialect::community::CommentView;
use shared::domain::{CommentPlace, CountedComment, Error, Result, Viewer};
use shared::runtime::state::AppState;
use shared::store::{Consistency, HiddenUsers};

use crate::blocked_authors::must_see_comment;
use crate::comments::views::{Details, view_one};
use crate::review::HeldPath;

/// Returns one comment.
pub async fn retrieve_comment(
    State(state): State<AppState>,
    caller: MaybeUser,
    PathId(id): PathId,
) -> Result<Json<CommentView>> {
    let (store, me) = (&state.store, caller.claimed_id());
    let hidden = store.edge_lists().hidden(me, Consistency::Eventual);
    let reads = async { tokio::try_join!(store.comments().place(id), hidden) };
    let (viewer, (place, hidden)) = caller.with(reads).await?;
    let viewer = viewer.as_ref();
    let Some(place) = place else { return HeldPath::Comment(id).see_comment(&state, viewer, &hidden).await.map(Json) };
    let seen = must_see_comment(&state, viewer, &hidden, (place.at, place.author));
    let (view, ()) = tokio::try_join!(view_at(&state, viewer, Some(place), &hidden), seen)?;
    Ok(Json(view))
}

/// The view of the comment at this place, without replies of users with whom a block stands.
pub async fn view_at(
    state: &AppState,
    viewer: Option<&Viewer>,
    place: Option<CommentPlace>,
    hidden: &HiddenUsers,
) -> Result<CommentView> {
    let place = place.ok_or_else(Error::not_found)?;
    let details = Details::of_one(state, viewer, place);
    let (counted, details) = tokio::try_join!(state.store.comments().get(place.at), details)?;
    let counted = counted.filter(CountedComment::is_shown).ok_or_else(Error::not_found)?;
    view_one(state, viewer, counted, details, hidden).await
}
