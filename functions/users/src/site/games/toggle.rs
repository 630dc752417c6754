//! `POST /api/actions/{action}/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::PathText;
use shared::dialect::site::{ActionView, SiteInput};
use shared::domain::game::{self, Game, GameAction};
use shared::domain::{Error, Id, Result};
use shared::runtime::state::AppState;

/// Adds a game to one of the caller's lists, or removes it.
pub async fn toggle_action(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathText(action): PathText,
    input: SiteInput,
) -> Result<Json<ActionView>> {
    let id = caller.claimed_id();
    let found = async {
        let action = GameAction::parse(&action).ok_or_else(Error::not_found)?;
        let mut fields = input.fields()?;
        let igdb = fields.required("igdb", game::igdb);
        let name = fields.required("name", game::name);
        let (igdb, name) = fields.complete(igdb.zip(name))?;
        let (game, marks) = state.store.games().get(id, &igdb).await?;
        Ok((action, igdb, name, game, marks))
    };
    let (viewer, (action, igdb, name, game, seen)) = caller.with(found).await?;
    let game = match game {
        Some(game) => game,
        None => state.store.games().add(Game { id: Id::generate(state.clock.now()), igdb, name }).await?,
    };
    let (before, after) = state.store.games().toggle(viewer.id(), &game, seen, action).await?;
    Ok(Json(ActionView::new(&game, viewer.id(), action, before, after)))
}
