//! What staff see of moderation.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::community::author::AuthorView;
use crate::dialect::community::comment::CommentView;
use crate::dialect::community::post::PostView;
use crate::dialect::community::user::UserView;
use crate::domain::post::moderation::status;
use crate::domain::time::rfc3339;
use crate::domain::{Ban, HoldReason, Moderation, Status, Verdict};

/// The status of what is held for review.
pub const HELD: &str = "held";

/// A flagged or held post, discussion or comment, and what staff have decided about it.
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
    /// `ignored` or `hidden`, or `held` for review; `null` while staff have not decided.
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
    /// Why the contribution is held for review: `new_account`, `word` or `links`. Absent from those that are not held.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    hold_reason: Option<&'static str>,
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
    /// `open`, `ignored`, `hidden`, `deleted`, or `held` for review.
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
            hold_reason: None,
        }
    }

    /// A contribution of this type that is held for review.
    pub fn held(contribution: (&'static str, ContributionView), reason: HoldReason) -> Self {
        let view = Self::new(contribution, 0, None, None, None);
        Self { moderation_status: Some(HELD), hold_reason: Some(reason.name()), ..view }
    }
}

impl ModerationStatusView {
    /// That a contribution is held for review.
    pub fn held() -> Self {
        Self { status: HELD, ..Self::new(None, false) }
    }

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

/// A flagged or banned user.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModeratedUserView {
    /// The user object. `status` is `b` while the user is banned; `connection_status` is `null`.
    #[serde(flatten)]
    user: UserView,
    /// The ban.
    #[serde(flatten)]
    ban: BanView,
}

/// Whether a user is banned.
#[derive(Debug, Serialize, ToSchema)]
pub struct UserModerationStatusView {
    /// `a` approved, `b` banned or deactivated by staff.
    status: Status,
    /// The ban.
    #[serde(flatten)]
    ban: BanView,
}

/// The ban of a user, and how many users have flagged them.
#[derive(Debug, Serialize, ToSchema)]
pub struct BanView {
    /// When staff banned the user: RFC 3339, UTC; `null` if the user is not banned.
    #[schema(required)]
    blocked_at: Option<String>,
    /// The days for which the user is banned; `null` if the user is not banned, or is for good.
    #[schema(required)]
    days_blocked: Option<u32>,
    /// When the ban ends by itself: RFC 3339, UTC; `null` if the user is not banned, or is for good.
    #[schema(required)]
    expire_at: Option<String>,
    /// The reason: 0 spam, 1 aggressive, 2 vulgar, 3 poor, 4 off topic; `null` without one.
    #[schema(required, minimum = 0, maximum = 4)]
    moderation_type: Option<i8>,
    /// The number of users who have flagged the user. It lags a little.
    flags_received: u64,
}

impl ModeratedUserView {
    /// A user with this many flags, and the ban that holds now.
    pub fn new(user: UserView, flags: u64, ban: Option<&Ban>) -> Self {
        let user = if ban.is_some() { user.blocked() } else { user };
        Self { user, ban: BanView::new(flags, ban) }
    }
}

impl UserModerationStatusView {
    /// A user of this status with this many flags, and the ban that holds now.
    pub fn new(status: Status, flags: u64, ban: Option<&Ban>) -> Self {
        let status = if ban.is_some() { Status::Blocked } else { status };
        Self { status, ban: BanView::new(flags, ban) }
    }
}

impl BanView {
    fn new(flags_received: u64, ban: Option<&Ban>) -> Self {
        let reason = ban.and_then(|ban| ban.reason);
        Self {
            blocked_at: ban.map(|ban| rfc3339(ban.at)),
            days_blocked: ban.and_then(|ban| ban.days),
            expire_at: ban.and_then(|ban| ban.until()).map(rfc3339),
            moderation_type: reason.map(|reason| reason.get()),
            flags_received,
        }
    }
}
