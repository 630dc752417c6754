//! The body of a request that is not read.

use std::convert::Infallible;

use axum::extract::{FromRequest, Request};

/// No body: whatever the request has is not read.
pub struct NoBody;

impl<S: Send + Sync> FromRequest<S> for NoBody {
    type Rejection = Infallible;

    async fn from_request(_: Request, _: &S) -> Result<Self, Infallible> {
        Ok(Self)
    }
}
