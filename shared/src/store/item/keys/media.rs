//! Keys of the media of posts.

use super::{id_sort, post, user};
use crate::domain::{Id, UserId};
use crate::dynamo::Key;

/// Sort-key prefix of media.
pub(in crate::store::item) const MEDIA: &str = "MEDIA#";
/// Sort-key prefix of uploads in chunks.
pub(in crate::store::item) const MEDIA_UPLOADS: &str = "CHUNKS#";

/// A media: in its owner's partition.
pub fn post_media(owner: UserId, id: Id) -> Key {
    Key::new(user(owner), format!("{MEDIA}{}", id_sort(id)))
}

/// An upload in chunks.
pub fn media_upload(owner: UserId, id: Id) -> Key {
    Key::new(user(owner), format!("{MEDIA_UPLOADS}{}", id_sort(id)))
}

/// Index partition (GSI1) of a media that is in a post.
pub fn used_media(id: Id) -> String {
    format!("{MEDIA}{id}")
}

/// Index partition (GSI2) of the media of a post.
pub fn media_of(post_id: Id) -> String {
    format!("{}#MEDIA", post(post_id).pk)
}
