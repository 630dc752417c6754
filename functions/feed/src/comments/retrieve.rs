//! `GET /api/v2/comment/{id}/`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::PathId;
use shared::dialect::community::CommentView;
use shared::domain::{CommentPlace, CountedComment, Error, Result, Viewer};
use shared::runtime::state::AppState;

use crate::comments::views::{Details, view_one};
use crate::review::HeldPath;

/// Returns one comment.
pub async fn retrieve_comment(
    State(state): State<AppState>,
    caller: MaybeUser,
    PathId(id): PathId,
) -> Result<Json<CommentView>> {
    let (viewer, place) = caller.with(state.store.comments().place(id)).await?;
    if place.is_none() {
        return HeldPath::Comment(id).view_comment(&state, viewer.as_ref()).await.map(Json);
    }
    view_at(&state, viewer.as_ref(), place).await.map(Json)
}

/// The view of the comment at this place.
pub async fn view_at(state: &AppState, viewer: Option<&Viewer>, place: Option<CommentPlace>) -> Result<CommentView> {
    let place = place.ok_or_else(Error::not_found)?;
    let details = Details::of_one(state, viewer, place);
    let (counted, details) = tokio::try_join!(state.store.comments().get(place.at), details)?;
    let counted = counted.filter(CountedComment::is_shown).ok_or_else(Error::not_found)?;
    view_one(state, viewer, counted, details).await
}
