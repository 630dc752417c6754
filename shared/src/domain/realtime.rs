//! Realtime: the open WebSockets of users (`docs/api/realtime.md`). A *socket* is one of them, since "connection" means a
//! friendship everywhere else.

pub mod heartbeats;
pub mod relation_end;
pub mod subscription;

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::account::auth_state::AuthState;
use crate::domain::account::token::{Claims, TokenRecord};
use crate::domain::account::viewer::Viewer;
use crate::domain::id::UserId;

/// Open sockets of one user. One more closes the oldest.
pub const SOCKETS_MAX: usize = 10;
/// How long a socket may be open, in seconds: a limit of API Gateway.
pub const SOCKET_LIFETIME: i64 = 2 * 60 * 60;
/// How long the opening of a socket may take, in milliseconds.
const OPENING: i64 = 30_000;
/// The longest message of a client, in bytes.
pub const MESSAGE_MAX: usize = 4 * 1024;
/// The most messages of a client in a second.
pub const MESSAGES_PER_SECOND: u32 = 20;

/// The id of a socket, as API Gateway or the local server has chosen it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SocketId(String);

/// An open socket, and what has admitted it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Socket {
    /// The token.
    pub token: TokenRecord,
    /// When it was opened, in milliseconds since 1970.
    pub since: i64,
    /// When it ends at the latest, in seconds since 1970.
    pub until: i64,
    /// Whether its user is staff.
    #[serde(default)]
    pub is_staff: bool,
    /// Whether its user is a superuser.
    #[serde(default)]
    pub is_superuser: bool,
}

impl SocketId {
    /// The id with this text.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SocketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Socket {
    /// A socket that this caller opens. That of a token without a session, which no logout ends, lives no longer than the
    /// token.
    pub fn new(viewer: &Viewer, now: Timestamp) -> Self {
        let longest = now.as_second().saturating_add(SOCKET_LIFETIME);
        let until = if viewer.claims.session.is_some() { longest } else { longest.min(viewer.claims.exp) };
        let AuthState { is_staff, is_superuser, .. } = viewer.auth;
        Self { token: viewer.claims.record(), since: now.as_millisecond(), until, is_staff, is_superuser }
    }

    /// Whether it may stay open now that the auth state of its user is this one: the token is still accepted, and the user
    /// sees what they saw.
    pub fn may_stay(&self, auth: &AuthState) -> bool {
        let same_roles = self.is_staff == auth.is_staff && self.is_superuser == auth.is_superuser;
        same_roles && auth.still_admits(&self.token)
    }

    /// Whether its time is over.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.until <= now.as_second()
    }

    /// Whether it was just stored. The gateway says that it is gone until its opening is complete.
    pub fn is_opening(&self, now: Timestamp) -> bool {
        now.as_millisecond() < self.since.saturating_add(OPENING)
    }

    /// Its user as a viewer, for what is shown to them.
    pub fn viewer(&self, user: UserId) -> Viewer {
        let claims = Claims::new(user, self.token.jti.clone(), self.token.iat, self.until);
        Viewer { claims, auth: AuthState::new(self.is_staff, self.is_superuser) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Session;
    use crate::domain::id::Id;

    fn viewer(claims: Claims, auth: AuthState) -> Viewer {
        Viewer { claims, auth }
    }

    #[test]
    fn a_socket_lives_two_hours_and_without_a_session_no_longer_than_its_token() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let claims = Claims::new(Id::at(0, 1), "a", now.as_second(), now.as_second() + 60);
        let session = Session::new(0, "", "", now, std::time::Duration::from_secs(100));
        let in_session = Claims { session: Some(session.id), generation: Some(0), ..claims.clone() };
        for (claims, seconds) in [(claims, 60), (in_session, SOCKET_LIFETIME)] {
            let socket = Socket::new(&viewer(claims, AuthState::new(false, false)), now);
            assert_eq!(socket.until, now.as_second() + seconds);
            assert!(!socket.is_over(now));
            assert!(socket.is_over(Timestamp::from_second(socket.until).unwrap()));
        }
    }

    #[test]
    fn a_socket_stays_while_its_token_and_the_roles_do() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let auth = AuthState::new(false, false);
        let socket = Socket::new(&viewer(Claims::new(Id::at(0, 1), "a", 5, i64::MAX), auth.clone()), now);
        assert!(socket.may_stay(&auth));
        let revoked = AuthState { revoked: [(socket.token.jti.clone(), 9)].into(), ..auth.clone() };
        for auth in [revoked, AuthState { valid_after: 5, ..auth.clone() }, AuthState { is_staff: true, ..auth }] {
            assert!(!socket.may_stay(&auth), "{auth:?}");
        }
    }
}
