//! Error bodies.

use axum::Json;
use serde_json::{Value, json};

use crate::domain::Error;

/// `{"errors": [...]}`, grouped by field where the error concerns fields (`docs/api/common.md`, "Errors"). The error
/// formatter of the published SDK reads this shape.
pub(crate) fn error_body(error: &Error) -> Json<Value> {
    let mut errors: Vec<Value> = Vec::new();
    for wrong in &error.fields {
        let message = json!({"code": wrong.problem.code, "message": wrong.problem.message});
        let known = errors.iter_mut().find(|e| e["field"] == *wrong.field);
        match known.and_then(|e| e["messages"].as_array_mut()) {
            Some(messages) => messages.push(message),
            None => errors.push(json!({"field": wrong.field, "messages": [message]})),
        }
    }
    if errors.is_empty() {
        errors.push(json!({"code": error.code, "message": error.message}));
    }
    Json(json!({"errors": errors}))
}
