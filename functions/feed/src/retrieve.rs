//! `GET /api/v2/{discussion|post}/{id}/`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::PathId;
use shared::dialect::community::PostView;
use shared::domain::Result;
use shared::runtime::state::AppState;

use crate::kind::OfKind;
use crate::shown::show_one;

/// One post. Who its author is, the post itself says: a second trip.
pub async fn retrieve_post(
    State(state): State<AppState>,
    kind: OfKind,
    PathId(id): PathId,
    caller: MaybeUser,
) -> Result<Json<PostView>> {
    let (viewer, posted) = caller.with(state.store.posts().get(id, false)).await?;
    show_one(&state, viewer.as_ref(), kind.find(posted)?).await.map(Json)
}
