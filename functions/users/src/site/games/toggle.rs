//! `POST /api/actions/{action}/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::PathText;
use shared::dialect::site::{ActionView, SiteInput};
use shared::domain::game::GameAction;
use shared::domain::{Error, Result};
use shared::runtime::state::AppState;

use crate::site::sent_game::SentGame;

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
        let sent = SentGame::read(&mut fields);
        let sent = fields.complete(sent)?;
        let (known, marks) = state.store.games().get(id, &sent.igdb).await?;
        Ok((action, sent, known, marks))
    };
    let (viewer, (action, sent, known, seen)) = caller.with(found).await?;
    let game = sent.resolve(&state, known).await?;
    let (before, after) = state.store.games().toggle(viewer.id(), &game, seen, action).await?;
    Ok(Json(ActionView::new(&game, viewer.id(), action, before, after)))
}
