//! Error bodies.

use axum::Json;
use serde_json::{Map, Value, json};

use crate::domain::{Error, ErrorKind};

/// Codes of errors that a client has to tell from others of the same status.
const WITH_CODE: [&str; 5] = [
    "reauthentication_required",
    "email_not_verified",
    "outcome_unknown",
    "idempotency_key_reused",
    "idempotency_in_progress",
];

/// The shapes of Django REST framework: messages by field, `non_field_errors`, or `detail` (`docs/api/site.md`,
/// "Errors").
pub(crate) fn error_body(error: &Error) -> Json<Value> {
    if error.kind == ErrorKind::Unauthenticated {
        // Missing and bad credentials have the same text.
        return Json(json!({"detail": Error::invalid_token().message}));
    }
    if WITH_CODE.contains(&error.code) {
        return Json(json!({"detail": error.message, "code": error.code}));
    }
    if error.kind != ErrorKind::Invalid {
        return Json(json!({"detail": error.message}));
    }
    if error.fields.is_empty() {
        return Json(json!({"non_field_errors": [error.message]}));
    }
    let mut fields = Map::new();
    for wrong in &error.fields {
        let messages = fields.entry(wrong.field.clone()).or_insert_with(|| json!([]));
        if let Value::Array(messages) = messages {
            messages.push(json!(wrong.problem.message));
        }
    }
    Json(Value::Object(fields))
}
