//! Roles, in the words of SelfCommunity's clients.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::Role;

/// The role of a user who manages others: `admin` of superusers, `moderator` of staff.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = Role)]
pub enum RoleView {
    /// A superuser.
    Admin,
    /// Staff.
    Moderator,
}

impl RoleView {
    /// The role of an account; plain users have none.
    pub(super) fn of(role: Role) -> Option<Self> {
        match role {
            Role::Superuser => Some(Self::Admin),
            Role::Staff => Some(Self::Moderator),
            Role::User => None,
        }
    }
}
