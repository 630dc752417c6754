//! Suspensions of notifications about posts.

use serde::Serialize;
use utoipa::ToSchema;

/// Whether the caller has suspended notifications about a post.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuspensionView {
    /// Whether it is so.
    pub suspended: bool,
}
