//! `PUT /api/v2/{discussion|post}/{id}/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::PostView;
use shared::dialect::{Input, PathId};
use shared::domain::{Error, PostWithCounters, Result};
use shared::runtime::state::AppState;

use crate::content;
use crate::kind::OfKind;
use crate::shown::show_one;

/// Edits a post: its author may, and staff. What the body does not name stays.
pub async fn update_post(
    State(state): State<AppState>,
    kind: OfKind,
    PathId(id): PathId,
    caller: CurrentUser,
    input: Input,
) -> Result<Json<PostView>> {
    let store = &state.store;
    let (viewer, posted) = caller.with(store.posts().get(id, true)).await?;
    let PostWithCounters { post, counters } = kind.find(posted)?;
    viewer.must_be_self_or_staff(post.author)?;
    let now = state.clock.now();
    let edited = post.edit(content::read(input.fields()?, post.kind, Some(&post.content), now)?, now);
    let posted = PostWithCounters { post: edited.clone(), counters };
    let (saved, view) = tokio::try_join!(store.posts().edit(&post, &edited), show_one(&state, Some(&viewer), posted))?;
    if saved { Ok(Json(view)) } else { Err(Error::not_found()) }
}
