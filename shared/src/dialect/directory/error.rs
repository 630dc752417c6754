//! Error bodies, and the errors of query parameters and headers.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderName};
use serde_json::{Value, json};

use crate::dialect::directory::json_api::MEDIA_TYPE;
use crate::domain::{Error, FieldError, Problem};

/// Marks the field of an error as a query parameter.
const PARAMETER: char = '?';
/// Marks the field of an error as a header.
const HEADER: char = ':';

/// An error on a query parameter.
pub fn wrong_parameter(name: &str, problem: Problem) -> Error {
    Error::field(format!("{PARAMETER}{name}"), problem)
}

/// The field of an error on a header.
pub(crate) fn wrong_header(name: &str, problem: Problem) -> FieldError {
    FieldError { field: format!("{HEADER}{}", name.to_ascii_lowercase()).into(), problem }
}

/// `{"errors": [...]}`, each with the pointer, query parameter or header that is wrong (`docs/api/directory.md`,
/// "Errors").
pub(crate) fn error_body(status: StatusCode, error: &Error) -> ([(HeaderName, &'static str); 1], String) {
    let title = status.canonical_reason().unwrap_or("Error");
    let entry =
        |code: &str, detail: &str| json!({"status": status.as_str(), "code": code, "title": title, "detail": detail});
    let mut errors: Vec<Value> = Vec::new();
    for wrong in &error.fields {
        let mut one = entry(wrong.problem.code, &wrong.problem.message);
        one["source"] = match wrong.field.chars().next() {
            Some(PARAMETER) => json!({"parameter": wrong.field.trim_start_matches(PARAMETER)}),
            Some(HEADER) => json!({"header": wrong.field.trim_start_matches(HEADER)}),
            Some('/') => json!({"pointer": wrong.field}),
            _ => json!({"pointer": format!("/data/attributes/{}", wrong.field)}),
        };
        errors.push(one);
    }
    if errors.is_empty() {
        errors.push(entry(error.code, &error.message));
    }
    ([(CONTENT_TYPE, MEDIA_TYPE)], json!({"errors": errors}).to_string())
}
