//! Sessions.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::time::rfc3339;
use crate::domain::{Id, Session};

/// A session of the caller, from a login to its end.
#[derive(Debug, Serialize, ToSchema)]
pub struct UserSessionView {
    /// The session's id.
    id: Id,
    /// When the user logged in.
    created_at: String,
    /// When a token was last issued in the session. Requests with a token do not change it.
    last_used_at: String,
    /// The client as it names itself in `User-Agent`, at most 200 characters; empty if it does not.
    client: String,
    /// The network address from which the session was last used. Of IPv6 the first 64 bits.
    network: String,
    /// Whether this request belongs to the session.
    current: bool,
}

impl UserSessionView {
    /// A session, as a request of the session `current` sees it.
    pub fn new(session: Session, current: Option<Id>) -> Self {
        Self {
            id: session.id,
            created_at: rfc3339(session.id.created()),
            last_used_at: rfc3339(Timestamp::from_millisecond(session.last_used).unwrap_or_default()),
            client: session.client,
            network: session.network,
            current: current == Some(session.id),
        }
    }
}
