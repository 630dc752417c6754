//! Response documents.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::domain::Error;

/// The media type of JSON:API.
pub(super) const MEDIA_TYPE: &str = "application/vnd.api+json";

/// A response document, sent as `application/vnd.api+json`.
pub struct JsonApi<T>(pub T);

impl<T: Serialize> IntoResponse for JsonApi<T> {
    fn into_response(self) -> Response {
        match serde_json::to_string(&self.0) {
            Ok(body) => ([(CONTENT_TYPE, MEDIA_TYPE)], body).into_response(),
            Err(error) => Error::internal(error).into_response(),
        }
    }
}

/// A document with one resource.
#[derive(Debug, Serialize)]
pub struct One<T> {
    /// The resource.
    pub data: T,
}
