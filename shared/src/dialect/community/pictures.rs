//! Pictures of the community dialect.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::dialect::community::AVATAR_SIZE;
use crate::dialect::picture;
use crate::domain::time::rfc3339;
use crate::domain::{Avatar, Avatars, Id, Profile, UserId};
use crate::runtime::config::Config;

/// The caller's picture (`GET /api/v2/user/me/avatar/`).
#[derive(Debug, Serialize, ToSchema)]
pub struct PictureView {
    avatar: String,
}

impl PictureView {
    /// The picture of a user as they see themself.
    pub fn new(profile: &Profile, config: &Config) -> Self {
        Self { avatar: picture(profile, profile.email.as_ref(), AVATAR_SIZE, config) }
    }
}

/// An avatar (`/api/v2/user/avatar/`).
#[derive(Debug, Serialize, ToSchema)]
pub struct AvatarView {
    id: Id,
    primary: bool,
    avatar: String,
    date_uploaded: String,
    user: UserId,
}

impl AvatarView {
    /// One of a user's avatars.
    pub fn new(user: UserId, avatar: &Avatar, avatars: &Avatars, config: &Config) -> Self {
        Self {
            id: avatar.id,
            primary: avatars.primary().is_some_and(|primary| primary.id == avatar.id),
            avatar: config.picture_url(&avatar.file),
            date_uploaded: rfc3339(avatar.id.created()),
            user,
        }
    }
}

/// Where an original may be put (`POST /api/v2/user/avatar/upload/`).
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadView {
    id: Id,
    url: String,
    headers: Map<String, Value>,
    expires: String,
}

impl UploadView {
    /// The address, until when it is good, and the id of the avatar to be. No header has to be sent.
    pub fn new(id: Id, url: String, expires: Timestamp) -> Self {
        Self { id, url, headers: Map::new(), expires: rfc3339(expires) }
    }
}
