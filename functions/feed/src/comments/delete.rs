//! `DELETE /api/v2/comment/{id}/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::domain::account::audit::AuditKind;
use shared::domain::{Contribution, Error, Result};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;

use crate::moderators::{audited_act, must_be_author_or_moderator};
use crate::review::HeldPath;

/// Deletes a comment, for its author and for staff. `fanout` removes what belongs to it; a comment with replies stays as a
/// blank.
pub async fn delete_comment(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<StatusCode> {
    let comments = state.store.comments();
    let (viewer, place) = caller.with(comments.place(id)).await?;
    let Some(place) = place else { return HeldPath::Comment(id).delete(&state, &viewer).await };
    must_be_author_or_moderator(&state, &viewer, place.author).await?;
    let (now, contribution) = (state.clock.now(), Contribution::Comment(place.at));
    let audited = audited_act(&viewer, AuditKind::DeleteContent, contribution, place.author, now);
    if !comments.delete(place.at, now, audited.as_ref().map(|audited| (place.author, audited))).await? {
        return Err(Error::not_found());
    }
    SecurityEvent::StaffDeletedContent.log_by_staff(&viewer, place.author);
    Ok(StatusCode::NO_CONTENT)
}
