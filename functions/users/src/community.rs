//! The community API: `/api/v2/user/...`

pub mod avatars;
pub mod bodies;
pub mod data_archive;
mod list;
pub mod lookup;
mod match_users;
pub mod me;
pub mod moderation;
pub mod profile;
mod search;
pub mod settings;

/// The tag of the operations on users, with its description.
const USERS: (&str, &str) = ("Users", "Users, their profiles, counters, permissions and settings (community API).");
