//! Entries of feeds.

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
    /// With the parameter `seen=1`, whether the caller has seen the post; otherwise `false`.
    seen: bool,
    /// Always `false`.
    has_boost: bool,
    /// Always empty.
    #[schema(value_type = Vec<String>, max_items = 0)]
    activities: [(); 0],
}

/// An entry of a user's feed: the post itself, and the same post once more as in a [`FeedUnitView`], for clients that read
/// all feeds alike.
#[derive(Debug, Serialize, ToSchema)]
pub struct UserFeedUnitView {
    /// The post.
    #[serde(flatten)]
    object: PostView,
    /// The same object; absent if it is a post.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    discussion: Option<PostView>,
    /// The same object; absent if it is a discussion.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    post: Option<PostView>,
    /// With the parameter `seen=1`, whether the caller has seen the post; otherwise `false`.
    seen: bool,
    /// Always `false`.
    has_boost: bool,
    /// Always empty.
    #[schema(value_type = Vec<String>, max_items = 0)]
    activities: [(); 0],
}

impl FeedUnitView {
    /// The entry of a post, which the caller has `seen` or not.
    pub fn new(object: PostView, seen: bool) -> Self {
        let kind = object.kind;
        let (discussion, post) = by_kind(object);
        Self { kind, discussion, post, seen, has_boost: false, activities: [] }
    }
}

impl UserFeedUnitView {
    /// The entry of a post, which the caller has `seen` or not.
    pub fn new(object: PostView, seen: bool) -> Self {
        let (discussion, post) = by_kind(object.clone());
        Self { object, discussion, post, seen, has_boost: false, activities: [] }
    }
}

fn by_kind(object: PostView) -> (Option<PostView>, Option<PostView>) {
    match object.kind {
        PostKind::Discussion => (Some(object), None),
        PostKind::Post => (None, Some(object)),
    }
}
