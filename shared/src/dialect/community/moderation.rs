//! What staff see of moderation.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::community::author::AuthorView;
use crate::dialect::community::comment::CommentView;
use crate::dialect::community::post::PostView;
use crate::domain::post::moderation::status;
use crate::domain::time::rfc3339;
use crate::domain::{Moderation, Verdict};

/// A flagged post, discussion or comment, and what staff have decided about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlaggedContributionView {
    /// `discussion`, `post` or `comment`.
    contribution_type: &'static str,
    /// The discussion, post or comment, whole.
    contribution: ContributionView,
    /// The number of users who have flagged it. It lags a little.
    flag_count: u64,
    /// When it was last flagged: RFC 3339, UTC; `null` if only staff have moderated it.
    #[schema(required)]
    last_flagged_at: Option<String>,
    /// `ignored` or `hidden`; `null` while staff have not decided.
    #[schema(required)]
    moderation_status: Option<&'static str>,
    /// The reason: 0 spam, 1 aggressive, 2 vulgar, 3 poor, 4 off topic; `null` without one.
    #[schema(required, minimum = 0, maximum = 4)]
    moderation_type: Option<i8>,
    /// Who decided; `null` while staff have not, or if that account was deleted.
    #[schema(required)]
    moderation_by: Option<AuthorView>,
    /// When staff decided: RFC 3339, UTC; `null` while they have not.
    #[schema(required)]
    moderation_at: Option<String>,
}

/// What is moderated.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum ContributionView {
    /// A discussion or a post.
    Post(Box<PostView>),
    /// A comment.
    Comment(Box<CommentView>),
}

/// What staff have decided about a contribution.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModerationStatusView {
    /// `open`, `ignored`, `hidden` or `deleted`.
    status: &'static str,
    /// The reason: 0 spam, 1 aggressive, 2 vulgar, 3 poor, 4 off topic; `null` without one.
    #[schema(required, minimum = 0, maximum = 4)]
    flag_type: Option<i8>,
    /// The reason in words; `null` without one.
    #[schema(required)]
    flag_type_description: Option<&'static str>,
}

impl FlaggedContributionView {
    /// A contribution of this type with its flags and the decision, which was made by `by`.
    pub fn new(
        (contribution_type, contribution): (&'static str, ContributionView),
        flag_count: u64,
        last_flagged: Option<Timestamp>,
        moderation: Option<&Moderation>,
        by: Option<AuthorView>,
    ) -> Self {
        Self {
            contribution_type,
            contribution,
            flag_count,
            last_flagged_at: last_flagged.map(rfc3339),
            moderation_status: moderation.map(|moderation| moderation.verdict.name()),
            moderation_type: moderation.and_then(|moderation| moderation.reason).map(|reason| reason.get()),
            moderation_by: by,
            moderation_at: moderation.map(|moderation| rfc3339(moderation.at)),
        }
    }
}

impl ModerationStatusView {
    /// The decision; or the deletion by the author.
    pub fn new(moderation: Option<&Moderation>, is_deleted: bool) -> Self {
        let reason = moderation.and_then(|moderation| moderation.reason);
        Self {
            status: if is_deleted { Verdict::Deleted.name() } else { status(moderation) },
            flag_type: reason.map(|reason| reason.get()),
            flag_type_description: reason.map(|reason| reason.description()),
        }
    }
}
