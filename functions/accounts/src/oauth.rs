//! `/oauth/...`: access and refresh tokens.

mod refresh;
mod revoke;
mod token;

use shared::dialect::oauth::TokenView;
use shared::openapi::Routes;

use crate::bodies::{TokenRequest, TokenRevocation};
use revoke::RevokedView;

/// The routes of the token endpoints.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Tokens", "Access and refresh tokens, as OAuth 2.0 describes them (RFC 6749, RFC 7009).")
        .post("/oauth/token/", token::issue_token, |op| {
            op.operation_id("issue_token", "Issue tokens")
                .description(
                    "`password` begins a session with the username or the e-mail address; logins are throttled \
                     together with those of the site API. `refresh_token` goes on with a session: the answer has a \
                     new refresh token, and the old one is good for 60 seconds more, in which it gets the same new \
                     one. An older refresh token ends the session, because two clients have it. Clients have no \
                     secrets: `client_id` is ignored, and so is a bearer token in `Authorization`.",
                )
                .request_body::<TokenRequest>()
                .response::<TokenView>(200, "An access token for 15 minutes and a refresh token, by default.")
                .error(
                    400,
                    "`invalid_request`: a field is missing or malformed. `unsupported_grant_type`: any other grant. \
                     `invalid_grant`: the name or the password is wrong, or the refresh token is invalid or expired, \
                     or its session has ended. `mfa_required`: the password is right, and `otp` is missing, wrong or used \
                     already.",
                )
                .error(401, "`invalid_client`: the request has a client secret.")
                .error(
                    429,
                    "`temporarily_unavailable`: too many failed logins, or too many in flight at once. Wait as long as \
                     `Retry-After` says.",
                )
                .link(&[("retrieve_me", &[]), ("list_sessions", &[])])
        })
        .post("/oauth/revoke/", revoke::revoke_token, |op| {
            op.operation_id("revoke_token", "Revoke a token")
                .description(
                    "Ends the session of a refresh or access token, with all its tokens, from the next request on. An \
                     access token of a host application is revoked alone. The token is the credential. An unknown, \
                     expired or revoked token gets the same answer.",
                )
                .request_body::<TokenRevocation>()
                .response::<RevokedView>(200, "The token is not valid, or not any more.")
                .error(400, "`invalid_request`: `token` is missing or malformed.")
                .error(401, "`invalid_client`: the request has a client secret.")
        })
}
