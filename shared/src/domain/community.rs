//! Settings of the deployment that rules depend on, and the permissions that result from them.

use std::str::FromStr;

use crate::domain::account::status::Status;
use crate::domain::account::viewer::Viewer;
use crate::domain::error::{Error, ErrorKind, Result};
use crate::domain::id::UserId;

/// How users of this community relate to each other (`docs/api/common.md`, "Community mode").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// One-sided follows only.
    Follow,
    /// Mutual friendships only.
    Friendship,
    /// Both.
    #[default]
    Hybrid,
}

/// Which buttons SelfCommunity's widgets show in hybrid mode: they cannot show both kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HybridButtons {
    /// Those of follows.
    #[default]
    Follow,
    /// Those of friendships.
    Friendship,
}

/// Who sees a user's e-mail address (`docs/api/common.md`, "E-mail visibility").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmailVisibility {
    /// Any authenticated caller.
    Members,
    /// The user and staff.
    #[default]
    Own,
    /// Everyone, anonymous callers included.
    Everyone,
}

/// Who must have a second factor (`docs/account-security.md`, "Second factor").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecondFactorPolicy {
    /// All users may.
    #[default]
    Optional,
    /// Staff and superusers must.
    Staff,
}

/// The text is not a value of the setting.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is not one of: {1}")]
pub struct UnknownValue(String, &'static str);

impl UnknownValue {
    /// This text, where one of these values is expected.
    pub fn new(text: &str, values: &'static str) -> Self {
        Self(text.to_owned(), values)
    }
}

impl FromStr for Mode {
    type Err = UnknownValue;

    fn from_str(text: &str) -> Result<Self, UnknownValue> {
        match text {
            "follow" => Ok(Self::Follow),
            "friendship" => Ok(Self::Friendship),
            "hybrid" => Ok(Self::Hybrid),
            _ => Err(UnknownValue(text.to_owned(), "follow, friendship, hybrid")),
        }
    }
}

impl FromStr for HybridButtons {
    type Err = UnknownValue;

    fn from_str(text: &str) -> Result<Self, UnknownValue> {
        match text {
            "follow" => Ok(Self::Follow),
            "friendship" => Ok(Self::Friendship),
            _ => Err(UnknownValue(text.to_owned(), "follow, friendship")),
        }
    }
}

impl FromStr for EmailVisibility {
    type Err = UnknownValue;

    fn from_str(text: &str) -> Result<Self, UnknownValue> {
        match text {
            "members" => Ok(Self::Members),
            "self" => Ok(Self::Own),
            "everyone" => Ok(Self::Everyone),
            _ => Err(UnknownValue(text.to_owned(), "members, self, everyone")),
        }
    }
}

impl FromStr for SecondFactorPolicy {
    type Err = UnknownValue;

    fn from_str(text: &str) -> Result<Self, UnknownValue> {
        match text {
            "optional" => Ok(Self::Optional),
            "staff" => Ok(Self::Staff),
            _ => Err(UnknownValue(text.to_owned(), "optional, staff")),
        }
    }
}

impl SecondFactorPolicy {
    /// Fails if the caller must set up a second factor before anything else.
    pub fn check(self, viewer: &Viewer) -> Result<()> {
        if self == Self::Optional || !viewer.is_staff() || viewer.auth.second_factor {
            return Ok(());
        }
        let message = "Staff need a second factor here. Set one up first.";
        Err(Error::new(ErrorKind::Forbidden, "second_factor_required", message))
    }
}

impl Mode {
    /// Whether users can follow each other.
    pub fn follows(self) -> bool {
        self != Self::Friendship
    }

    /// Fails if the community has no follows.
    pub fn require_follows(self) -> Result<()> {
        if self.follows() { Ok(()) } else { Err(Error::wrong_community_mode()) }
    }

    /// Whether users can connect with each other.
    pub fn connects(self) -> bool {
        self != Self::Follow
    }

    /// Whether SelfCommunity's widgets show the buttons of follows, and otherwise those of friendships.
    pub fn shows_follow_buttons(self, in_hybrid: HybridButtons) -> bool {
        match self {
            Self::Follow => true,
            Self::Friendship => false,
            Self::Hybrid => in_hybrid == HybridButtons::Follow,
        }
    }

    /// Fails if the community has no friendships.
    pub fn require_friendships(self) -> Result<()> {
        if self.connects() { Ok(()) } else { Err(Error::wrong_community_mode()) }
    }
}

impl EmailVisibility {
    /// Whether `viewer` (`None`: an anonymous caller) sees the e-mail address of the user `of`.
    pub fn shows(self, viewer: Option<&Viewer>, of: UserId) -> bool {
        match self {
            Self::Everyone => true,
            Self::Members => viewer.is_some(),
            Self::Own => viewer.is_some_and(|v| v.id() == of || v.is_staff()),
        }
    }
}

/// What a user may do, by the mode of the community and the status of the account, and by whether the e-mail address is
/// confirmed where it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permissions {
    /// Publish posts, discussions and polls.
    pub contribute: bool,
    /// Follow other users.
    pub follow: bool,
    /// Request connections.
    pub request: bool,
    /// Accept connections.
    pub accept: bool,
}

