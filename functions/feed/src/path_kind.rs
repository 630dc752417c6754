//! The kind of posts that a path is about.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use shared::domain::{Error, PostKind, PostWithCounters, Result};
use shared::openapi::Argument;

/// `/api/v2/discussion/...` or `/api/v2/post/...`
pub struct OfKind(pub PostKind);

impl OfKind {
    /// The post, if there is one and it is of this kind: a discussion is not to be found among the posts.
    pub fn find(&self, found: Option<PostWithCounters>) -> Result<PostWithCounters> {
        found.filter(|posted| posted.post.kind == self.0).ok_or_else(Error::not_found)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for OfKind {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let discussion = parts.uri.path().starts_with("/api/v2/discussion");
        Ok(Self(if discussion { PostKind::Discussion } else { PostKind::Post }))
    }
}

impl Argument for OfKind {}
