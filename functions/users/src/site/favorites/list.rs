//! `GET /api/actions/favorites/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::site::GameView;
use shared::domain::Result;
use shared::runtime::state::AppState;

/// Lists the caller's favorite games.
pub async fn list_favorites(State(state): State<AppState>, caller: CurrentUser) -> Result<Json<Vec<GameView>>> {
    let favorites = state.store.favorites().get(caller.claimed_id());
    let (_, favorites) = caller.with(favorites).await?;
    Ok(Json(favorites.games.iter().map(GameView::from).collect()))
}
