//! `POST /api/v2/media/{id}/click/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::MaybeUser;
use shared::dialect::PathId;
use shared::domain::{Error, Result};
use shared::runtime::state::AppState;

/// Takes note of nothing. A media is known to others once a post has it.
pub async fn click_media(State(state): State<AppState>, caller: MaybeUser, PathId(id): PathId) -> Result<StatusCode> {
    let (media, me, now) = (state.store.post_media(), caller.claimed_id(), state.clock.now().as_second());
    let own = async {
        let Some(me) = me else { return Ok(false) };
        Ok(media.get(me, id).await?.is_some_and(|media| media.exists_at(now)))
    };
    let (_, (own, used)) = caller.with(async { tokio::try_join!(own, media.is_in_post(id)) }).await?;
    if own || used { Ok(StatusCode::NO_CONTENT) } else { Err(Error::not_found()) }
}
