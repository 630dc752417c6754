//! Read consistency.

use crate::domain::UserId;

/// Whether a read sees every earlier write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consistency {
    /// It does: for the caller's own data.
    Strong,
    /// It may lag by milliseconds, at half the cost.
    Eventual,
}

impl Consistency {
    /// Strong for the viewer's own data.
    pub fn for_viewer(viewer: Option<UserId>, of: UserId) -> Self {
        if viewer == Some(of) { Self::Strong } else { Self::Eventual }
    }

    pub(crate) fn is_strong(self) -> bool {
        self == Self::Strong
    }
}
