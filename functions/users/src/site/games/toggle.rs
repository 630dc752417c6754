//! `POST`, `PUT`, `DELETE /api/actions/{action}/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use shared::auth::CurrentUser;
use shared::dialect::site::{ActionView, SiteInput};
use shared::dialect::{Fields, PathText};
use shared::domain::game::{self, GameAction};
use shared::domain::{Error, Result, Toggle};
use shared::runtime::state::AppState;

use crate::site::sent_game::SentGame;

/// Adds a game to one of the caller's lists, or removes it.
pub async fn toggle_action(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathText(action): PathText,
    toggle: Toggle,
    input: SiteInput,
) -> Result<Response> {
    let id = caller.claimed_id();
    let found = async {
        let action = GameAction::parse(&action).ok_or_else(Error::not_found)?;
        let (igdb, sent) = read(toggle, input.fields()?)?;
        let (known, marks) = state.store.games().get(id, &igdb).await?;
        Ok((action, sent, known, marks))
    };
    let (viewer, (action, sent, known, seen)) = caller.with(found).await?;
    let game = match sent {
        Some(sent) => Some(sent.resolve(&state, &viewer, known).await?),
        None => known,
    };
    // No list holds a game that no user has named.
    let Some(game) = game else { return Ok(StatusCode::NO_CONTENT.into_response()) };
    let (before, after) = state.store.games().toggle(toggle, viewer.id(), &game, seen, action).await?;
    Ok(toggle.response(Json(ActionView::new(&game, viewer.id(), action, before, after))))
}

/// The id of the game in the games database, and what else the client sends of it. To remove a game, the id is enough.
fn read(toggle: Toggle, mut fields: Fields) -> Result<(String, Option<SentGame>)> {
    if toggle == Toggle::Unset {
        let igdb = fields.required("igdb", game::igdb);
        return Ok((fields.complete(igdb)?, None));
    }
    let sent = SentGame::read(&mut fields);
    let sent = fields.complete(sent)?;
    Ok((sent.igdb.clone(), Some(sent)))
}
