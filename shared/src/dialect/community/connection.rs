//! Requests for a connection as the community dialect shows them (seed 000, `ConnectionRequest`).

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::community::UserView;
use crate::domain::time::rfc3339;
use crate::domain::{Friendship, Id};

/// A request for a connection.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConnectionRequestView {
    id: Id,
    from_user: UserView,
    to_user: UserView,
    created: String,
    #[schema(required)]
    rejected: Option<String>,
    #[schema(required)]
    viewed: Option<String>,
}

impl ConnectionRequestView {
    /// As the user who was asked sees it, who has last seen all of their requests at `seen`.
    pub fn received(request: &Friendship, from: UserView, to: UserView, seen: Option<Timestamp>) -> Self {
        let seen = seen.filter(|seen| *seen >= request.id.created());
        Self {
            rejected: request.rejected.map(rfc3339),
            viewed: request.viewed.or(seen).map(rfc3339),
            ..Self::sent(request, from, to)
        }
    }

    /// As the user who asks sees it: that it was seen or rejected is not told.
    pub fn sent(request: &Friendship, from: UserView, to: UserView) -> Self {
        Self {
            id: request.id,
            from_user: from,
            to_user: to,
            created: rfc3339(request.id.created()),
            rejected: None,
            viewed: None,
        }
    }
}
