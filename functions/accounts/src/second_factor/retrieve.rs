//! `GET /api/v2/user/me/totp/`

use axum::Json;
use axum::extract::State;
use shared::auth::EnrollingUser;
use shared::dialect::community::SecondFactorView;
use shared::domain::Result;
use shared::runtime::state::AppState;

/// Returns whether logins of the caller need a code.
pub async fn retrieve_second_factor(
    State(state): State<AppState>,
    EnrollingUser(caller): EnrollingUser,
) -> Result<Json<SecondFactorView>> {
    let factor = state.store.second_factors().get(caller.claimed_id());
    let (_, factor) = caller.with(factor).await?;
    Ok(Json(SecondFactorView::new(factor.as_ref())))
}
