//! Routes on connections: actions on a friendship, the list of connections, and statuses.

mod act;
mod status;

use shared::dialect::community::{ListView, UserView};
use shared::openapi::parameters::{PAGES, Parameter, word};
use shared::openapi::{Routes, TOO_OFTEN};

use super::{CONNECTIONS, MUTUAL, NO_CONNECTION_LIST, NO_CONNECTIONS, NO_SUCH_USER, SAME_USER, edge_lists};
use crate::bodies::{ByUsername, UserIds};
use act::{ActionByIdOut, ActionByUsernameOut};
use status::{IsConnection, StatusOut, StatusesOut};

const ACTION: Parameter = word(
    "action",
    "The action on the friendship. `request` asks for a connection, or accepts the other user's request; `accept` and \
     `reject` answer a received request; `cancel_reject` takes back a rejection; `cancel_request` takes back the \
     caller's request; `remove` ends the connection.",
    &["request", "accept", "reject", "cancel_reject", "cancel_request", "remove"],
);
const ACTION_REFUSED: &str = "The community mode is `follow` (`wrong_community_mode`), or a request \
    takes a confirmed e-mail address in this community, which the caller lacks (`email_not_verified`).";

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag(CONNECTIONS.0, CONNECTIONS.1)
        .post("/api/v2/user/me/connection/{action}/", act::act_by_username, |op| {
            op.operation_id("act_by_username", "Act on a friendship, by username")
                .description(
                    "Applies an action to the friendship between the caller and the user with the username in the \
                     body. Only some actions apply to each state; `request` while a request is pending changes \
                     nothing. Lists and statuses do not show the sender that a request was rejected. Notifications and \
                     counters are updated a moment later.",
                )
                .path_param(ACTION)
                .request_body::<ByUsername>()
                .response::<ActionByUsernameOut>(
                    201,
                    "The action is done. The username is repeated as it was sent, without space around it.",
                )
                .error(
                    400,
                    "No user has this username (`does_not_exist`), it is the caller's own (`self`), or the action does \
                     not apply to the state of the friendship (`invalid_connection_state`).",
                )
                .error(403, ACTION_REFUSED)
                .error(429, TOO_OFTEN)
                .error(404, "The path names none of the six actions.")
                .link(&[("retrieve_profile", &[("username", "$response.body#/username")])])
        })
        .post("/api/v2/user/{id}/connection/{action}/", act::act_by_id, |op| {
            op.operation_id("act_by_id", "Act on a friendship, by user id")
                .description(
                    "Does the same as `act_by_username`, with the user in the path, and returns the status after the \
                     action. No body is read. Actions at the same time are applied one after the other, each to the \
                     state that it finds.",
                )
                .path_param(ACTION)
                .response::<ActionByIdOut>(200, "The action is done. The body holds the status after it.")
                .error(
                    400,
                    "The id is the caller's own (`self`), or the action does not apply to the state of the friendship \
                     (`invalid_connection_state`).",
                )
                .error(403, ACTION_REFUSED)
                .error(429, TOO_OFTEN)
                .error(404, "The path names none of the six actions, no user has this id, or the user is deleted.")
                .link(&[("connection_status", &[("id", "$request.path.id")]), SAME_USER])
        })
        .get("/api/v2/user/{id}/connections/", edge_lists::list_connections, |op| {
            op.operation_id("list_connections", "List the connections of a user")
                .description(
                    "Open to anonymous callers. Users whom the caller hides, and users who do not match `mutual`, are \
                     left out of a page after it is read: it can be shorter than `limit`, and `next` leads on.",
                )
                .query(PAGES)
                .query(&[MUTUAL])
                .response::<ListView<UserView>>(
                    200,
                    "A page of the users with whom the user is connected, newest first. `count` is the number of all \
                     connections, or with `mutual` of those who match among the newest 500.",
                )
                .error(400, "A page parameter or `mutual` is invalid.")
                .error(403, NO_CONNECTION_LIST)
                .error(404, NO_SUCH_USER)
        })
        .get("/api/v2/user/{id}/is_connection/", status::is_connection, |op| {
            op.operation_id("is_connection", "Check whether the caller is connected with a user")
                .description("A pending request is not a connection: `connection_status` tells them apart.")
                .response::<IsConnection>(200, "Whether the caller and the user are connected.")
                .error(403, NO_CONNECTIONS)
                .error(404, NO_SUCH_USER)
        })
        .get("/api/v2/user/{id}/connection_status/", status::connection_status, |op| {
            op.operation_id("connection_status", "Get the connection status with a user")
                .description(
                    "Follows do not count, so the status is never `followed`. A rejected request is still \
                     `sent_connection_request` for the user who sent it, and `null` for the user who rejected it.",
                )
                .response::<StatusOut>(200, "The status of the friendship between the caller and the user.")
                .error(403, NO_CONNECTIONS)
                .error(404, NO_SUCH_USER)
        })
        .post("/api/v2/user/connection/statuses/", status::connection_statuses, |op| {
            op.operation_id("connection_statuses", "Get the caller's relation to many users")
                .description(
                    "Takes at most 100 user ids, in JSON also as the bare array. Unlike `connection_status`, a user \
                     whom the caller only follows is `followed`.",
                )
                .request_body::<UserIds>()
                .response::<StatusesOut>(200, "A status for each id.")
                .error(400, "`users` is missing, not a list of ids, or has more than 100 ids.")
                .error(403, NO_CONNECTIONS)
        })
}
