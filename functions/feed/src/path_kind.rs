//! The kind of post in a path.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use shared::domain::{Error, PostKind, PostWithCounters, Result};
use shared::openapi::Argument;

/// `/api/v2/discussion/...` or `/api/v2/post/...`
pub struct PathKind(pub PostKind);

impl PathKind {
    /// The post, if it exists and is of this kind: a discussion is not found under `/api/v2/post/`.
    pub fn must_match(&self, found: Option<PostWithCounters>) -> Result<PostWithCounters> {
        found.filter(|found| found.post.kind == self.0).ok_or_else(Error::not_found)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PathKind {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let discussion = parts.uri.path().starts_with("/api/v2/discussion");
        Ok(Self(if discussion { PostKind::Discussion } else { PostKind::Post }))
    }
}

impl Argument for PathKind {}
