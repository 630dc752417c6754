//! The `accounts` function: registration, login, logout, passwords and e-mail addresses.

mod account;
mod bodies;
mod change_email;
mod change_password;
mod code_use;
mod confirm_email;
mod login;
mod login_throttle;
mod logout;
mod oauth;
mod password_login;
mod pending_change;
mod register;
mod registration;
mod second_factor;
mod sessions;
mod texts;
mod user;

use shared::dialect::site::{CallerView, SessionView};
use shared::openapi::Routes;

use bodies::{Credentials, EmailChange, EmailConfirmation, PasswordChange, Registration};
use change_email::ChangeEmailOut;
use texts::{CHANGED_MEANWHILE, CHANGED_MEANWHILE_OR_TOO_OFTEN};

const BAD_OPTIONAL_CREDENTIALS: &str = "The request has bad credentials. It needs none.";
const NOT_THE_CALLER: &str = "`id` is not the caller's, whether or not such a user exists.";
const NOT_THE_CALLER_OR_STALE: &str = "`id` is not the caller's, whether or not such a user exists; or the last login \
    is too long ago (`reauthentication_required`).";
const NOT_AN_ID: &str = "`id` is not an id.";

/// The routes of this function.
pub fn routes<R: Routes>(routes: R) -> R {
    account::routes(passwords_and_emails(second_factor::routes(sessions::routes(oauth::routes(accounts(routes))))))
}

fn accounts<R: Routes>(routes: R) -> R {
    routes
        .tag("Accounts", "Registration, login and logout, in the site API. Users of all three APIs log in here.")
        .post("/api/users/register/", register::register_user, |op| {
            op.operation_id("register_user", "Register a user")
                .description(
                    "Creates an account and returns a token for it. Every attempt with valid fields counts against the \
                     limit of the client's network address, 20 an hour by default, even if a name is taken. Wrong \
                     fields are reported together; taken names are reported once all fields are valid. If the community \
                     sends mail, a code for `verify_account` is mailed to the address.",
                )
                .request_body::<Registration>()
                .response::<SessionView>(200, "The new user and a token, valid for 12 hours by default.")
                .error(400, "A field is missing or breaks its rule, or the username or e-mail address is taken.")
                .error(401, BAD_OPTIONAL_CREDENTIALS)
                .error(429, "Too many registrations from this network address. Wait as long as `Retry-After` says.")
                .link(&[
                    ("retrieve_user", &[("id", "$response.body#/user/id")]),
                    ("retrieve_profile", &[("username", "$response.body#/user/username")]),
                ])
        })
        .post("/api/users/login/", login::login_user, |op| {
            op.operation_id("login_user", "Log in")
                .description(
                    "Checks a password and returns a token. If the name matches one user's username and another's \
                     e-mail address, the username takes precedence. An unknown user, a wrong password, an account \
                     without a password, and a deactivated or deleted account all get the same 400 after the same \
                     work. If the user has a second factor, the right password needs `otp` too: without it, and with a wrong \
                     one, the 400 is on `otp`. By default an account allows 10 failed logins in 15 minutes from one network address and 20 \
                     from all; an address allows 50 to any accounts.",
                )
                .request_body::<Credentials>()
                .response::<SessionView>(200, "The user and a token, valid for 12 hours by default.")
                .error(
                    400,
                    "A field is missing or malformed, (`non_field_errors`) the name or password is wrong, or `otp` is \
                     needed (`required`), or wrong or used already (`invalid`).",
                )
                .error(401, BAD_OPTIONAL_CREDENTIALS)
                .error(
                    429,
                    "Too many failed logins or wrong codes, or too many in flight at once. The password was not accepted, even if it \
                     is right. Wait as long as `Retry-After` says.",
                )
                .link(&[("retrieve_user", &[("id", "$response.body#/user/id")]), ("retrieve_me", &[])])
        })
        .post("/api/users/logout/", logout::logout_user, |op| {
            op.operation_id("logout_user", "Log out")
                .description(
                    "Ends the session of this request, with all its tokens, from the next request on. A token of a host \
                     application is revoked, and with it tokens of the same user with the same `jti`. At most 64 ended \
                     sessions and revoked tokens are kept for a user; one more revokes all of the user's tokens. The \
                     body is not read.",
                )
                .no_content("The session has ended.")
        })
        .post("/api/users/logoutall/", logout::logout_user_everywhere, |op| {
            op.operation_id("logout_user_everywhere", "Log out everywhere")
                .description(
                    "Ends every session and revokes every token of the caller, including those of this request, and drops \
                     a pending e-mail code. Tokens of later logins are good. The body is not read.",
                )
                .no_content("All tokens of the caller are revoked.")
        })
        .get("/api/users/user/", user::retrieve_caller, |op| {
            op.operation_id("retrieve_caller", "Retrieve the caller")
                .description(
                    "Returns the caller's id, username, e-mail address and picture. Front ends can use it to check a \
                     stored token.",
                )
                .response::<CallerView>(200, "The caller.")
                .error(404, "The account was deleted during the request.")
        })
}

