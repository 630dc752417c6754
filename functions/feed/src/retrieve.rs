//! `GET /api/v2/{discussion|post}/{id}/`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::community::PostView;
use shared::dialect::{Params, PathId};
use shared::domain::{Result, SocialAction, Viewer};
use shared::runtime::state::AppState;

use crate::path_kind::PathKind;
use crate::post_views::{VOTED, view_post};
use crate::review::HeldPath;

/// Returns one post. The author is known only after the post is read, so this takes a second trip.
pub async fn retrieve_post(
    State(state): State<AppState>,
    kind: PathKind,
    caller: MaybeUser,
    PathId(id): PathId,
    params: Params,
) -> Result<Json<PostView>> {
    let reads = async {
        params.flag(VOTED.name)?;
        state.store.posts().get(id, false).await
    };
    let (viewer, found) = caller.with(reads).await?;
    if found.is_none() {
        return HeldPath::Post(kind.0, id).view_post(&state, viewer.as_ref()).await.map(Json);
    }
    let found = kind.must_match(found)?;
    let block = state.store.blocks().between(viewer.as_ref().map(Viewer::id), found.post.author);
    let (view, block) = tokio::try_join!(view_post(&state, viewer.as_ref(), found), block)?;
    SocialAction::ViewContent.must_pass(block, viewer.as_ref())?;
    Ok(Json(view))
}
