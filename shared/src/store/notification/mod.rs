//! Notifications and announcements.

pub(crate) mod announcements;
pub(crate) mod notifications;
