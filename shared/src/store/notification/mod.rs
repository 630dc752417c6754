//! Notifications and announcements.

pub(crate) mod announcements;
mod facts;
pub(crate) mod hidden;
pub(crate) mod notifications;
pub(crate) mod readings;
mod still_unseen;
