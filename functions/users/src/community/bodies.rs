//! Schemas of request bodies, for the OpenAPI document. Handlers read bodies field by field.

#![expect(dead_code, reason = "only the schemas of these types are used")]

use shared::domain::Id;
use utoipa::ToSchema;

/// The fields of a profile to change. Absent fields stay as they are.
#[derive(ToSchema)]
pub struct UserChange {
    /// Unique without regard to case. It may not be an integer, a UUID, a reserved word, or another user's e-mail
    /// address.
    #[schema(min_length = 1, max_length = 150, pattern = "^(?![0-9]+$)[A-Za-z0-9_-]+$", nullable = false)]
    username: Option<String>,
    /// The full name, at most 255 characters. `null` and the empty text clear it.
    #[schema(format = "line", max_length = 255)]
    real_name: Option<String>,
    /// A text about the user, at most 5,000 characters; line breaks and tabs are allowed. `null` and the empty text
    /// clear it.
    #[schema(format = "block", max_length = 5000)]
    bio: Option<String>,
    /// A place in words, at most 100 characters. `null` and the empty text clear it.
    #[schema(format = "line", max_length = 100)]
    location: Option<String>,
    /// Coordinates of the location, at most 100 characters; kith does not interpret them. `null` and the empty text
    /// clear it.
    #[schema(format = "line", max_length = 100)]
    location_lat_lng: Option<String>,
    /// Coordinates of the user's position, at most 100 characters; kith does not interpret them. `null` and the empty
    /// text clear it.
    #[schema(format = "line", max_length = 100)]
    position_lat_lng: Option<String>,
    /// The date of birth, as `YYYY-MM-DD`, not in the future. `null` and the empty text clear it.
    #[schema(format = "date")]
    birthday: Option<String>,
    /// Another name for `birthday`. If both are sent, the one that differs from the stored date counts.
    #[schema(format = "date")]
    date_of_birth: Option<String>,
    /// A few words below the name, at most 50 characters. `null` and the empty text clear it.
    #[schema(format = "line", max_length = 50)]
    description: Option<String>,
    /// `Male`, `Female` or `Unspecified`. `null` and the empty text mean `Unspecified`.
    #[schema(pattern = "^(Male|Female|Unspecified)?$")]
    gender: Option<String>,
    /// An `http` or `https` URL. `null` and the empty text clear it.
    #[schema(max_length = 200, pattern = "^([Hh][Tt][Tt][Pp][Ss]?:[^\\s\\u0000-\\u001F\\u007F-\\u009F]+)?$")]
    website: Option<String>,
    /// The user's company, at most 100 characters. `null` and the empty text clear it.
    #[schema(format = "line", max_length = 100)]
    company_name: Option<String>,
    /// The user's role there, at most 100 characters. `null` and the empty text clear it.
    #[schema(format = "line", max_length = 100)]
    company_role: Option<String>,
}

/// A picture as text. In a multipart body it is the file `avatar`.
#[derive(ToSchema)]
pub struct AvatarUpload {
    /// The file in base64, such as `image/png;base64,...`. The part up to the comma may be missing, and its media type
    /// is ignored. The empty text counts as no file.
    #[schema(nullable = false)]
    avatar_base64: Option<String>,
}

/// The file that will be sent to an upload address.
#[derive(ToSchema)]
pub struct FileToUpload {
    /// Its size in bytes. The address takes a file of exactly this size.
    #[schema(minimum = 1, maximum = 20_971_520)]
    size: u32,
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
    /// Who sees the birthday, the gender and the location: `everyone`, `members`, `connections` or `self`. Coordinates are
    /// shown to connections at most.
    #[schema(pattern = "^(everyone|members|connections|self)$", nullable = false)]
    profile_visibility: Option<String>,
    /// Who sees the lists of followers, followings and connections: `everyone`, `members`, `connections` or `self`.
    #[schema(pattern = "^(everyone|members|connections|self)$", nullable = false)]
    connections_visibility: Option<String>,
}

/// What staff decide about a user.
#[derive(ToSchema)]
pub struct UserModeration {
    /// `b` bans the user, `a` lifts the ban.
    #[schema(pattern = "^[ab]$")]
    status: String,
    /// The days of 24 hours for which the user is banned; without it, and without the parameter of this name, for good.
    #[schema(minimum = 1, maximum = 3650)]
    days_blocked: Option<u32>,
    /// The reason, which the user is told: 0 spam, 1 aggressive, 2 vulgar, 3 poor, 4 off topic. The words are taken too.
    #[schema(minimum = 0, maximum = 4)]
    moderation_type: Option<i8>,
}

/// A picture, in a multipart body as the file `image`, or a link.
#[derive(ToSchema)]
pub struct NewMedia {
    /// `image` or `url`; by default `url` if the body has a `url`.
    #[schema(rename = "type", pattern = "^(image|eimage|url)?$")]
    kind: Option<String>,
    /// The URL of a link: `http` or `https`, at most 500 characters.
    #[schema(nullable = false, max_length = 500)]
    url: Option<String>,
    /// A title, one line of at most 100 characters.
    #[schema(format = "line", max_length = 100)]
    title: Option<String>,
}

/// What to change of a media. Absent fields stay as they are. In a multipart body, the file `image` replaces the picture.
#[derive(ToSchema)]
pub struct MediaEdit {
    /// A title, one line of at most 100 characters.
    #[schema(format = "line", max_length = 100)]
    title: Option<String>,
    /// The URL of a link: `http` or `https`, at most 500 characters.
    #[schema(nullable = false, max_length = 500)]
    url: Option<String>,
}

/// A chunk of a picture, which is the file `image` of a multipart body.
#[derive(ToSchema)]
pub struct MediaChunk {
    /// The upload that the chunk continues. Absent for the first chunk.
    upload_id: Option<String>,
}

/// The upload to complete.
#[derive(ToSchema)]
pub struct UploadToComplete {
    /// The id of the upload.
    #[schema(pattern = "^[1-9][0-9]{0,15}$")]
    upload_id: String,
    /// The MD5 digest of the file, 32 hexadecimal digits.
    #[schema(pattern = "^([0-9A-Fa-f]{32})?$")]
    md5: Option<String>,
    /// `image` or `eimage`, which mean the same here.
    #[schema(rename = "type", pattern = "^(image|eimage)?$")]
    kind: Option<String>,
}
