//! Preferences of the community.

pub(crate) mod preferences;
