//! `GET /api/v2/{discussion|post}/{id}/`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::community::PostView;
use shared::dialect::{Params, PathId};
use shared::domain::Result;
use shared::runtime::state::AppState;

use crate::path_kind::PathKind;
use crate::post_views::{Votes, view_post};
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
        let votes = Votes::of(&params)?;
        Ok((votes, state.store.posts().get(id, false).await?))
    };
    let (viewer, (votes, found)) = caller.with(reads).await?;
    if found.is_none() {
        return HeldPath::Post(kind.0, id).view_post(&state, viewer.as_ref()).await.map(Json);
    }
    view_post(&state, viewer.as_ref(), kind.must_match(found)?, votes).await.map(Json)
}
