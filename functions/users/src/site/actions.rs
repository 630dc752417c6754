//! `GET /api/actions/`, `POST /api/actions/{action}/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::site::{ActionView, MarksView};
use shared::dialect::{Input, Params, PathText};
use shared::domain::game::{self, Game, GameAction};
use shared::domain::{Error, Id, Problem, Result};
use shared::runtime::state::AppState;

/// Which of the caller's lists hold a game; an empty object for one that nobody has touched.
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

/// Puts a game into one of the caller's lists, or takes it out.
pub async fn toggle_action(
    State(state): State<AppState>,
    PathText(action): PathText,
    caller: CurrentUser,
    input: Input,
) -> Result<Json<ActionView>> {
    let action = GameAction::parse(&action).ok_or_else(Error::not_found)?;
    let id = caller.claimed_id();
    let found = async {
        let mut fields = input.fields()?;
        let igdb = fields.required("igdb", game::igdb);
        let name = fields.required("name", game::name);
        let (igdb, name) = fields.complete(igdb.zip(name))?;
        let (game, marks) = state.store.games().get(id, &igdb).await?;
        Ok((igdb, name, game, marks))
    };
    let (viewer, (igdb, name, game, seen)) = caller.with(found).await?;
    let game = match game {
        Some(game) => game,
        None => state.store.games().add(Game { id: Id::generate(state.clock.now()), igdb, name }).await?,
    };
    let (before, after) = state.store.games().toggle(viewer.id(), &game, seen, action).await?;
    Ok(Json(ActionView::new(&game, viewer.id(), action, before, after)))
}
