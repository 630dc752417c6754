//! Blocks: what a user may still see and do of another while one of the two blocks the other (`docs/moderation.md`,
//! "Blocks between users").

use serde::{Deserialize, Serialize};

use crate::domain::account::viewer::Viewer;
use crate::domain::error::{Error, ErrorKind, Result};

/// Which of two users blocks the other, as one of them sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// The user blocks the other.
    Own,
    /// The other blocks the user.
    Other,
    /// Each blocks the other.
    Both,
}

/// What a user does with regard to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SocialAction {
    /// Looks at the user: the profile, the counters and the lists.
    ViewUser,
    /// Looks at what the user has written, alone or in a list, or reacts to it.
    ViewContent,
    /// Follows the user, or asks for a connection.
    Approach,
}

impl Block {
    /// The same as the other user sees it.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Own => Self::Other,
            Self::Other => Self::Own,
            Self::Both => Self::Both,
        }
    }

    /// Whether the user blocks the other.
    pub fn is_own(self) -> bool {
        matches!(self, Self::Own | Self::Both)
    }

    /// Whether the other blocks the user.
    pub fn is_by_other(self) -> bool {
        matches!(self, Self::Other | Self::Both)
    }

    /// What stands between two users once one of them blocks the other, or no longer does (`blocks`).
    #[must_use]
    pub fn changed(before: Option<Self>, blocks: bool) -> Option<Self> {
        match (blocks, before.is_some_and(Self::is_by_other)) {
            (true, true) => Some(Self::Both),
            (true, false) => Some(Self::Own),
            (false, true) => Some(Self::Other),
            (false, false) => None,
        }
    }
}

impl SocialAction {
    /// All actions.
    pub const ALL: [Self; 3] = [Self::ViewUser, Self::ViewContent, Self::Approach];

    /// Fails if a block stands in the way. This is the whole rule, in every dialect: the blocked user gets a 404, as if the
    /// other did not exist; the user who blocks still sees whom they block, but nothing that this user writes. Staff see
    /// everything.
    pub fn must_pass(self, block: Option<Block>, viewer: Option<&Viewer>) -> Result<()> {
        self.check(block, viewer.is_some_and(Viewer::is_staff))
    }

    fn check(self, block: Option<Block>, by_staff: bool) -> Result<()> {
        let Some(block) = block else { return Ok(()) };
        match self {
            Self::ViewUser | Self::ViewContent if by_staff => Ok(()),
            Self::ViewUser if block == Block::Own => Ok(()),
            Self::ViewUser | Self::ViewContent => Err(Error::not_found()),
            Self::Approach if by_staff || block == Block::Own => Err(blocked()),
            Self::Approach => Err(Error::not_found()),
        }
    }
}

fn blocked() -> Error {
    Error::new(ErrorKind::Forbidden, "blocked", "This is not possible while one of you blocks the other.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_blocked_user_learns_nothing_and_the_other_sees_no_content() {
        use Block::{Both, Other, Own};
        let status = |action: SocialAction, block, by_staff| match action.check(block, by_staff) {
            Ok(()) => 200,
            Err(error) if error.kind == ErrorKind::NotFound => 404,
            Err(error) => {
                assert_eq!((error.kind, error.code), (ErrorKind::Forbidden, "blocked"));
                403
            }
        };
        for (block, by_user, by_staff) in [
            (None, [200, 200, 200], [200, 200, 200]),
            (Some(Own), [200, 404, 403], [200, 200, 403]),
            (Some(Other), [404, 404, 404], [200, 200, 403]),
            (Some(Both), [404, 404, 404], [200, 200, 403]),
        ] {
            assert_eq!(SocialAction::ALL.map(|action| status(action, block, false)), by_user, "{block:?}");
            assert_eq!(SocialAction::ALL.map(|action| status(action, block, true)), by_staff, "{block:?}, staff");
        }
    }

    #[test]
    fn the_two_directions_of_a_block_are_independent() {
        use Block::{Both, Other, Own};
        for (before, blocks, unblocks) in [
            (None, Own, None),
            (Some(Own), Own, None),
            (Some(Other), Both, Some(Other)),
            (Some(Both), Both, Some(Other)),
        ] {
            assert_eq!(Block::changed(before, true), Some(blocks), "{before:?}");
            assert_eq!(Block::changed(before, false), unblocks, "{before:?}");
        }
        for block in [Own, Other, Both] {
            assert_eq!(block.mirrored().mirrored(), block);
            assert_eq!(block.mirrored().is_own(), block.is_by_other());
        }
    }
}
