//! Function `accounts`: registration, login, logout, passwords and e-mail addresses.

mod bodies;
mod change_email;
mod change_password;
mod confirm_email;
mod gate;
mod login;
mod logout;
mod register;
mod user;

use shared::dialect::site::{CallerView, SessionView};
use shared::openapi::Routes;

use bodies::{Credentials, EmailChange, EmailConfirmation, PasswordChange, Registration};
use change_email::ChangeEmailOut;

/// The routes of this function.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Accounts", "Registration, login and logout, in the dialect of the site.")
        .post("/api/users/register/", register::register_user, |op| {
            op.operation_id("register_user", "Registers a user and logs them in.")
                .request_body::<Registration>()
                .response::<SessionView>(200, "")
                .link(&[
                    ("retrieve_user", &[("id", "$response.body#/user/id")]),
                    ("retrieve_profile", &[("username", "$response.body#/user/username")]),
                ])
        })
        .post("/api/users/login/", login::login_user, |op| {
            op.operation_id("login_user", "Logs a user in. The name may be the e-mail address; a username comes first.")
                .request_body::<Credentials>()
                .response::<SessionView>(200, "")
                .link(&[("retrieve_user", &[("id", "$response.body#/user/id")]), ("retrieve_me", &[])])
        })
        .post("/api/users/logout/", logout::logout_user, |op| {
            op.operation_id("logout_user", "Ends the token of this request. It is dead from the next request on.")
                .no_content("")
        })
        .post("/api/users/logoutall/", logout::logout_user_everywhere, |op| {
            op.operation_id("logout_user_everywhere", "Ends every token of the caller.").no_content("")
        })
        .get("/api/users/user/", user::retrieve_caller, |op| {
            op.operation_id("retrieve_caller", "The caller's id, name, e-mail address and picture.")
                .response::<CallerView>(200, "")
                .error(404, "")
        })
        .tag("Passwords and e-mail addresses", "What identifies a user of the community.")
        .patch("/api/v2/user/{id}/change_password/", change_password::change_password, |op| {
            op.operation_id(
                "change_password",
                "Changes the caller's password. Every older token but the calling one is dead.",
            )
            .request_body::<PasswordChange>()
            .no_content("")
            .error(403, "")
        })
        .patch("/api/v2/user/{id}/change_email/", change_email::change_email, |op| {
            op.operation_id(
                "change_email",
                "Changes the caller's e-mail address at once, or answers a code. With `confirm` nothing changes until \
                 the code comes back.",
            )
            .request_body::<EmailChange>()
            .response::<ChangeEmailOut>(200, "")
            .no_content("")
            .error(403, "")
            .link(&[("confirm_email", &[("id", "$request.path.id")])])
        })
        .post("/api/v2/user/{id}/confirm_email/", confirm_email::confirm_email, |op| {
            op.operation_id("confirm_email", "Confirms a new e-mail address. The code is good once, for 24 hours.")
                .request_body::<EmailConfirmation>()
                .no_content("")
        })
}
