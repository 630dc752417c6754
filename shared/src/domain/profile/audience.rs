//! To whom a user shows something, and what a viewer is to a user.

use serde::{Deserialize, Serialize};

use crate::domain::account::viewer::Viewer;
use crate::domain::error::Problem;
use crate::domain::graph::edge::{ConnectionStatus, Relation};
use crate::domain::id::UserId;

/// Who sees something of a user, beside the user and staff. From the widest audience to the narrowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Everyone, anonymous callers included.
    Everyone,
    /// Any authenticated caller.
    Members,
    /// Users who are connected with the user.
    Connections,
    /// No other user.
    #[serde(rename = "self")]
    Owner,
}

/// What a viewer is to a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewerClass {
    /// A caller without credentials.
    Anonymous,
    /// Another user.
    Member,
    /// Another user who is connected with the user.
    Connection,
    /// The user.
    Owner,
    /// Staff or a superuser.
    Staff,
}

impl Audience {
    /// Every audience.
    pub const ALL: [Self; 4] = [Self::Everyone, Self::Members, Self::Connections, Self::Owner];
    /// The default of `profile_visibility`.
    pub const DEFAULT_OF_PROFILE: Self = Self::Members;
    /// The default of `connections_visibility`.
    pub const DEFAULT_OF_CONNECTIONS: Self = Self::Everyone;

    /// Parses the documented words.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        Self::ALL.into_iter().find(|audience| audience.name() == text).ok_or_else(|| {
            Problem::new("invalid_choice", "Not a valid choice. Use everyone, members, connections or self.")
        })
    }

    /// The documented word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Members => "members",
            Self::Connections => "connections",
            Self::Owner => "self",
        }
    }

    /// Whether viewers of this class belong to the audience.
    pub fn admits(self, class: ViewerClass) -> bool {
        use ViewerClass::{Anonymous, Connection, Member, Owner, Staff};
        match class {
            Owner | Staff => true,
            Connection => self <= Self::Connections,
            Member => self <= Self::Members,
            Anonymous => self == Self::Everyone,
        }
    }
}

impl ViewerClass {
    /// The class of a viewer (`None`: anonymous) of a user. Where the relation is not read, it is the default one, and
    /// the class the strictest that is possible.
    pub fn of(viewer: Option<&Viewer>, user: UserId, relation: Relation) -> Self {
        match viewer {
            None => Self::Anonymous,
            Some(viewer) if viewer.id() == user => Self::Owner,
            Some(viewer) if viewer.is_staff() => Self::Staff,
            Some(_) if relation.connection == Some(ConnectionStatus::Connected) => Self::Connection,
            Some(_) => Self::Member,
        }
    }

    /// The class by which searches decide: they read no relations and give staff no more than others.
    pub fn of_search(is_authenticated: bool) -> Self {
        if is_authenticated { Self::Member } else { Self::Anonymous }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_audience_admits_what_its_row_says() {
        use ViewerClass::{Anonymous, Connection, Member, Owner, Staff};
        for (text, expected) in [
            ("everyone", [true, true, true, true, true]),
            ("members", [false, true, true, true, true]),
            ("connections", [false, false, true, true, true]),
            ("self", [false, false, false, true, true]),
        ] {
            let audience = Audience::parse(text).unwrap();
            let admits = [Anonymous, Member, Connection, Owner, Staff].map(|class| audience.admits(class));
            assert_eq!((admits, audience.name()), (expected, text));
            assert_eq!(serde_json::to_value(audience).unwrap(), text);
        }
        assert_eq!(Audience::parse("friends").unwrap_err().code, "invalid_choice");
        assert!(Audience::parse("").is_err());
    }
}
