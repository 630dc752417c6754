//! Folders.

pub(crate) mod changes;
pub(crate) mod folders;
