//! `DELETE /api/v2/user/me/sessions/{id}/`, `DELETE /api/v2/user/me/sessions/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::EnrollingUser;
use shared::dialect::PathId;
use shared::domain::account::token::CLOCK_LEEWAY;
use shared::domain::{AuthState, Error, Id, Result, UserId, Viewer};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;
use shared::store::EndCause;

/// Ends one of the caller's sessions.
pub async fn end_session(
    State(state): State<AppState>,
    EnrollingUser(caller): EnrollingUser,
    PathId(id): PathId,
) -> Result<StatusCode> {
    let session = state.store.sessions().get(caller.claimed_id(), id);
    let (viewer, session) = caller.with(session).await?;
    let now = state.clock.now().as_second();
    let session = session.filter(|session| viewer.auth.keeps(session) && session.expires > now);
    let session = session.ok_or_else(Error::not_found)?;
    let until = longest_access(&state, now);
    state.store.sessions().end(viewer.id(), session.id, &viewer.auth, until, now, EndCause::List).await?;
    SecurityEvent::SessionEnded.log(viewer.id(), session.id);
    Ok(StatusCode::NO_CONTENT)
}

/// Ends all sessions of the caller but that of the request.
pub async fn end_other_sessions(
    State(state): State<AppState>,
    EnrollingUser(caller): EnrollingUser,
) -> Result<StatusCode> {
    let viewer = caller.alone().await?;
    state.store.auth_states().revoke_other_tokens(&viewer, state.clock.now().as_second()).await?;
    SecurityEvent::OtherSessionsEnded.log_own(&viewer);
    Ok(StatusCode::NO_CONTENT)
}

/// Ends the session of the caller's token. A token without one, of a host application, is revoked.
pub async fn end_token(state: &AppState, viewer: &Viewer, now: i64) -> Result<()> {
    match viewer.claims.session {
        Some(session) => {
            let until = longest_access(state, now).max(viewer.claims.exp);
            state.store.sessions().end(viewer.id(), session, &viewer.auth, until, now, EndCause::Logout).await?;
        }
        None => state.store.auth_states().revoke_token(viewer, now).await?,
    }
    SecurityEvent::LoggedOut.log_own(viewer);
    Ok(())
}

/// Ends a session for good.
pub async fn end_session_of(state: &AppState, user: UserId, session: Id, auth: &AuthState, now: i64) -> Result<()> {
    state.store.sessions().end(user, session, auth, longest_access(state, now), now, EndCause::Logout).await
}

/// Ends a session whose refresh token was used twice, and tells the user by mail. Returns `false` if it has ended meanwhile.
pub async fn end_reused_session(state: &AppState, user: UserId, session: Id, auth: &AuthState) -> Result<bool> {
    let now = state.clock.now();
    let until = longest_access(state, now.as_second());
    state.store.sessions().end_reused(user, session, auth, until, (now, state.config.sends_mail)).await
}

/// The second until which an access token that was issued so far can live.
pub fn longest_access(state: &AppState, now: i64) -> i64 {
    // Its `iat` may be ahead of the clock.
    let longest = state.config.longest_access().as_secs().saturating_add(CLOCK_LEEWAY.unsigned_abs());
    now.saturating_add(i64::try_from(longest).unwrap_or(i64::MAX))
}
