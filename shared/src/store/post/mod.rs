//! Posts, and what users do about them.

pub(crate) mod ballots;
pub(crate) mod comment_lists;
pub(crate) mod comment_votes;
pub(crate) mod comments;
pub(crate) mod decisions;
pub(crate) mod flags;
pub(crate) mod held;
pub(crate) mod media_uploads;
pub(crate) mod moderations;
pub(crate) mod post_items;
pub(crate) mod post_media;
pub(crate) mod posts;
pub(crate) mod reactions;
