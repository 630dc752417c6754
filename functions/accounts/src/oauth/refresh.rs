//! The grant `refresh_token`: rotation, and detection of reuse (RFC 9700, section 4.14.2).

use shared::dialect::oauth::TokenView;
use shared::domain::account::session::Presented;
use shared::domain::{AuthState, Error, ErrorKind, Result, Session, UserId};
use shared::runtime::security::SecurityEvent;
use shared::runtime::service::{ClientAddress, UserAgent};
use shared::runtime::state::AppState;

use crate::sessions::end_reused_session;

/// Attempts at a rotation that other rotations of the same session can precede. The second finds a token that is no longer
/// the current one.
const ATTEMPTS: usize = 3;

/// Rotates a refresh token. The one before the current is answered with the current one for a minute; any older one ends
/// the session.
pub async fn refresh(state: &AppState, address: &ClientAddress, agent: &UserAgent, token: &str) -> Result<TokenView> {
    let token = state.refresh_tokens.verify(token).ok_or_else(Error::invalid_refresh_token)?;
    let user = token.user;
    let found = state.store.sessions().get_with_auth_state(user, token.session).await?;
    let (mut session, auth) = found.ok_or_else(Error::invalid_refresh_token)?;
    let now = state.clock.now();
    for _ in 0..ATTEMPTS {
        if !auth.keeps(&session) || session.expires <= now.as_second() {
            return Err(Error::invalid_refresh_token());
        }
        match session.presented(token.rotation, now) {
            Presented::Previous => return current_tokens(state, user, &session, &auth),
            Presented::Unknown => return Err(Error::invalid_refresh_token()),
            Presented::Reused => return end_reused(state, user, &session, &auth).await,
            Presented::Current => {}
        }
        let (agent, address, lifetime) = (agent.as_str(), address.as_str(), state.config.refresh_lifetime);
        let next = session.rotate(auth.generation, agent, address, now, lifetime);
        match state.store.sessions().rotate(user, &session, &next).await? {
            Ok(()) => return current_tokens(state, user, &next, &auth),
            Err(stored) => session = stored.ok_or_else(Error::invalid_refresh_token)?,
        }
    }
    Err(Error::unavailable("the session kept rotating"))
}

/// Ends a session whose refresh token was used twice, writes the security event, and tells the user by mail.
async fn end_reused(state: &AppState, user: UserId, session: &Session, auth: &AuthState) -> Result<TokenView> {
    let is_first = match end_reused_session(state, user, session.id, auth).await {
        // The user was deleted meanwhile, and the session with them.
        Err(error) if error.kind == ErrorKind::Unauthenticated => true,
        ended => ended?,
    };
    if is_first {
        SecurityEvent::RefreshTokenReused.log(user, session.id);
    }
    Err(Error::invalid_refresh_token())
}

/// The current tokens of a session.
fn current_tokens(state: &AppState, user: UserId, session: &Session, auth: &AuthState) -> Result<TokenView> {
    let lifetime = state.config.access_lifetime;
    let access = state.tokens.issue(user, session, auth, lifetime, state.clock.now())?;
    Ok(TokenView::new(access, lifetime, state.refresh_tokens.derive(user, session)))
}
