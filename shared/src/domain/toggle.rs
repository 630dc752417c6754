//! What a caller wants of something that is either set or not, such as a follow or a vote.

/// The change that a caller asks for. Only [`Toggle::Flip`] has another outcome when it is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toggle {
    /// Sets it if it is not set, otherwise unsets it.
    Flip,
    /// Sets it.
    Set,
    /// Unsets it.
    Unset,
}

impl Toggle {
    /// Whether it is set afterwards; `before` is whether it was.
    pub fn after(self, before: bool) -> bool {
        match self {
            Self::Flip => !before,
            Self::Set => true,
            Self::Unset => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_flip_depends_on_what_was() {
        for (toggle, set, unset) in
            [(Toggle::Flip, false, true), (Toggle::Set, true, true), (Toggle::Unset, false, false)]
        {
            assert_eq!((toggle.after(true), toggle.after(false)), (set, unset), "{toggle:?}");
        }
    }
}
