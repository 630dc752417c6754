//! `POST /api/actions/favorites/remove/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::site::{NoFields, SiteInput};
use shared::domain::{Result, game};
use shared::runtime::state::AppState;

/// Removes a game from the caller's favorites.
pub async fn remove_favorite(
    State(state): State<AppState>,
    caller: CurrentUser,
    input: SiteInput,
) -> Result<Json<NoFields>> {
    let (store, id) = (&state.store, caller.claimed_id());
    let found = async {
        let mut fields = input.fields()?;
        let igdb = fields.required("igdb", game::igdb);
        let igdb = fields.complete(igdb)?;
        Ok((igdb, store.favorites().get(id).await?))
    };
    let (viewer, (igdb, favorites)) = caller.with(found).await?;
    let remove = |favorites: &mut game::Favorites| {
        favorites.remove(&igdb);
        Ok(())
    };
    store.favorites().change(viewer.id(), favorites, remove).await?;
    Ok(Json(NoFields {}))
}
