//! Comments on posts, and replies to them.

use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::community::author::AuthorView;
use crate::dialect::community::reaction::{ReactionCountView, ReactionView};
use crate::domain::post::html;
use crate::domain::post::moderation::visibility;
use crate::domain::time::rfc3339;
use crate::domain::{CountedComment, Id, PostKind, Viewer, Visibility, VoteReaction};

/// A comment on a post, or a reply to one.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommentView {
    /// Always `comment`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The comment's id.
    id: Id,
    /// The id of the discussion; absent if the comment is on a post.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    discussion: Option<Id>,
    /// The id of the post; absent if the comment is on a discussion.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    post: Option<Id>,
    /// The id of the comment that this one is a reply to; `null` for a comment on the post itself.
    #[schema(required)]
    parent: Option<Id>,
    /// The id of the reply that this one answers; `null` if none was named.
    #[schema(required)]
    in_reply_to: Option<Id>,
    /// The author. A deleted comment does not tell its author: `id` is 0, and the other fields are empty.
    pub(super) author: CommentAuthorView,
    /// When the comment was written: RFC 3339, UTC.
    added_at: String,
    /// The text as HTML, cleaned when it was stored: no script survives. Empty for a deleted comment.
    pub(super) html: String,
    /// The same as `html`.
    pub(super) text: String,
    /// The beginning of the text without markup, at most 300 characters, as HTML: `<`, `>`, `&` and quotes are escaped.
    pub(super) summary: String,
    /// The text as in `html`, or as in `summary` if it goes on after that.
    pub(super) summary_html: String,
    /// Whether the text goes on after the summary.
    pub(super) summary_truncated: bool,
    /// Whether the comment is deleted. It is shown as long as it has replies.
    deleted: bool,
    /// Whether staff have hidden the comment, and the caller does not see its text.
    collapsed: bool,
    /// The number of votes for the comment. It lags a little.
    vote_count: u64,
    /// Whether the caller has voted for the comment.
    voted: bool,
    /// The number of users who have flagged the comment. It lags a little.
    flag_count: u64,
    /// The number of replies. It lags a little.
    comment_count: u64,
    /// How many votes have each reaction. They lag a little. Empty in notifications with many long texts.
    pub(super) reactions_count: Vec<ReactionCountView>,
    /// The reaction of the caller's vote; `null` without one.
    #[schema(required)]
    reaction: Option<ReactionView>,
    /// `true` while the comment is held for review: no one but the author and staff sees it. Absent otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    held_for_review: Option<bool>,
    /// The newest three replies, oldest first. They lag a little. Absent from replies and in notifications.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, no_recursion)]
    latest_comments: Option<Vec<CommentView>>,
}

/// The author of a comment.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum CommentAuthorView {
    /// The author.
    Author(Box<AuthorView>),
    /// No author.
    Nobody(NobodyView),
}

/// The author of a deleted comment, who is not told.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct NobodyView {
    /// Always 0.
    id: u64,
    /// Always empty.
    username: &'static str,
    /// Always empty.
    real_name: &'static str,
    /// Always empty.
    avatar: &'static str,
    /// Always empty.
    avatar_url: &'static str,
    /// Always `true`.
    deleted: bool,
}

impl CommentView {
    /// A comment without the replies to it, as `viewer` sees it. The author of a deleted one is not needed; `None` for another one whose author is
    /// missing.
    pub fn new(
        counted: CountedComment,
        author: Option<AuthorView>,
        vote: Option<VoteReaction>,
        viewer: Option<&Viewer>,
    ) -> Option<Self> {
        let CountedComment { comment, votes, reactions, flags, replies, .. } = counted;
        let visibility = visibility(comment.moderation.as_ref(), comment.author, viewer);
        let is_live = comment.is_live() && visibility != Visibility::Gone;
        let author = match author {
            Some(author) if is_live => CommentAuthorView::Author(Box::new(author)),
            None if is_live => return None,
            _ => CommentAuthorView::Nobody(NobodyView { deleted: true, ..NobodyView::default() }),
        };
        let html = if is_live && visibility == Visibility::Whole { comment.html } else { String::new() };
        let (summary, summary_truncated) = html::summary(&html);
        let summary = html::escape(&summary);
        let on = |kind| (comment.kind == kind).then_some(comment.at.post);
        Some(Self {
            kind: "comment",
            id: comment.at.id,
            discussion: on(PostKind::Discussion),
            post: on(PostKind::Post),
            parent: comment.at.parent,
            in_reply_to: comment.in_reply_to,
            author,
            added_at: rfc3339(comment.at.id.created()),
            summary_html: if summary_truncated { summary.clone() } else { html.clone() },
            summary,
            summary_truncated,
            text: html.clone(),
            html,
            deleted: !is_live,
            collapsed: is_live && visibility == Visibility::Collapsed,
            vote_count: if is_live { votes } else { 0 },
            voted: vote.is_some() && is_live,
            flag_count: if is_live { flags } else { 0 },
            comment_count: replies,
            reactions_count: if is_live { ReactionCountView::all(votes, &reactions) } else { Vec::new() },
            reaction: vote.filter(|_| is_live).map(ReactionView::from),
            held_for_review: None,
            latest_comments: None,
        })
    }

    /// The comment as one that is held for review.
    pub fn held(self) -> Self {
        Self { held_for_review: Some(true), ..self }
    }

    /// The comment with the newest replies to it.
    pub fn with_latest(self, latest: Vec<Self>) -> Self {
        Self { latest_comments: Some(latest), ..self }
    }
}
