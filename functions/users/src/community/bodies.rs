//! Schemas of request bodies, for the OpenAPI document. Handlers read bodies field by field.

#![expect(dead_code, reason = "only the schemas of these types are used")]

use shared::domain::Id;
use shared::openapi::texts::{block, line};
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder};

/// The fields of a profile to change. Absent fields stay as they are.
#[derive(ToSchema)]
pub struct UserChange {
    /// Unique without regard to case. It may not be an integer, a UUID, a reserved word, or another user's e-mail
    /// address.
    #[schema(min_length = 1, max_length = 150, pattern = "^(?![0-9]+$)[A-Za-z0-9_-]+$", nullable = false)]
    username: Option<String>,
    #[schema(schema_with = real_name)]
    real_name: Option<String>,
    #[schema(schema_with = bio)]
    bio: Option<String>,
    #[schema(schema_with = location)]
    location: Option<String>,
    #[schema(schema_with = location_lat_lng)]
    location_lat_lng: Option<String>,
    #[schema(schema_with = position_lat_lng)]
    position_lat_lng: Option<String>,
    /// The date of birth, as `YYYY-MM-DD`. `null` and the empty text clear it.
    #[schema(format = "date")]
    birthday: Option<String>,
    /// Another name for `birthday`. If both are sent, the one that differs from the stored date counts.
    #[schema(format = "date")]
    date_of_birth: Option<String>,
    #[schema(schema_with = description)]
    description: Option<String>,
    /// `Male`, `Female` or `Unspecified`. `null` and the empty text mean `Unspecified`.
    #[schema(pattern = "^(Male|Female|Unspecified)?$")]
    gender: Option<String>,
    /// An `http` or `https` URL. `null` and the empty text clear it.
    #[schema(max_length = 200, pattern = "^([Hh][Tt][Tt][Pp][Ss]?:[^\\s\\u0000-\\u001F\\u007F-\\u009F]+)?$")]
    website: Option<String>,
    #[schema(schema_with = company_name)]
    company_name: Option<String>,
    #[schema(schema_with = company_role)]
    company_role: Option<String>,
}

fn real_name() -> Object {
    described(line::<255>(), "The full name, at most 255 characters. `null` and the empty text clear it.")
}

fn bio() -> Object {
    let text = "A text about the user, at most 5,000 characters; line breaks and tabs are allowed. `null` and the \
        empty text clear it.";
    described(block::<5000>(), text)
}

fn location() -> Object {
    described(line::<100>(), "A place in words, at most 100 characters. `null` and the empty text clear it.")
}

fn location_lat_lng() -> Object {
    let text = "Coordinates of the location, at most 100 characters; kith does not interpret them. `null` and the \
        empty text clear it.";
    described(line::<100>(), text)
}

fn position_lat_lng() -> Object {
    let text = "Coordinates of the user's position, at most 100 characters; kith does not interpret them. `null` and \
        the empty text clear it.";
    described(line::<100>(), text)
}

fn description() -> Object {
    described(line::<50>(), "A few words below the name, at most 50 characters. `null` and the empty text clear it.")
}

fn company_name() -> Object {
    described(line::<100>(), "The user's company, at most 100 characters. `null` and the empty text clear it.")
}

fn company_role() -> Object {
    described(line::<100>(), "The user's role there, at most 100 characters. `null` and the empty text clear it.")
}

/// Adds a description, which `schema_with` does not take from the doc comment of the field.
fn described(schema: Object, description: &str) -> Object {
    ObjectBuilder::from(schema).description(Some(description)).build()
}

/// A picture as text. In a multipart body it is the file `avatar`.
#[derive(ToSchema)]
pub struct AvatarUpload {
    /// The file in base64, such as `image/png;base64,...`. The part up to the comma may be missing, and its media type
    /// is ignored. The empty text counts as no file.
    #[schema(nullable = false)]
    avatar_base64: Option<String>,
}

/// Names one of the caller's avatars.
#[derive(ToSchema)]
pub struct AvatarChoice {
    /// The id of the avatar.
    avatar_id: Id,
}

/// Usernames to look up. In JSON the bare array is accepted too.
#[derive(ToSchema)]
pub struct Usernames {
    /// At most 100 usernames.
    #[schema(max_items = 100)]
    usernames: Vec<NameToFind>,
}

/// A username, at most 150 characters.
#[derive(ToSchema)]
#[schema(max_length = 150)]
pub struct NameToFind(String);

/// The settings to change. Absent settings stay as they are.
#[derive(ToSchema)]
pub struct SettingsChange {
    /// E-mails about questions and answers: -1 never, 0 at once, 1 once a day.
    #[schema(minimum = -1, maximum = 1, nullable = false)]
    qa_frequency: Option<i8>,
    /// E-mails about everything else: 0 off, 1 on.
    #[schema(minimum = 0, maximum = 1, nullable = false)]
    email_notification_not_qa: Option<i8>,
    /// Push notifications: 0 off, 1 on.
    #[schema(minimum = 0, maximum = 1, nullable = false)]
    mobile_notifications_scmty: Option<i8>,
    /// Toast notifications in the web front end: 0 off, 1 on.
    #[schema(minimum = 0, maximum = 1, nullable = false)]
    show_toast_notifications: Option<i8>,
    /// A sound with each toast notification: 0 off, 1 on.
    #[schema(minimum = 0, maximum = 1, nullable = false)]
    toast_notifications_emit_sound: Option<i8>,
}
