//! Profiles: what others see of a user.

pub mod avatar;
pub mod picture;
pub mod search;
pub mod settings;
pub mod user;
