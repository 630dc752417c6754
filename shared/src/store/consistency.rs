//! Read consistency.

use crate::domain::UserId;

/// Whether a read must see what was just written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consistency {
    /// It must: the caller looks at their own.
    Strong,
    /// It may lag by milliseconds, at half the price.
    Eventual,
}

impl Consistency {
    /// Strong for what is the caller's own.
    pub fn for_viewer(viewer: Option<UserId>, of: UserId) -> Self {
        if viewer == Some(of) { Self::Strong } else { Self::Eventual }
    }

    pub(crate) fn is_strong(self) -> bool {
        self == Self::Strong
    }
}
