//! `GET /api/actions/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::Params;
use shared::dialect::site::MarksView;
use shared::domain::{Error, Problem, Result, game};
use shared::runtime::state::AppState;

/// Returns which of the caller's lists hold a game: an empty object for a game that no user has acted on.
pub async fn retrieve_actions(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
) -> Result<Json<MarksView>> {
    let id = caller.claimed_id();
    let found = async {
        let igdb = params.get("igdb").ok_or_else(Problem::required).and_then(game::igdb);
        state.store.games().get(id, &igdb.map_err(|problem| Error::field("igdb", problem))?).await
    };
    let (_, (game, marks)) = caller.with(found).await?;
    Ok(Json(MarksView::new(game.map(|_| marks))))
}
