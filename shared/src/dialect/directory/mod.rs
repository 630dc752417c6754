//! The directory dialect: JSON:API 1.1.

mod document;
mod negotiation;
mod pages;
mod query;
pub mod schemas;
mod views;

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};

pub use document::{Document, Incoming, PathFolder, PathUser};
pub use pages::{Links, NumberedList, Paging};
pub use query::{Fieldsets, Parameters, Query, Sorting};
pub use views::{AuditView, FolderView, Resource, UserView};

use crate::domain::{Error, Problem};

/// The media type of JSON:API.
const MEDIA_TYPE: &str = "application/vnd.api+json";

/// A document, answered as JSON:API.
pub struct JsonApi<T>(pub T);

impl<T: Serialize> IntoResponse for JsonApi<T> {
    fn into_response(self) -> Response {
        match serde_json::to_string(&self.0) {
            Ok(body) => ([(CONTENT_TYPE, MEDIA_TYPE)], body).into_response(),
            Err(error) => Error::internal(error).into_response(),
        }
    }
}

/// A document about one resource.
#[derive(Debug, Serialize)]
pub struct One<T> {
    /// The resource.
    pub data: T,
}

/// A query parameter is wrong.
pub fn wrong_parameter(name: &str, problem: Problem) -> Error {
    Error::field(format!("{PARAMETER}{name}"), problem)
}

/// Before the name of a field of an error that is a query parameter.
const PARAMETER: char = '?';
/// Before the name of a field of an error that is a header.
const HEADER: char = ':';

/// `{"errors": [...]}`, each with the attribute (or whatever else a pointer points at), the query parameter or the
/// header that is wrong.
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
