//! Profiles, settings and avatars, and users as a viewer sees them.

pub(crate) mod avatars;
pub(crate) mod presence;
pub(crate) mod profiles;
pub(crate) mod settings;
pub(crate) mod user_list;
pub(crate) mod users;
