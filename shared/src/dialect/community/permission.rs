//! What the caller may do.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::community::Permissions;

/// What the caller may do. It depends on the caller's status, on the community mode, and, where the community requires a
/// confirmed e-mail address, on whether the caller's is.
#[derive(Debug, Serialize, ToSchema)]
pub struct PermissionView {
    /// Whether the caller may contribute; `true` for an approved user.
    create_contribute: bool,
    /// Whether the caller may publish polls; `true` for an approved user.
    create_poll: bool,
    /// Whether the caller may add a location to a post; `true` for an approved user.
    locate_post: bool,
    /// Whether the caller may publish posts and discussions; `true` for an approved user.
    create_post: bool,
    /// Always `false`: there are no groups.
    create_group: bool,
    /// Always `false`: there are no events.
    create_event: bool,
    /// Always `false`: there are no courses.
    create_course: bool,
    /// Always `false`: there are no live streams.
    create_live_stream: bool,
    /// Whether the community has follows.
    follow_user: bool,
    /// Whether the community has friendships, so that the caller may request connections.
    request_connection: bool,
    /// Whether the community has friendships, so that the caller may accept connection requests.
    accept_connection: bool,
}

impl From<Permissions> for PermissionView {
    fn from(may: Permissions) -> Self {
        Self {
            create_contribute: may.contribute,
            create_poll: may.contribute,
            locate_post: may.contribute,
            create_post: may.contribute,
            create_group: false,
            create_event: false,
            create_course: false,
            create_live_stream: false,
            follow_user: may.follow,
            request_connection: may.request,
            accept_connection: may.accept,
        }
    }
}