impl Permissions {
    /// The permissions of a user with this status in a community of this mode.
    pub fn of(status: Status, mode: Mode, is_verified: bool) -> Self {
        let active = status == Status::Approved;
        let may = active && is_verified;
        let (follow, request) = (may && mode.follows(), may && mode.connects());
        Self { contribute: may, follow, request, accept: active && mode.connects() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::auth_state::AuthState;
    use crate::domain::account::token::Claims;
    use crate::domain::id::Id;

    #[test]
    fn a_mode_has_follows_friendships_or_both() {
        for (text, follows, connects) in [("follow", true, false), ("friendship", false, true), ("hybrid", true, true)]
        {
            let mode: Mode = text.parse().unwrap();
            assert_eq!((mode.follows(), mode.connects()), (follows, connects), "{text}");
            assert_eq!(
                (mode.require_follows().is_ok(), mode.require_friendships().is_ok()),
                (follows, connects),
                "{text}"
            );
            let active = Permissions { contribute: true, follow: follows, request: connects, accept: connects };
            assert_eq!(Permissions::of(Status::Approved, mode, true), active);
            let none = Permissions { contribute: false, follow: false, request: false, accept: false };
            assert_eq!(Permissions::of(Status::Approved, mode, false), Permissions { accept: connects, ..none });
            assert_eq!(Permissions::of(Status::Blocked, mode, true), none);
        }
        assert_eq!(
            "none".parse::<Mode>().unwrap_err().to_string(),
            "\"none\" is not one of: follow, friendship, hybrid"
        );
    }

    #[test]
    fn an_address_is_shown_as_far_as_the_setting_allows() {
        let [owner, other] = [1, 2].map(|n| Id::try_from(n).unwrap());
        let viewer = |user_id, is_staff| {
            let claims = Claims::new(user_id, "a", 1, 2);
            Viewer { claims, auth: AuthState::new(is_staff, false) }
        };
        // To an anonymous caller, another user, the owner, and staff.
        for (text, expected) in [
            ("members", [false, true, true, true]),
            ("self", [false, false, true, true]),
            ("everyone", [true, true, true, true]),
        ] {
            let setting: EmailVisibility = text.parse().unwrap();
            let viewers = [None, Some(viewer(other, false)), Some(viewer(owner, false)), Some(viewer(other, true))];
            assert_eq!(viewers.map(|viewer| setting.shows(viewer.as_ref(), owner)), expected, "{text}");
        }
    }

    #[test]
    fn only_staff_have_to_set_up_a_second_factor() {
        for (is_staff, second_factor, setting, passes) in [
            (true, false, "staff", false),
            (true, true, "staff", true),
            (false, false, "staff", true),
            (true, false, "optional", true),
        ] {
            let auth = AuthState { second_factor, ..AuthState::new(is_staff, false) };
            let viewer = Viewer { claims: Claims::new(Id::try_from(1).unwrap(), "a", 1, 2), auth };
            let policy: SecondFactorPolicy = setting.parse().unwrap();
            assert_eq!(policy.check(&viewer).is_ok(), passes);
        }
        assert!("everybody".parse::<SecondFactorPolicy>().is_err());
    }
}
