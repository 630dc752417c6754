//! Toggles: the wish of a request, and its response.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::domain::Toggle;

/// `POST` flips, `PUT` sets and `DELETE` unsets (`docs/api/common.md`, "Toggles").
impl<S: Send + Sync> FromRequestParts<S> for Toggle {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(match parts.method {
            Method::PUT => Self::Set,
            Method::DELETE => Self::Unset,
            _ => Self::Flip,
        })
    }
}

impl Toggle {
    /// The response to a toggle that was applied: to a flip `flipped`, to an explicit wish 204.
    pub fn response(self, flipped: impl IntoResponse) -> Response {
        match self {
            Self::Flip => flipped.into_response(),
            Self::Set | Self::Unset => StatusCode::NO_CONTENT.into_response(),
        }
    }
}
