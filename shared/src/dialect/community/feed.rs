//! Entries of the home feed.

use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::community::post::PostView;
use crate::domain::PostKind;

/// An entry of the home feed: a post, in the field that is named after its kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeedUnitView {
    /// The kind of the entry, which is also the name of the field that holds it.
    #[serde(rename = "type")]
    kind: PostKind,
    /// The discussion; absent if the entry is a post.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    discussion: Option<PostView>,
    /// The post; absent if the entry is a discussion.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    post: Option<PostView>,
}

impl From<PostView> for FeedUnitView {
    fn from(post: PostView) -> Self {
        let kind = post.kind;
        match kind {
            PostKind::Discussion => Self { kind, discussion: Some(post), post: None },
            PostKind::Post => Self { kind, discussion: None, post: Some(post) },
        }
    }
}
