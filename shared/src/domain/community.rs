//! Settings of the deployment that rules depend on, and what follows from them.

use std::str::FromStr;

use crate::domain::Viewer;
use crate::domain::error::{Error, Result};
use crate::domain::id::UserId;
use crate::domain::profile::user::Status;

/// Which halves of the graph this community uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// One-sided follows only.
    Follow,
    /// Mutual connections only.
    Friendship,
    /// Both.
    #[default]
    Hybrid,
}

/// Who sees a user's e-mail address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmailVisibility {
    /// Any authenticated caller.
    #[default]
    Members,
    /// The user and staff.
    Own,
    /// Anybody.
    Everyone,
}

/// The text names no value of a setting.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is not one of: {1}")]
pub struct UnknownValue(String, &'static str);

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

impl Mode {
    /// Whether users follow each other.
    pub fn follows(self) -> bool {
        self != Self::Friendship
    }

    /// Refuses what needs follows, where there are none.
    pub fn must_follow(self) -> Result<()> {
        if self.follows() { Ok(()) } else { Err(Error::wrong_community_mode()) }
    }

    /// Whether users are connected with each other.
    pub fn connects(self) -> bool {
        self != Self::Follow
    }

    /// Refuses what needs connections, where there are none.
    pub fn must_connect(self) -> Result<()> {
        if self.connects() { Ok(()) } else { Err(Error::wrong_community_mode()) }
    }
}

impl EmailVisibility {
    /// Whether `viewer` (`None`: anonymous) sees the address of the user `of`.
    pub fn shows(self, viewer: Option<&Viewer>, of: UserId) -> bool {
        match self {
            Self::Everyone => true,
            Self::Members => viewer.is_some(),
            Self::Own => viewer.is_some_and(|v| v.id() == of || v.is_staff()),
        }
    }
}

/// What a user may do, by the mode of the community and the status of the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permissions {
    /// Write posts, discussions and polls.
    pub contribute: bool,
    /// Follow other users.
    pub follow: bool,
    /// Ask for connections and accept them.
    pub connect: bool,
}

impl Permissions {
    /// The permissions of a user with this status in a community of this mode.
    pub fn of(status: Status, mode: Mode) -> Self {
        let active = status == Status::Approved;
        Self { contribute: active, follow: active && mode.follows(), connect: active && mode.connects() }
    }
}
