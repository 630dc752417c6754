//! What bodies look like, for the API's document: they are read field by field.

#![expect(dead_code, reason = "nothing is ever of these types")]

use shared::domain::Id;
use shared::openapi::texts::{block, line, some_line};
use utoipa::ToSchema;

/// What is to change of a profile; what is absent stays.
#[derive(ToSchema)]
pub struct UserChange {
    #[schema(min_length = 1, max_length = 150, pattern = "^(?![0-9]+$)[A-Za-z0-9_-]+$", nullable = false)]
    username: Option<String>,
    #[schema(schema_with = line::<255>)]
    real_name: Option<String>,
    #[schema(schema_with = block::<5000>)]
    bio: Option<String>,
    #[schema(schema_with = line::<100>)]
    location: Option<String>,
    #[schema(schema_with = line::<100>)]
    location_lat_lng: Option<String>,
    #[schema(schema_with = line::<100>)]
    position_lat_lng: Option<String>,
    #[schema(format = "date")]
    birthday: Option<String>,
    /// The same as `birthday`.
    #[schema(format = "date")]
    date_of_birth: Option<String>,
    #[schema(schema_with = line::<50>)]
    description: Option<String>,
    /// `Male`, `Female` or `Unspecified`, which null and the empty text are as well.
    #[schema(pattern = "^(Male|Female|Unspecified)?$")]
    gender: Option<String>,
    /// An http or https address; empty for none.
    #[schema(max_length = 200, pattern = "^([Hh][Tt][Tt][Pp][Ss]?:[^\\s\\u0000-\\u001F\\u007F-\\u009F]+)?$")]
    website: Option<String>,
    #[schema(schema_with = line::<100>)]
    company_name: Option<String>,
    #[schema(schema_with = line::<100>)]
    company_role: Option<String>,
}

/// A picture as text; in a multipart form it is a file.
#[derive(ToSchema)]
pub struct AvatarUpload {
    /// Such as `image/png;base64,...`.
    #[schema(nullable = false)]
    avatar_base64: Option<String>,
}

/// One of the caller's avatars.
#[derive(ToSchema)]
pub struct AvatarChoice {
    avatar_id: Id,
}

/// Names to look up; a bare array is taken as well.
#[derive(ToSchema)]
pub struct Usernames {
    #[schema(max_items = 100)]
    usernames: Vec<NameToFind>,
}

/// A name that somebody may bear.
#[derive(ToSchema)]
#[schema(max_length = 150)]
pub struct NameToFind(String);

/// Settings that are to change.
#[derive(ToSchema)]
pub struct SettingsChange {
    #[schema(minimum = -1, maximum = 1, nullable = false)]
    qa_frequency: Option<i8>,
    #[schema(minimum = 0, maximum = 1, nullable = false)]
    email_notification_not_qa: Option<i8>,
    #[schema(minimum = 0, maximum = 1, nullable = false)]
    mobile_notifications_scmty: Option<i8>,
    #[schema(minimum = 0, maximum = 1, nullable = false)]
    show_toast_notifications: Option<i8>,
    #[schema(minimum = 0, maximum = 1, nullable = false)]
    toast_notifications_emit_sound: Option<i8>,
}

/// What is to change of a profile; what is absent stays.
#[derive(ToSchema)]
pub struct ProfileChange {
    #[schema(min_length = 1, max_length = 150, pattern = "^(?![0-9]+$)[A-Za-z0-9_-]+$", nullable = false)]
    username: Option<String>,
    #[schema(format = "email", max_length = 254, nullable = false)]
    email: Option<String>,
    #[schema(schema_with = line::<50>)]
    location: Option<String>,
    #[schema(schema_with = line::<15>)]
    twitter: Option<String>,
    #[schema(schema_with = block::<255>)]
    bio: Option<String>,
}

/// A game of the database of games.
#[derive(ToSchema)]
pub struct Game {
    #[schema(min_length = 1, max_length = 50, pattern = "^[A-Za-z0-9_-]+$")]
    igdb: String,
    #[schema(schema_with = some_line::<200>)]
    name: String,
}
