//! `POST /api/users/logout/`, `POST /api/users/logoutall/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::EnrollingUser;
use shared::domain::Result;
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;

use crate::sessions;

/// Ends the session of this request; a token without one is revoked.
pub async fn logout_user(State(state): State<AppState>, EnrollingUser(caller): EnrollingUser) -> Result<StatusCode> {
    let viewer = caller.alone().await?;
    let now = state.clock.now().as_second();
    sessions::end_token(&state, &viewer, now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends every session and revokes every token of the caller.
pub async fn logout_user_everywhere(
    State(state): State<AppState>,
    EnrollingUser(caller): EnrollingUser,
) -> Result<StatusCode> {
    let viewer = caller.alone().await?;
    state.store.auth_states().revoke_all_tokens(&viewer, state.clock.now().as_second()).await?;
    SecurityEvent::LoggedOutEverywhere.log_own(&viewer);
    Ok(StatusCode::NO_CONTENT)
}
