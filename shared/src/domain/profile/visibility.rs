//! Who sees the private fields of a profile, and the lists of a user's edges (`docs/api/common.md`, "Profile visibility").

use crate::domain::error::{Error, ErrorKind, Result};
use crate::domain::profile::Profile;
use crate::domain::profile::audience::{Audience, ViewerClass};

/// A part of a user that not every viewer sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivateField {
    /// The day of birth.
    Birthday,
    /// The gender.
    Gender,
    /// The place, in words.
    Location,
    /// The coordinates of the place and of the user.
    Positions,
    /// The lists of followers, followings and connections. Their counters are not part of it.
    EdgeLists,
}

impl PrivateField {
    /// Every field.
    pub const ALL: [Self; 5] = [Self::Birthday, Self::Gender, Self::Location, Self::Positions, Self::EdgeLists];

    /// Who sees the field of a profile.
    pub fn audience(self, profile: &Profile) -> Audience {
        match self {
            Self::Birthday | Self::Gender | Self::Location => profile.profile_visibility,
            Self::Positions => profile.profile_visibility.max(Audience::Connections),
            Self::EdgeLists => profile.connections_visibility,
        }
    }
}

impl Profile {
    /// Whether viewers of this class see the field.
    pub fn shows(&self, field: PrivateField, class: ViewerClass) -> bool {
        field.audience(self).admits(class)
    }

    /// Fails unless viewers of this class see the lists of followers, followings and connections.
    pub fn must_show_edge_lists(&self, class: ViewerClass) -> Result<()> {
        if self.shows(PrivateField::EdgeLists, class) {
            return Ok(());
        }
        let message = "This user does not show you their followers and connections.";
        Err(Error::new(ErrorKind::Forbidden, "connections_not_visible", message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::username::Username;
    use crate::domain::id::Id;

    #[test]
    fn positions_are_shown_to_connections_at_most() {
        let mut profile = Profile::new(Id::at(0, 1), Username::parse("anna").unwrap(), None);
        assert_eq!(PrivateField::ALL.map(|field| field.audience(&profile)), {
            use Audience::{Connections, Everyone, Members};
            [Members, Members, Members, Connections, Everyone]
        });
        profile.profile_visibility = Audience::Everyone;
        assert_eq!(PrivateField::Positions.audience(&profile), Audience::Connections);
        profile.profile_visibility = Audience::Owner;
        assert_eq!(PrivateField::Positions.audience(&profile), Audience::Owner);
        assert!(profile.must_show_edge_lists(ViewerClass::Anonymous).is_ok());
        profile.connections_visibility = Audience::Connections;
        let refused = profile.must_show_edge_lists(ViewerClass::Member).unwrap_err();
        assert_eq!(refused.code, "connections_not_visible");
    }
}
