//! The body of a request.

use axum::extract::{FromRequest, Request};

use crate::dialect::extract::{Fields, Input};
use crate::domain::Result;

/// A body of the site API, whose clients send ids of other services as numbers. A number stands for a text, as in Django
/// REST framework (`docs/api/site.md`, "Requests").
pub struct SiteInput(Input);

impl SiteInput {
    /// The named fields of the body; an empty body has none.
    pub fn fields(self) -> Result<Fields> {
        self.0.fields().map(Fields::with_numbers_as_texts)
    }
}

impl<S: Send + Sync> FromRequest<S> for SiteInput {
    type Rejection = std::convert::Infallible;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        Input::from_request(request, state).await.map(Self)
    }
}