fn passwords_and_emails<R: Routes>(routes: R) -> R {
    routes
        .tag("Passwords and e-mail addresses", "Credentials of the caller, in the community API.")
        .patch("/api/v2/user/{id}/change_password/", change_password::change_password, |op| {
            op.operation_id("change_password", "Change the caller's password")
                .description(
                    "Replaces the password, ends the caller's other sessions and revokes every older token except the \
                     one of this request; a pending e-mail code is dropped. \
                     `id` must be the caller's own; staff use `set_password` for other users. A wrong current password \
                     counts as a failed login.",
                )
                .request_body::<PasswordChange>()
                .no_content("The password is changed and the other tokens are revoked.")
                .error(400, "A field is missing or breaks its rule, or `password` is wrong (`invalid`).")
                .error(403, NOT_THE_CALLER)
                .error(404, NOT_AN_ID)
                .error(409, CHANGED_MEANWHILE)
                .error(
                    429,
                    "Too many wrong passwords for this account or from this network address. Wait as long as \
                     `Retry-After` says.",
                )
        })
        .patch("/api/v2/user/{id}/change_email/", change_email::change_email, |op| {
            op.operation_id("change_email", "Change the caller's e-mail address")
                .description(
                    "Mails a code to the new address. Nothing changes until `confirm_email` or `verify_account` gets the \
                     code, and no response has it; `confirm` makes no difference. It takes a login of the last 10 \
                     minutes, and at most 5 mails an hour are sent. An account has at most one code; a new one replaces \
                     it. `id` must be the caller's own. In a community that sends no mail, the address changes at once \
                     unless `confirm` is true: it counts as unconfirmed (`email_isvalid` is false), a pending code is \
                     dropped, and the caller's other sessions and tokens end. With `confirm` the response has the code, \
                     and the host application sends it to the new address.",
                )
                .request_body::<EmailChange>()
                .response::<ChangeEmailOut>(200, "The code is on its way, or in the response. The address has not changed.")
                .no_content("Without mail and `confirm`: the address is changed.")
                .error(400, "`new_email` is missing, not a valid address, or taken (`unique`).")
                .error(403, NOT_THE_CALLER_OR_STALE)
                .error(404, NOT_AN_ID)
                .error(409, CHANGED_MEANWHILE)
                .error(429, "Too many new addresses, or mails to them. Wait as long as `Retry-After` says.")
                .link(&[("confirm_email", &[("id", "$request.path.id")])])
        })
        .post("/api/v2/user/{id}/confirm_email/", confirm_email::confirm_email, |op| {
            op.operation_id("confirm_email", "Confirm a new e-mail address")
                .description(
                    "Sets the address, and marks it as confirmed if kith mailed the code; in a community that sends no \
                     mail it stays unconfirmed (`email_isvalid` is false). The code is the credential, so no token is \
                     needed. It is valid once, for 24 hours, and only with the address that it was created for; a change \
                     of password, address or status and a logout everywhere end it. The user's sessions end, except \
                     that of this request, or without one that which asked for the change.",
                )
                .request_body::<EmailConfirmation>()
                .no_content("The address is set.")
                .error(
                    400,
                    "`validation_code` is wrong, expired, used, or for another address (`invalid`), or `new_email` is \
                     taken (`unique`).",
                )
                .error(401, BAD_OPTIONAL_CREDENTIALS)
                .error(404, "There is no user with this id, or the user is deleted.")
                .error(409, CHANGED_MEANWHILE_OR_TOO_OFTEN)
        })
}
