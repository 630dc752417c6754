//! `GET /api/v2/moderation/contribution/{id}/status/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::ModerationStatusView;
use shared::dialect::{Params, PathId};
use shared::domain::Result;
use shared::runtime::state::AppState;

use super::target::{ContributionType, Found};

/// Returns what staff have decided about a contribution, for staff.
pub async fn retrieve_moderation_status(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    params: Params,
) -> Result<Json<ModerationStatusView>> {
    caller.alone().await?.must_be_staff()?;
    let (decision, is_deleted) = match ContributionType::from_params(&params)?.find(&state.store, id).await? {
        Found::Post(found) => (found.post.moderation, false),
        Found::Comment(found) => (found.comment.moderation, !found.comment.is_live()),
    };
    Ok(Json(ModerationStatusView::new(decision.as_ref(), is_deleted)))
}
