//! `/api/v2/user/me/sessions/`: the sessions of the caller. `/api/v2/user/{id}/sessions/`: those of a user, for staff.

mod end;
mod list;
mod of_user;

use shared::dialect::community::UserSessionView;
use shared::openapi::Routes;
use shared::openapi::parameters::id;

use crate::texts::CHANGED_MEANWHILE;

pub use end::{end_reused_session, end_session_of, end_token};

const NOT_YOURS: &str = "The caller may not manage the sessions of this user.";
const NO_SUCH_USER: &str = "There is no such user. Only staff get this.";

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
        .get("/api/v2/user/{id}/sessions/", of_user::list_sessions_of_user, |op| {
            op.operation_id("list_sessions_of_user", "List the sessions of a user")
                .description(
                    "Lists the sessions of a user that are alive, newest first. Staff may do it for plain users and \
                     themselves, superusers for all.",
                )
                .response_array::<UserSessionView>(200, "The sessions.")
                .error(403, NOT_YOURS)
                .error(404, NO_SUCH_USER)
        })
        .delete("/api/v2/user/{id}/sessions/{session}/", of_user::end_session_of_user, |op| {
            op.operation_id("end_session_of_user", "End a session of a user")
                .description(
                    "Ends a session of a user for good. Staff may do it for plain users and themselves, superusers for all. \
                     It is in the audit trail.",
                )
                .path_param(id("session", "The id of the session."))
                .no_content("The session has ended.")
                .error(403, NOT_YOURS)
                .error(404, "There is no such user, or they have no session with this id, or it has ended.")
                .error(409, CHANGED_MEANWHILE)
        })
        .delete("/api/v2/user/{id}/sessions/", of_user::end_sessions_of_user, |op| {
            op.operation_id("end_sessions_of_user", "End all sessions of a user")
                .description(
                    "Ends every session, token and pending e-mail code of a user. Staff may do it for plain users and \
                     themselves, superusers for all. It is in the audit trail.",
                )
                .no_content("All sessions have ended.")
                .error(403, NOT_YOURS)
                .error(404, NO_SUCH_USER)
                .error(409, CHANGED_MEANWHILE)
        })
}
