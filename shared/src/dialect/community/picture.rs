//! Avatars and upload addresses.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::dialect::picture::picture_url;
use crate::domain::time::rfc3339;
use crate::domain::{Avatar, Avatars, Email, Id, Profile, UserId, Viewer};
use crate::runtime::config::Config;

/// Size of a Gravatar in pixels: the size that uploaded avatars are cut to.
const GRAVATAR_SIZE: u16 = 512;

/// The URL of a user's avatar or Gravatar. `email` is the user's address if the caller may see it.
pub(super) fn avatar_url(profile: &Profile, email: Option<&Email>, config: &Config) -> String {
    picture_url(profile, email, GRAVATAR_SIZE, config)
}

/// The URL of a user's picture as the viewer sees it (`None`: anonymous).
pub fn picture_of(profile: &Profile, viewer: Option<&Viewer>, config: &Config) -> String {
    let email = profile.email.as_ref().filter(|_| config.email_visibility.shows(viewer, profile.id));
    avatar_url(profile, email, config)
}

/// The caller's picture.
#[derive(Debug, Serialize, ToSchema)]
pub struct PictureView {
    /// URL of the primary avatar, or of a Gravatar if the caller has uploaded none.
    avatar: String,
}

impl PictureView {
    /// The picture of the caller, who may see their own e-mail address.
    pub fn new(profile: &Profile, config: &Config) -> Self {
        Self { avatar: avatar_url(profile, profile.email.as_ref(), config) }
    }
}

/// One of a user's avatars.
#[derive(Debug, Serialize, ToSchema)]
pub struct AvatarView {
    /// The avatar's id.
    id: Id,
    /// Whether this is the primary avatar, the one that other users see.
    primary: bool,
    /// URL of the picture, a square of 512 pixels.
    avatar: String,
    /// When the avatar was uploaded: RFC 3339, UTC.
    date_uploaded: String,
    /// The id of the user whom the avatar belongs to.
    user: UserId,
}

impl AvatarView {
    /// One of the `avatars` of a user.
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

/// A signed address for one upload of up to 20 MB. Send the file there with `PUT`; the avatar appears a moment later.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadView {
    /// The id that the avatar will have. A file that fails the checks makes no avatar.
    id: Id,
    /// The URL to send the file to with `PUT`.
    url: String,
    /// Headers to send with the file, by name. Empty: the only one that is needed is `Content-Length`, which HTTP clients
    /// send by themselves.
    headers: Map<String, Value>,
    /// When the address stops working, 15 minutes after it was issued: RFC 3339, UTC.
    expires: String,
}

impl UploadView {
    /// The address `url`, which works until `expires`, for the avatar `id`.
    pub fn new(id: Id, url: String, expires: Timestamp) -> Self {
        Self { id, url, headers: Map::new(), expires: rfc3339(expires) }
    }
}
