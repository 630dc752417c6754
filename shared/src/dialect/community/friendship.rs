//! Connection requests.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::community::user::UserView;
use crate::domain::time::rfc3339;
use crate::domain::{Friendship, Id};

/// A connection request from one user to another.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConnectionRequestView {
    /// The request's id.
    id: Id,
    /// The user who sent the request.
    from_user: UserView,
    /// The user who received the request.
    to_user: UserView,
    /// When the request was sent: RFC 3339, UTC.
    created: String,
    /// When the recipient rejected the request: RFC 3339, UTC. `null` if they have not, and always `null` in the list
    /// of sent requests.
    #[schema(required)]
    rejected: Option<String>,
    /// When the recipient marked the request as seen: RFC 3339, UTC. `null` if they have not, and always `null` in the
    /// list of sent requests.
    #[schema(required)]
    viewed: Option<String>,
}

impl ConnectionRequestView {
    /// The request as its recipient sees it. `seen` is when the recipient last marked all requests as seen.
    pub fn received(request: &Friendship, from: UserView, to: UserView, seen: Option<Timestamp>) -> Self {
        let seen = seen.filter(|seen| *seen >= request.id.created());
        Self {
            rejected: request.rejected.map(rfc3339),
            viewed: request.viewed.or(seen).map(rfc3339),
            ..Self::of(request.id, from, to)
        }
    }

    /// The request as its sender sees it, without `rejected` and `viewed`.
    pub fn sent(request: &Friendship, from: UserView, to: UserView) -> Self {
        Self::of(request.id_for(request.from), from, to)
    }

    fn of(id: Id, from: UserView, to: UserView) -> Self {
        let created = rfc3339(id.created());
        Self { id, from_user: from, to_user: to, created, rejected: None, viewed: None }
    }
}
