//! `GET /api/actions/journal/`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::Params;
use shared::dialect::site::JournalYearView;
use shared::domain::{Error, Problem, Result, SocialAction, Viewer};
use shared::runtime::state::AppState;

use super::limit::limit;

/// Lists the latest entries of a user's journal, by year and month.
pub async fn list_journal(
    State(state): State<AppState>,
    caller: MaybeUser,
    params: Params,
) -> Result<Json<Vec<JournalYearView>>> {
    let reads = async {
        let username = params.get("username").filter(|name| !name.is_empty());
        let username = username.ok_or_else(|| Error::field("username", Problem::required()))?;
        let limit = limit(&params)?;
        Ok((state.store.claimed_names().find_username(username).await?, limit))
    };
    let (viewer, (user, limit)) = caller.with(reads).await?;
    let user = user.ok_or_else(Error::not_found)?;
    let block = state.store.blocks().between(viewer.as_ref().map(Viewer::id), user);
    let (entries, block) = tokio::try_join!(state.store.journals().latest(user, limit), block)?;
    SocialAction::ViewUser.must_pass(block, viewer.as_ref())?;
    Ok(Json(JournalYearView::group(entries)))
}
