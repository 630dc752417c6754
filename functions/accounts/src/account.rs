//! `/api/v2/account/...` and `/api/v2/user/me/email/verify/`: what users do with codes that kith mails to them, and what
//! staff do with accounts.

mod check_code;
mod create;
mod mailed;
mod recover;
mod request_verification;
mod reset;
mod restore_email;
mod search;
mod unsubscribe;
mod verify;

use shared::dialect::community::UserView;
use shared::openapi::Routes;
use shared::openapi::parameters::{Parameter, text};

use crate::bodies::{MailedCodeBody, NewUser, PasswordReset, Recovery};
use crate::texts::{CHANGED_MEANWHILE, CHANGED_MEANWHILE_OR_TOO_OFTEN};

const MAIL_OFF: &str = "The community sends no mail (`mail_off`).";
const NOT_STAFF: &str = "The caller is not staff.";
const BAD_CODE: &str = "`validation_code` is missing, wrong, used or expired (`invalid`).";

const NAMES: &[Parameter] = &[
    text("username", "The username, without regard to case. The empty text counts as absent.").or_empty(),
    text("email", "The e-mail address, without regard to case. The empty text counts as absent.").or_empty(),
];

const UNSUBSCRIPTION: &str = "/api/v2/account/unsubscribe/";
const UNSUBSCRIPTION_CODE: &[Parameter] = &[text("code", "The code from the link.")];

/// The routes of mailed codes, and of accounts for staff.
pub fn routes<R: Routes>(routes: R) -> R {
    unsubscription(for_staff(mailed_codes(routes)))
}

fn unsubscription<R: Routes>(routes: R) -> R {
    routes
        .tag("Digests", "The link in each digest that ends them, without a login.")
        .get(UNSUBSCRIPTION, unsubscribe::open_unsubscription, |op| {
            op.operation_id("open_unsubscription", "Go to the form that turns digests off")
                .description("Leads to the page `/account/unsubscribe`. Changes nothing, so that programs that scan mail do not either.")
                .query(UNSUBSCRIPTION_CODE)
                .redirect("The form is at the URL in `Location`.")
        })
        .post(UNSUBSCRIPTION, unsubscribe::turn_digests_off, |op| {
            op.operation_id("turn_digests_off", "Turn digests off")
                .description(
                    "Sets `email_notification_not_qa` of the user to whom the link was mailed to 0. Mail programs call it for \
                     a click on Unsubscribe (RFC 8058). The body is not read. The code stays good and can do nothing else.",
                )
                .query(UNSUBSCRIPTION_CODE)
                .no_content("The user gets no more digests.")
                .error(400, "`code` is missing (`required`) or wrong (`invalid`).")
        })
}

fn for_staff<R: Routes>(routes: R) -> R {
    routes
        .tag("Accounts for staff", "Accounts of other users, in the community API.")
        .post("/api/v2/account/create/", create::create_user, |op| {
            op.operation_id("create_user", "Create a user")
                .description(
                    "Creates an account with a password. Only staff may call it. If the community sends mail, a code for \
                     `verify_account` is mailed to the address.",
                )
                .request_body::<NewUser>()
                .response::<UserView>(201, "The new user.")
                .error(400, "A field is missing or breaks its rule, or the username or e-mail address is taken.")
                .error(403, NOT_STAFF)
                .error(409, CHANGED_MEANWHILE)
                .error(429, "The caller has set too many passwords. Wait as long as `Retry-After` says.")
                .link(&[("retrieve_user", &[("id", "$response.body#/id")])])
        })
        .get("/api/v2/account/search/", search::search_account, |op| {
            op.operation_id("search_account", "Find a user by username or e-mail address")
                .description(
                    "Returns the user with exactly this username or e-mail address, deactivated users included. If both \
                     are given, both must be the user's. Only staff may call it.",
                )
                .query(NAMES)
                .response::<UserView>(200, "The user.")
                .error(400, "`email` is not a valid address, or both parameters are missing.")
                .error(403, NOT_STAFF)
                .error(404, "There is no such user.")
        })
}

fn mailed_codes<R: Routes>(routes: R) -> R {
    routes
        .tag("Mailed codes", "Account recovery and verification of e-mail addresses, in the community API.")
        .post("/api/v2/account/recover/", recover::recover_account, |op| {
            op.operation_id("recover_account", "Recover an account")
                .description(
                    "Mails a code to the address with which its user can set a new password, if it is the address of a \
                     user who is not deactivated. The response is the same for every address. By default at most 5 \
                     mails an hour go to one address, and 20 are asked for from one network address; further requests \
                     get the same response, and no mail is sent.",
                )
                .request_body::<Recovery>()
                .no_content("The mail is on its way, if there is such a user.")
                .error(400, "`email` is missing or not a valid address.")
                .error(409, MAIL_OFF)
        })
        .post("/api/v2/account/reset/", reset::reset_password, |op| {
            op.operation_id("reset_password", "Reset a password")
                .description(
                    "Sets a new password with the code from a recovery mail, and marks the address as confirmed. The \
                     code is good once, for an hour; only that of the newest mail counts, and a change of password, \
                     address or status and a logout everywhere end it. All sessions and tokens of the user end.",
                )
                .request_body::<PasswordReset>()
                .no_content("The password is set. Log in with it.")
                .error(400, "`validation_code` is wrong, used or expired (`invalid`), or `password` breaks its rule.")
        })
        .post("/api/v2/account/restore_email/", restore_email::restore_email, |op| {
            op.operation_id("restore_email", "Take back a change of e-mail address")
                .description(
                    "Sets the address back with the code from the mail to the former address, marks it as confirmed, and ends \
                     all sessions and tokens of the user. The code is good once, for 7 days, whatever is changed meanwhile: \
                     the password, or the address again. Later changes of address end with it. The password stays; reset it \
                     next.",
                )
                .request_body::<MailedCodeBody>()
                .no_content("The user has the former address again.")
                .error(400, BAD_CODE)
        })
        .post("/api/v2/account/verify/", verify::verify_account, |op| {
            op.operation_id("verify_account", "Verify an e-mail address")
                .description(
                    "Marks the address as confirmed with the code from a verification mail, which is good for 7 days, or \
                     sets a new address with the code that was mailed there, which is good for 24 hours. Each is good \
                     once; only that of the newest mail counts, and a change of password, address or status and a \
                     logout everywhere end it. A new address ends the user's sessions except that which asked for it.",
                )
                .request_body::<MailedCodeBody>()
                .no_content("The address is confirmed.")
                .error(400, "`validation_code` is missing, wrong, used or expired (`invalid`), or the address is taken (`unique`).")
                .error(409, CHANGED_MEANWHILE_OR_TOO_OFTEN)
        })
        .post("/api/v2/account/verify/validation_code/", check_code::check_code, |op| {
            op.operation_id("check_code", "Check a mailed code")
                .description("Checks a code from a mail without using it up.")
                .request_body::<MailedCodeBody>()
                .no_content("The code is good.")
                .error(400, BAD_CODE)
        })
        .post("/api/v2/user/me/email/verify/", request_verification::request_verification, |op| {
            op.operation_id("request_verification", "Request another verification mail")
                .description(
                    "Mails a code for `verify_account` to the caller's address, unless it is confirmed already. By \
                     default at most 5 times an hour. The body is not read.",
                )
                .no_content("The mail is on its way, or the address is confirmed already.")
                .error(409, "The community sends no mail (`mail_off`), or the caller has no address (`no_email`).")
                .error(429, "Too many mails. Wait as long as `Retry-After` says.")
        })
}
