//! `POST /api/actions/favorites/add/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::site::{NoFields, SiteInput};
use shared::domain::Result;
use shared::runtime::state::AppState;

use crate::site::sent_game::SentGame;

/// Adds a game to the caller's favorites.
pub async fn add_favorite(
    State(state): State<AppState>,
    caller: CurrentUser,
    input: SiteInput,
) -> Result<Json<NoFields>> {
    let (store, id) = (&state.store, caller.claimed_id());
    let found = async {
        let mut fields = input.fields()?;
        let sent = SentGame::read(&mut fields);
        let sent = fields.complete(sent)?;
        let (known, favorites) = tokio::try_join!(store.games().find(&sent.igdb), store.favorites().get(id))?;
        Ok((sent, known, favorites))
    };
    let (viewer, (sent, known, favorites)) = caller.with(found).await?;
    let game = sent.resolve(&state, &viewer, known).await?;
    store.favorites().change(viewer.id(), favorites, |favorites| favorites.add(&game)).await?;
    Ok(Json(NoFields {}))
}
