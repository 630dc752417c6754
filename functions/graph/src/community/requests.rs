//! Routes on connection requests: the lists of received and sent requests, and marking requests as seen.

mod list;
mod mark_seen;

use shared::dialect::community::{ConnectionRequestView, ListView, UserView};
use shared::openapi::parameters::PAGES;
use shared::openapi::{Operation, Routes};

use super::{CONNECTIONS, NO_CONNECTIONS, NO_SUCH_USER};
use crate::bodies::MaybeByUsername;

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag(CONNECTIONS.0, CONNECTIONS.1)
        .get("/api/v2/user/me/connection_requests/", list::list_received_requests, |op| {
            received(op.operation_id("list_received_requests", "List received connection requests"))
        })
        .get("/api/v2/user/connection/requests/", list::list_received_requests, |op| {
            received(op.operation_id("list_received_requests_alias", "List received connection requests (second path)"))
        })
        .get("/api/v2/user/me/connection_requests_sent/", list::list_sent_requests, |op| {
            sent(op.operation_id("list_sent_requests", "List sent connection requests"))
        })
        .get("/api/v2/user/connection/requests_sent/", list::list_sent_requests, |op| {
            sent(op.operation_id("list_sent_requests_alias", "List sent connection requests (second path)"))
        })
        .post("/api/v2/user/me/connection_requests/mark_seen/", mark_seen::mark_requests_seen, |op| {
            op.operation_id("mark_requests_seen", "Mark connection requests as seen")
                .description(
                    "With a `username`, marks the request of that user. Without one, or with an empty one, marks every \
                     request that the caller has received so far. `viewed` in the list of received requests is the \
                     time of the mark; the sender does not see it.",
                )
                .optional_body::<MaybeByUsername>()
                .response::<UserView>(201, "The requests are marked. The body is the caller's user object.")
                .error(
                    400,
                    "No user has this username (`does_not_exist`), or the caller has no request from this user \
                     (`invalid_connection_state`).",
                )
                .error(403, NO_CONNECTIONS)
                .link(&[("list_received_requests", &[])])
        })
        .post("/api/v2/user/{id}/connection_requests/mark_seen/", mark_seen::mark_request_seen, |op| {
            op.operation_id("mark_request_seen", "Mark the connection request of a user as seen")
                .description("No body is read. The sender of the request does not see the mark.")
                .no_content("The request is marked.")
                .error(
                    400,
                    "The id is the caller's own (`self`), or the caller has no request from this user \
                     (`invalid_connection_state`).",
                )
                .error(403, NO_CONNECTIONS)
                .error(404, NO_SUCH_USER)
        })
}

fn received(op: Operation) -> Operation {
    op.description(
        "Lists the requests that the caller has received and not accepted. A rejected request stays in the list, with \
         the time of the rejection in `rejected`, until the rejection is taken back. Requests from users whom the \
         caller hides are left out, so a page can be shorter than `limit`; `next` leads on.",
    )
    .query(PAGES)
    .response::<ListView<ConnectionRequestView>>(
        200,
        "A page of received requests, newest first. `count` is the number of all received requests.",
    )
    .error(400, "A page parameter is invalid.")
    .error(403, NO_CONNECTIONS)
}

fn sent(op: Operation) -> Operation {
    op.description(
        "Lists the requests that the caller has sent and that are not accepted. `rejected` and `viewed` are always \
         `null`: the sender does not learn of either. Requests to users whom the caller hides are left out, so a page \
         can be shorter than `limit`; `next` leads on.",
    )
    .query(PAGES)
    .response::<ListView<ConnectionRequestView>>(
        200,
        "A page of sent requests, newest first. `count` is the number of all sent requests.",
    )
    .error(400, "A page parameter is invalid.")
    .error(403, NO_CONNECTIONS)
}
