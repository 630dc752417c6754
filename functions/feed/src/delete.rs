//! `DELETE /api/v2/{discussion|post}/{id}/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::domain::account::audit::AuditKind;
use shared::domain::{Contribution, Error, FeedEntry, Result};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;

use crate::moderators::{audited_act, must_be_author_or_moderator};
use crate::path_kind::PathKind;
use crate::review::HeldPath;

/// Deletes a post, for its author and for staff. `fanout` removes the reactions and notifications.
pub async fn delete_post(
    State(state): State<AppState>,
    kind: PathKind,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<StatusCode> {
    let (viewer, found) = caller.with(state.store.posts().get(id, true)).await?;
    if found.is_none() {
        return HeldPath::Post(kind.0, id).delete(&state, &viewer).await;
    }
    let post = kind.must_match(found)?.post;
    must_be_author_or_moderator(&state, &viewer, post.author).await?;
    let contribution = Contribution::Post(post.id);
    let audited = audited_act(&viewer, AuditKind::DeleteContent, contribution, post.author, state.clock.now());
    if !state.store.posts().delete(FeedEntry::of(&post), audited.as_ref()).await? {
        return Err(Error::not_found());
    }
    SecurityEvent::StaffDeletedContent.log_by_staff(&viewer, post.author);
    Ok(StatusCode::NO_CONTENT)
}
