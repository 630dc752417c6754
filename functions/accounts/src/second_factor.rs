//! `/api/v2/user/me/totp/`: the second factor of the caller. `/api/v2/user/{id}/totp/`: that of a user who has lost it.

mod begin;
mod confirm;
mod qr;
mod remove;
mod reset;
mod retrieve;

use shared::dialect::community::{RecoveryCodesView, SecondFactorSetUpView, SecondFactorView};
use shared::openapi::Routes;

use crate::bodies::{SecondFactorCode, SecondFactorRemoval};
use crate::texts::CHANGED_MEANWHILE;

const STALE: &str = "The last login is too long ago (`reauthentication_required`).";

/// The routes of the second factor.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Second factor", "Codes of an authenticator app (TOTP, RFC 6238) beside the password, in the community API.")
        .get("/api/v2/user/me/totp/", retrieve::retrieve_second_factor, |op| {
            op.operation_id("retrieve_second_factor", "Retrieve the caller's second factor")
                .description("Returns whether the caller's logins need a code, and how many recovery codes are left.")
                .response::<SecondFactorView>(200, "Whether it is on.")
        })
        .post("/api/v2/user/me/totp/", begin::begin_second_factor, |op| {
            op.operation_id("begin_second_factor", "Begin to set up a second factor")
                .description(
                    "Generates a secret for an authenticator app. Nothing changes until `confirm_second_factor` gets the \
                     first code, within an hour; another call replaces the secret. It takes a login of the last 10 \
                     minutes. The body is not read.",
                )
                .response::<SecondFactorSetUpView>(200, "The secret. No other response has it.")
                .error(403, STALE)
                .error(409, "The second factor is on already (`second_factor_on`), or was changed at the same time (`changed_meanwhile`).")
                .link(&[("confirm_second_factor", &[])])
        })
        .post("/api/v2/user/me/totp/confirm/", confirm::confirm_second_factor, |op| {
            op.operation_id("confirm_second_factor", "Turn the second factor on")
                .description(
                    "Turns the second factor on with the first code of the app. From then on every login needs `otp`. The \
                     caller's other sessions and tokens end, and pending e-mail codes. It takes a login of the last 10 \
                     minutes.",
                )
                .request_body::<SecondFactorCode>()
                .response::<RecoveryCodesView>(200, "The recovery codes. No other response has them.")
                .error(400, "`code` is missing or wrong (`invalid`).")
                .error(403, STALE)
                .error(404, "No set-up awaits a code, or it has expired.")
                .error(409, CHANGED_MEANWHILE)
        })
        .delete("/api/v2/user/me/totp/", remove::remove_second_factor, |op| {
            op.operation_id("remove_second_factor", "Turn the second factor off")
                .description(
                    "Turns the second factor off with a code of the app or a recovery code, or cancels its set-up, which \
                     needs no code. The caller's other sessions and tokens end, and pending e-mail codes. It takes a login \
                     of the last 10 minutes. Send the code in the body, not in the query, which may be logged.",
                )
                .optional_body::<SecondFactorRemoval>()
                .no_content("The second factor is off.")
                .error(400, "`code` is missing, or wrong or used already (`invalid`).")
                .error(403, STALE)
                .error(404, "There is no second factor.")
                .error(409, CHANGED_MEANWHILE)
                .error(429, "Too many wrong codes. Wait as long as `Retry-After` says.")
        })
        .delete("/api/v2/user/{id}/totp/", reset::reset_second_factor, |op| {
            op.operation_id("reset_second_factor", "Turn off the second factor of a user who has lost it")
                .description(
                    "Turns the second factor of another user off, who has neither the app nor a recovery code left, and ends \
                     all their sessions, tokens and pending codes. Staff may do it for plain users, superusers for all. It \
                     is in the audit trail.",
                )
                .no_content("The second factor is off.")
                .error(403, "The caller may not do this to the user, or is the user.")
                .error(404, "There is no such user, or they have no second factor.")
                .error(409, CHANGED_MEANWHILE)
        })
}
