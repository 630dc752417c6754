//! `POST /oauth/revoke/`

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::dialect::Input;
use shared::dialect::oauth::PublicClient;
use shared::domain::{ErrorKind, Problem, Result, Viewer};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;
use utoipa::ToSchema;

use crate::sessions::{end_session_of, end_token};

/// Nothing: the answer says no more than its status.
#[derive(Serialize, ToSchema)]
pub struct RevokedView {}

/// Ends the session of a token. The answer does not say whether there was one.
pub async fn revoke_token(State(state): State<AppState>, _: PublicClient, input: Input) -> Result<Json<RevokedView>> {
    let mut fields = input.fields_once(&["token"])?;
    let token =
        fields.required("token", |text| if text.is_empty() { Err(Problem::blank()) } else { Ok(text.to_owned()) });
    let token = fields.complete(token)?;
    match end_by_token(&state, &token).await {
        // It was not valid, or was revoked meanwhile.
        Err(error) if error.kind == ErrorKind::Unauthenticated => {}
        ended => ended?,
    }
    Ok(Json(RevokedView {}))
}

async fn end_by_token(state: &AppState, token: &str) -> Result<()> {
    let now = state.clock.now();
    if let Some(token) = state.refresh_tokens.verify(token) {
        let found = state.store.sessions().get_with_auth_state(token.user, token.session).await?;
        let Some((session, auth)) = found.filter(|(session, auth)| auth.keeps(session)) else { return Ok(()) };
        end_session_of(state, token.user, session.id, &auth, now.as_second()).await?;
        SecurityEvent::LoggedOut.log(token.user, session.id);
        return Ok(());
    }
    let claims = state.tokens.verify(token, now)?;
    let auth = state.store.auth_states().get(claims.user_id).await?;
    match auth.filter(|auth| auth.admits(&claims)) {
        Some(auth) => end_token(state, &Viewer { claims, auth }, now.as_second()).await,
        None => Ok(()),
    }
}
