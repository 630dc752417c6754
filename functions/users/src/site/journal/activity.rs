//! `GET /api/users/profile/{username}/activity/`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::site::JournalEntryView;
use shared::dialect::{Params, PathText};
use shared::domain::{Error, Result};
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
    let (_, (user, limit)) = caller.with(reads).await?;
    let user = user.ok_or_else(Error::not_found)?;
    let entries = state.store.journals().latest(user, limit).await?;
    Ok(Json(entries.into_iter().map(JournalEntryView::from).collect()))
}
