//! Clean-up: what deleted users and posts leave behind, and the items that the janitor repairs.

pub(crate) mod deleted_comments;
pub(crate) mod deleted_posts;
pub(crate) mod deleted_users;
pub(crate) mod maintenance;
pub(crate) mod rows;
