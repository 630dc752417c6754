//! Notices: what staff says, and to whom.

use serde::{Deserialize, Serialize};

use crate::domain::community::Mode;
use crate::domain::id::{Id, UserId};

/// Whom staff tells something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The user.
    User,
    /// Those who follow the user.
    Followers,
    /// Those who are connected with the user.
    Connections,
}

impl Audience {
    /// Those around a user: connections, where there are any in this community.
    pub fn around(mode: Mode) -> Self {
        if mode.connects() { Self::Connections } else { Self::Followers }
    }
}

/// Longest title of a notice, in characters; the documents name no limit.
pub const TITLE_MAX: usize = 200;
/// Longest description of a notice, in characters.
pub const DESCRIPTION_MAX: usize = 1_000;
/// Longest type of a notice, a word of the host application's own, in characters.
pub const KIND_MAX: usize = 50;

/// What staff says on behalf of a user: a fact, from which the notifications of its audience are derived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// Its id.
    pub id: Id,
    /// On whose behalf.
    pub user: UserId,
    /// In a few words.
    pub title: String,
    /// At more length.
    pub description: String,
    /// A word by which the host application tells its notices apart.
    pub kind: String,
    /// Who is told.
    pub audience: Audience,
}
