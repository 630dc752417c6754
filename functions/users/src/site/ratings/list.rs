//! `GET /api/users/profile/{username}/ratings/`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::PathText;
use shared::dialect::site::RatingView;
use shared::domain::{Error, Result, SocialAction, Viewer};
use shared::runtime::state::AppState;

/// Lists a user's ratings.
pub async fn list_ratings(
    State(state): State<AppState>,
    caller: MaybeUser,
    PathText(username): PathText,
) -> Result<Json<Vec<RatingView>>> {
    let (viewer, user) = caller.with(state.store.claimed_names().find_username(&username)).await?;
    let user = user.ok_or_else(Error::not_found)?;
    let block = state.store.blocks().between(viewer.as_ref().map(Viewer::id), user);
    let (ratings, block) = tokio::try_join!(state.store.ratings().list(user), block)?;
    SocialAction::ViewUser.must_pass(block, viewer.as_ref())?;
    Ok(Json(ratings.iter().map(|rating| RatingView::new(user, rating)).collect()))
}
