//! `POST /api/actions/ratings/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::Fields;
use shared::dialect::site::{RatingView, SiteInput};
use shared::domain::Result;
use shared::domain::game::{RATING_MAX, Rating, UserRating};
use shared::runtime::state::AppState;

use crate::site::sent_game::SentGame;

/// Rates a game.
pub async fn rate_game(
    State(state): State<AppState>,
    caller: CurrentUser,
    input: SiteInput,
) -> Result<Json<RatingView>> {
    let found = async {
        let (sent, rating) = read(input.fields()?)?;
        let known = state.store.games().find(&sent.igdb).await?;
        Ok((sent, rating, known))
    };
    let (viewer, (sent, rating, known)) = caller.with(found).await?;
    let rating = UserRating { game: sent.resolve(&state, &viewer, known).await?, rating };
    state.store.ratings().rate(viewer.id(), &rating).await?;
    Ok(Json(RatingView::new(viewer.id(), &rating)))
}

fn read(mut fields: Fields) -> Result<(SentGame, Rating)> {
    let sent = SentGame::read(&mut fields);
    let rating = stars(&mut fields);
    fields.complete(sent.zip(rating))
}

/// Reads the field `rating`.
pub fn stars(fields: &mut Fields) -> Option<Rating> {
    let stars = fields.number("rating", 0.0..=RATING_MAX)?;
    Rating::of(stars).map_err(|problem| fields.refuse("rating", problem)).ok()
}
