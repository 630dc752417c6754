//! Announcements by staff, which reach their audience as custom notifications (`docs/api/community.md`, "Custom
//! notifications").

use serde::{Deserialize, Serialize};

use crate::domain::community::Mode;
use crate::domain::id::{Id, UserId};

/// The users whom an announcement notifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The user on whose behalf it is made.
    User,
    /// The followers of that user.
    Followers,
    /// The users who are connected with that user.
    Connections,
}

impl Audience {
    /// The larger audience of a user: connections, or followers if the community has no friendships.
    pub fn around(mode: Mode) -> Self {
        if mode.connects() { Self::Connections } else { Self::Followers }
    }
}

/// Maximum length of a title, in characters. The original API documents no limit.
pub const TITLE_MAX: usize = 200;
/// Maximum length of a description, in characters.
pub const DESCRIPTION_MAX: usize = 1_000;
/// Maximum length of a type, in characters.
pub const KIND_MAX: usize = 50;

/// An announcement by staff on behalf of a user. The notifications of the audience are derived from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// The id.
    pub id: Id,
    /// The user on whose behalf it is made.
    pub user: UserId,
    /// The title.
    pub title: String,
    /// A longer text.
    pub description: String,
    /// The type, a word by which the host application distinguishes its announcements.
    pub kind: String,
    /// The users to notify.
    pub audience: Audience,
    /// The member of staff who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
}
