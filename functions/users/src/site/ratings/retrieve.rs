//! `GET /api/actions/ratings/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::Params;
use shared::dialect::site::{OwnRatingView, RatingView};
use shared::domain::{Error, Problem, Result, game};
use shared::runtime::state::AppState;

/// Returns the caller's rating of a game: an empty object if there is none.
pub async fn retrieve_rating(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
) -> Result<Json<OwnRatingView>> {
    let id = caller.claimed_id();
    let found = async {
        let igdb = params.get("igdb").ok_or_else(Problem::required).and_then(game::igdb);
        state.store.ratings().get(id, &igdb.map_err(|problem| Error::field("igdb", problem))?).await
    };
    let (viewer, rating) = caller.with(found).await?;
    Ok(Json(rating.map(|rating| RatingView::new(viewer.id(), &rating)).into()))
}
