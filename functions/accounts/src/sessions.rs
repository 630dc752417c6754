//! `/api/v2/user/me/sessions/`: the sessions of the caller.

mod end;
mod list;

use shared::dialect::community::UserSessionView;
use shared::openapi::Routes;

pub use end::{end_reused_session, end_session_of, end_token};

/// The routes of sessions.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Sessions", "Where the caller is logged in, in the community API.")
        .get("/api/v2/user/me/sessions/", list::list_sessions, |op| {
            op.operation_id("list_sessions", "List the caller's sessions")
                .description(
                    "Lists the sessions of the caller that are alive, newest first. Every login, through any API, \
                     begins one; tokens of a host application have none. A user has at most 50: one more ends the \
                     oldest.",
                )
                .response_array::<UserSessionView>(200, "The sessions.")
        })
        .delete("/api/v2/user/me/sessions/{id}/", end::end_session, |op| {
            op.operation_id("end_session", "End a session")
                .description(
                    "Ends a session of the caller. Its access tokens and its refresh token are refused from the next \
                     request on. It may be the session of this request.",
                )
                .no_content("The session has ended.")
                .error(404, "The caller has no session with this id, or it has ended.")
        })
        .delete("/api/v2/user/me/sessions/", end::end_other_sessions, |op| {
            op.operation_id("end_other_sessions", "End all other sessions")
                .description(
                    "Ends every session of the caller except that of this request. It also revokes tokens of a host \
                     application other than the one of this request, and pending e-mail codes.",
                )
                .no_content("All other sessions have ended.")
        })
}
