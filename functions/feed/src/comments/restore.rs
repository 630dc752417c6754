//! `POST /api/v2/comment/{id}/restore/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::domain::{Error, Result};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;

use crate::moderation::audited_restoration;
use crate::moderators::must_be_author_or_moderator;

/// Restores a deleted comment that is still shown as a blank, for staff.
pub async fn restore_comment(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<StatusCode> {
    let comments = state.store.comments();
    let (viewer, place) = caller.with(comments.place(id)).await?;
    viewer.must_be_staff()?;
    let place = place.ok_or_else(Error::not_found)?;
    must_be_author_or_moderator(&state, &viewer, place.author).await?;
    let audited = audited_restoration(&viewer, place.at, place.author, state.clock.now());
    if !comments.restore(place.at, place.author, audited.as_ref()).await? {
        return Err(Error::not_found());
    }
    SecurityEvent::StaffModeratedContent.log_by_staff(&viewer, place.author);
    Ok(StatusCode::NO_CONTENT)
}
