//! `GET /api/v2/moderation/contribution/{id}/status/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::ModerationStatusView;
use shared::dialect::{Params, PathId};
use shared::domain::{ErrorKind, Result};
use shared::runtime::state::AppState;

use super::held;
use super::target::{ContributionType, Found};

/// Returns what staff have decided about a contribution, for staff.
pub async fn retrieve_moderation_status(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    params: Params,
) -> Result<Json<ModerationStatusView>> {
    let viewer = caller.alone().await?;
    viewer.must_be_staff()?;
    let of = ContributionType::from_params(&params)?;
    let found = match of.find(&state.store, id).await {
        Err(error) if error.kind == ErrorKind::NotFound => {
            held::find(&state, &viewer, of, id).await?;
            return Ok(Json(ModerationStatusView::held()));
        }
        found => found?,
    };
    let is_deleted = matches!(&found, Found::Comment(found) if !found.comment.is_live());
    Ok(Json(ModerationStatusView::new(found.decision(), is_deleted)))
}
