//! Schemas of request bodies, for the OpenAPI document. Handlers read bodies field by field.

#![expect(dead_code, reason = "only the schemas of these types are used")]

use shared::domain::Id;
use utoipa::ToSchema;

/// A new comment.
#[derive(ToSchema)]
pub struct NewComment {
    /// The id of the post. Either this or `discussion` is required.
    post: Option<Id>,
    /// The id of the discussion. Either this or `post` is required.
    discussion: Option<Id>,
    /// The id of the comment to reply to, which is not a reply itself; `null` for a comment on the post.
    parent: Option<Id>,
    /// The id of the reply that this one answers: a reply to the same `parent`, or the parent itself.
    in_reply_to: Option<Id>,
    /// Plain text or HTML, at most 5,000 characters, 500 tags, and 8 KiB after it is cleaned. It may not be blank.
    #[schema(min_length = 1, max_length = 5000)]
    text: String,
}

/// The fields of a comment to change.
#[derive(ToSchema)]
pub struct CommentChange {
    /// Plain text or HTML, at most 5,000 characters, 500 tags, and 8 KiB after it is cleaned. It may not be blank. If absent,
    /// the text stays as it is.
    #[schema(min_length = 1, max_length = 5000, nullable = false)]
    text: Option<String>,
}
