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
        .about("Accounts", "Registration, login and logout, in the dialect of the site.")
        .post("/api/users/register/", register::register_user, |op| {
            op.named("register_user", "Registers a user and logs them in.")
                .takes::<Registration>()
                .answers::<SessionView>(200)
                .leads_to(&[
                    ("retrieve_user", &[("id", "$response.body#/user/id")]),
                    ("retrieve_profile", &[("username", "$response.body#/user/username")]),
                ])
        })
        .post("/api/users/login/", login::login_user, |op| {
            op.named("login_user", "Logs a user in. The name may be the e-mail address; a username comes first.")
                .takes::<Credentials>()
                .answers::<SessionView>(200)
                .leads_to(&[("retrieve_user", &[("id", "$response.body#/user/id")]), ("retrieve_me", &[])])
        })
        .post("/api/users/logout/", logout::logout_user, |op| {
            op.named("logout_user", "Ends the token of this request. It is dead from the next request on.")
                .answers_nothing()
        })
        .post("/api/users/logoutall/", logout::logout_user_everywhere, |op| {
            op.named("logout_user_everywhere", "Ends every token of the caller.").answers_nothing()
        })
        .get("/api/users/user/", user::retrieve_caller, |op| {
            op.named("retrieve_caller", "The caller's id, name, e-mail address and picture.")
                .answers::<CallerView>(200)
                .refuses(404)
        })
        .about("Passwords and e-mail addresses", "What identifies a user of the community.")
        .patch("/api/v2/user/{id}/change_password/", change_password::change_password, |op| {
            op.named("change_password", "Changes the caller's password. Every older token but the calling one is dead.")
                .takes::<PasswordChange>()
                .answers_nothing()
                .forbids()
        })
        .patch("/api/v2/user/{id}/change_email/", change_email::change_email, |op| {
            op.named(
                "change_email",
                "Changes the caller's e-mail address at once, or answers a code. With `confirm` nothing changes until \
                 the code comes back.",
            )
            .takes::<EmailChange>()
            .answers::<ChangeEmailOut>(200)
            .answers_nothing()
            .forbids()
            .leads_to(&[("confirm_email", &[("id", "$request.path.id")])])
        })
        .post("/api/v2/user/{id}/confirm_email/", confirm_email::confirm_email, |op| {
            op.named("confirm_email", "Confirms a new e-mail address. The code is good once, for 24 hours.")
                .takes::<EmailConfirmation>()
                .answers_nothing()
        })
}
