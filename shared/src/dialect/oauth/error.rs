//! Error bodies.

use axum::Json;
use axum::http::HeaderName;
use axum::http::header::CACHE_CONTROL;
use serde_json::{Value, json};

use crate::domain::account::ban::BLOCKED;
use crate::domain::{Error, ErrorKind, Problem};

/// How a client would have to authenticate (RFC 6749, section 5.2).
pub(crate) const CLIENT_SCHEME: &str = "Basic realm=\"kith\"";
/// Codes of errors that RFC 6749 defines, and that clients of second factors know.
const DEFINED: [&str; 4] = ["invalid_grant", "invalid_client", UNSUPPORTED_GRANT_TYPE, MFA_REQUIRED];
/// The code of a grant that lacks the second factor, as other services name it.
const MFA_REQUIRED: &str = "mfa_required";
const UNSUPPORTED_GRANT_TYPE: &str = "unsupported_grant_type";

/// The error for a grant that the token endpoint does not know.
pub fn unsupported_grant_type() -> Error {
    Error::invalid(UNSUPPORTED_GRANT_TYPE, "The grant types are password and refresh_token.")
}

/// The error for a password that needs another code of the second factor, or one at all.
pub fn mfa_required(problem: Problem) -> Error {
    Error::invalid(MFA_REQUIRED, problem.message)
}

/// `{"error": ..., "error_description": ...}` (RFC 6749, section 5.2). Wrong fields are named in the description.
pub(crate) fn error_body(error: &Error) -> ([(HeaderName, &'static str); 1], Json<Value>) {
    let code = match error.kind {
        _ if DEFINED.contains(&error.code) => error.code,
        _ if error.code == Error::incorrect_credentials().code => "invalid_grant",
        _ if error.code == BLOCKED => "invalid_grant",
        ErrorKind::Unauthenticated => "invalid_client",
        ErrorKind::Throttled { .. } | ErrorKind::Unavailable | ErrorKind::OutcomeUnknown => "temporarily_unavailable",
        ErrorKind::Internal => "server_error",
        _ => "invalid_request",
    };
    let description = match &error.fields[..] {
        [] => error.message.to_string(),
        fields => fields.iter().map(|e| format!("{}: {}", e.field, e.problem.message)).collect::<Vec<_>>().join(" "),
    };
    ([(CACHE_CONTROL, "no-store")], Json(json!({"error": code, "error_description": allowed(&description)})))
}

/// The text in the characters that RFC 6749 allows.
fn allowed(text: &str) -> String {
    let allowed = |c| match c {
        '"' => '\'',
        ' '..='~' if c != '\\' => c,
        _ => '?',
    };
    text.chars().map(allowed).collect()
}
