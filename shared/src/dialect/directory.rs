//! The directory dialect: JSON:API 1.1.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, StatusCode};
use serde_json::{Value, json};

use crate::domain::Error;

/// The media type of JSON:API.
const MEDIA_TYPE: &str = "application/vnd.api+json";

/// `{"errors": [...]}` with a pointer to each attribute that is wrong.
pub(super) fn error_body(status: StatusCode, error: &Error) -> ([(HeaderName, &'static str); 1], String) {
    let title = status.canonical_reason().unwrap_or("Error");
    let entry =
        |code: &str, detail: &str| json!({"status": status.as_str(), "code": code, "title": title, "detail": detail});
    let mut errors: Vec<Value> = Vec::new();
    for wrong in &error.fields {
        let mut one = entry(wrong.problem.code, &wrong.problem.message);
        one["source"] = json!({"pointer": format!("/data/attributes/{}", wrong.field)});
        errors.push(one);
    }
    if errors.is_empty() {
        errors.push(entry(error.code, &error.message));
    }
    ([(CONTENT_TYPE, MEDIA_TYPE)], json!({"errors": errors}).to_string())
}
