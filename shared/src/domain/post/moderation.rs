//! Moderation: what staff have decided about posts and comments (`docs/moderation.md`).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::account::viewer::Viewer;
use crate::domain::id::UserId;
use crate::domain::post::flag_type::FlagType;

/// The status of what staff have not decided about.
const OPEN: &str = "open";

/// What staff have decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It stays as it is, however often it is flagged.
    Ignored,
    /// Its content is shown to its author and staff only.
    Hidden,
    /// It is deleted. No caller sees it from now on, and `fanout` removes it.
    Deleted,
}

impl Verdict {
    /// The name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ignored => "ignored",
            Self::Hidden => "hidden",
            Self::Deleted => "deleted",
        }
    }
}

/// A decision of staff, stored in this form beside what the author has written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moderation {
    /// The decision.
    pub verdict: Verdict,
    /// The reason that the author is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<FlagType>,
    /// Who decided.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// A reminder of the rules from staff: to the author of a contribution, or to a user who has flagged it. Stored in this form
/// beside the contribution, until the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Who is reminded.
    pub to: UserId,
    /// The reason; `None` for a flag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<FlagType>,
    /// Who reminds.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// The status of a contribution in the API: the name of the decision, or `open` without one.
pub fn status(moderation: Option<&Moderation>) -> &'static str {
    moderation.map_or(OPEN, |moderation| moderation.verdict.name())
}

/// What a caller sees of a contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// All of it.
    Whole,
    /// That it is there, without its content.
    Collapsed,
    /// Nothing.
    Gone,
}

/// What `viewer` sees of a contribution by `author`.
pub fn visibility(moderation: Option<&Moderation>, author: UserId, viewer: Option<&Viewer>) -> Visibility {
    match moderation.map(|moderation| moderation.verdict) {
        None | Some(Verdict::Ignored) => Visibility::Whole,
        Some(Verdict::Hidden) if viewer.is_some_and(|viewer| viewer.id() == author || viewer.is_staff()) => {
            Visibility::Whole
        }
        Some(Verdict::Hidden) => Visibility::Collapsed,
        Some(Verdict::Deleted) => Visibility::Gone,
    }
}

/// The state of a contribution in the queue of the moderators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QueueStatus {
    /// Staff have not decided.
    Open,
    /// See [`Verdict::Ignored`].
    Ignored,
    /// See [`Verdict::Hidden`].
    Hidden,
}

impl QueueStatus {
    /// All states.
    pub const ALL: [Self; 3] = [Self::Open, Self::Ignored, Self::Hidden];

    /// The state with this decision; `None` once it is deleted.
    pub fn of(moderation: Option<&Moderation>) -> Option<Self> {
        match moderation.map(|moderation| moderation.verdict) {
            None => Some(Self::Open),
            Some(Verdict::Ignored) => Some(Self::Ignored),
            Some(Verdict::Hidden) => Some(Self::Hidden),
            Some(Verdict::Deleted) => None,
        }
    }

    /// The name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => OPEN,
            Self::Ignored => Verdict::Ignored.name(),
            Self::Hidden => Verdict::Hidden.name(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::auth_state::AuthState;
    use crate::domain::account::token::Claims;
    use crate::domain::id::Id;

    fn id(n: u64) -> Id {
        Id::try_from(n).unwrap()
    }

    #[test]
    fn hidden_content_is_shown_to_its_author_and_staff_and_deleted_content_to_no_one() {
        let viewer = |n, staff, superuser| Viewer {
            claims: Claims::new(id(n), "a", 1, 2),
            auth: AuthState::new(staff, superuser),
        };
        let viewers = [
            None,
            Some(viewer(2, false, false)),
            Some(viewer(1, false, false)),
            Some(viewer(3, true, false)),
            Some(viewer(3, false, true)),
        ];
        let seen = |verdict: Option<Verdict>| {
            let moderation =
                verdict.map(|verdict| Moderation { verdict, reason: None, by: id(3), at: Timestamp::UNIX_EPOCH });
            viewers.each_ref().map(|viewer| visibility(moderation.as_ref(), id(1), viewer.as_ref()))
        };
        use Visibility::{Collapsed, Gone, Whole};
        assert_eq!(seen(None), [Whole; 5]);
        assert_eq!(seen(Some(Verdict::Ignored)), [Whole; 5]);
        assert_eq!(seen(Some(Verdict::Hidden)), [Collapsed, Collapsed, Whole, Whole, Whole]);
        assert_eq!(seen(Some(Verdict::Deleted)), [Gone; 5]);
    }
}
