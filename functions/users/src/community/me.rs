//! Routes on the caller: `/api/v2/user/me/...`

mod permission;
mod picture;
mod retrieve;

use shared::dialect::community::{MeView, PermissionView, PictureView};
use shared::openapi::{Link, Routes};

use super::USERS;

/// Links to operations on the user in the response.
const ON_SAME_USER: &[Link] = &[
    ("retrieve_user", &[("id", "$response.body#/id")]),
    ("retrieve_counters", &[("id", "$response.body#/id")]),
    ("retrieve_settings", &[("id", "$response.body#/id")]),
    ("list_user_feed", &[("id", "$response.body#/id")]),
];

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag(USERS.0, USERS.1)
        .get("/api/v2/user/me/", retrieve::retrieve_me, |op| {
            op.operation_id("retrieve_me", "Get the caller")
                .description(
                    "Returns the caller's own user object, with the counters of connection requests, the number \
                     of unseen notifications, and `permission`: what the community mode and the status of the account \
                     allow.",
                )
                .response::<MeView>(200, "The caller's user object and permissions.")
                .error(404, "The account was deleted during the request.")
                .link(ON_SAME_USER)
        })
        .get("/api/v2/user/me/avatar/", picture::retrieve_picture, |op| {
            op.operation_id("retrieve_picture", "Get the caller's picture")
                .description(
                    "Returns the URL of the caller's primary avatar, or of a Gravatar if the caller has not uploaded \
                     an avatar.",
                )
                .response::<PictureView>(200, "The URL of the caller's picture.")
                .error(404, "The account was deleted during the request.")
        })
        .get("/api/v2/user/me/permission/", permission::retrieve_permission, |op| {
            op.operation_id("retrieve_permission", "Get the caller's permissions")
                .description(
                    "Follows and connections depend on the community mode, all permissions on the status of the \
                     account. Those for groups, events, courses and live streams are always `false`, because kith has \
                     none of these.",
                )
                .response::<PermissionView>(200, "One boolean for each permission.")
        })
}
