//! `GET /api/v2/moderation/contribution/{id}/flag/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::{FlagView, ListView};
use shared::dialect::{PageLinks, Params, PathId};
use shared::domain::Result;
use shared::runtime::state::AppState;

use super::target::ContributionType;
use crate::flags::{list_comment_flags, list_post_flags};
use crate::path_kind::PathKind;

/// Lists the flags of a contribution, for staff.
pub async fn list_flags_of_contribution(
    state: State<AppState>,
    caller: CurrentUser,
    id: PathId,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<FlagView>>> {
    match ContributionType::from_params(&params) {
        Ok(ContributionType::Post(kind)) => list_post_flags(state, PathKind(kind), caller, id, params, links).await,
        Ok(ContributionType::Comment) => list_comment_flags(state, caller, id, params, links).await,
        Err(error) => {
            caller.alone().await?.must_be_staff()?;
            Err(error)
        }
    }
}
