//! `GET /api/users/profile/{username}/activity/`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::site::JournalEntryView;
use shared::dialect::{Params, PathText};
use shared::domain::{Error, Result, SocialAction, Viewer};
use shared::runtime::state::AppState;

use super::limit::limit;

/// Lists the latest entries of a user's journal.
pub async fn list_activity(
    State(state): State<AppState>,
    caller: MaybeUser,
    PathText(username): PathText,
    params: Params,
) -> Result<Json<Vec<JournalEntryView>>> {
    let reads = async {
        let limit = limit(&params)?;
        Ok((state.store.claimed_names().find_username(&username).await?, limit))
    };
    let (viewer, (user, limit)) = caller.with(reads).await?;
    let user = user.ok_or_else(Error::not_found)?;
    let block = state.store.blocks().between(viewer.as_ref().map(Viewer::id), user);
    let (entries, block) = tokio::try_join!(state.store.journals().latest(user, limit), block)?;
    SocialAction::ViewUser.must_pass(block, viewer.as_ref())?;
    Ok(Json(entries.into_iter().map(JournalEntryView::from).collect()))
}
