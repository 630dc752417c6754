//! `POST /api/v2/user/me/totp/`

use axum::Json;
use axum::extract::State;
use shared::auth::EnrollingUser;
use shared::dialect::community::SecondFactorSetUpView;
use shared::domain::account::second_factor::{SecondFactor, Secret};
use shared::domain::{Error, Result};
use shared::runtime::state::AppState;
use shared::store::Consistency;

use super::qr;

/// Generates a secret, which waits for its first code.
pub async fn begin_second_factor(
    State(state): State<AppState>,
    EnrollingUser(caller): EnrollingUser,
) -> Result<Json<SecondFactorSetUpView>> {
    let me = caller.claimed_id();
    let (store, now) = (&state.store, state.clock.now());
    let reads =
        async { tokio::try_join!(store.second_factors().get(me), store.profiles().get(me, Consistency::Eventual)) };
    let (viewer, (before, profile)) = caller.with(reads).await?;
    viewer.must_have_logged_in_within(state.config.privileged_age, now)?;
    let profile = profile.ok_or_else(Error::invalid_token)?;
    if before.as_ref().is_some_and(SecondFactor::is_on) {
        let message = "The second factor is on already. Turn it off before you set up another one.";
        return Err(Error::conflict("second_factor_on", message));
    }
    let secret = Secret::generate();
    let url = secret.url(&state.config.community_name, profile.username.as_str());
    let qr = qr::svg(&url)?;
    store.second_factors().begin(me, before.as_ref(), &SecondFactor::pending(secret.clone(), now)).await?;
    Ok(Json(SecondFactorSetUpView { secret: secret.text(), otpauth_url: url, qr }))
}
