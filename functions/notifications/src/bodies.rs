//! Schemas of request bodies, for the OpenAPI document. Handlers read bodies field by field.

#![expect(dead_code, reason = "only the schemas of these types are used")]

use shared::domain::Id;
use utoipa::ToSchema;

/// Names notifications by sid. In JSON the bare array is accepted too.
#[derive(ToSchema)]
pub struct Sids {
    /// At most 100 sids, of results or of single notifications.
    #[schema(max_items = 100)]
    sids: Vec<Id>,
}

/// A custom notification.
#[derive(ToSchema)]
#[schema(as = NewNotice)]
pub struct NewAnnouncement {
    /// The id of the user on whose behalf the notification is sent.
    user: Id,
    /// The title, one line of 1 to 200 characters.
    #[schema(format = "filled-line", min_length = 1, max_length = 200)]
    title: String,
    /// The text, at most 1,000 characters; line breaks and tabs are allowed.
    #[schema(format = "block", max_length = 1000)]
    description: Option<String>,
    /// A word of the host application's own, at most 50 characters.
    #[schema(format = "line", max_length = 50)]
    r#type: Option<String>,
    /// `connections` (the default; also `null` and the empty text) reaches the users connected with `user`, or the
    /// followers of `user` in the community mode `follow`. `user` reaches that user alone.
    #[schema(pattern = "^(connections|user)?$")]
    recipients_type: Option<String>,
}

/// The new value of a preference.
#[derive(ToSchema)]
pub struct PreferenceChange {
    /// A text of at most 255 characters, a colour such as `#1f5f8b`, an `http` or `https` URL, or a path such as
    /// `/post/{id}/`, as the type of the preference says. `null` and the empty text restore the default.
    #[schema(required, max_length = 255)]
    value: Option<String>,
}

/// The subscription of a browser, as `JSON.stringify` writes it. Other properties are ignored.
#[derive(ToSchema)]
pub struct NewDevice {
    /// An `https` URL of a push service of a browser, at most 1,000 characters.
    #[schema(max_length = 1000, format = "push-endpoint")]
    endpoint: String,
    /// The keys with which pushes are encrypted for the browser.
    keys: DeviceKeys,
}

/// The subscription of a browser, as SelfCommunity's client writes it. Other properties are ignored.
#[derive(ToSchema)]
pub struct PublishedDevice {
    /// `CHROME`, `FIREFOX` or `OPERA`. Not read if `registration_id` is a whole endpoint.
    browser: Option<String>,
    /// The last segment of the endpoint, or the whole endpoint, at most 1,000 characters.
    #[schema(max_length = 1000, format = "push-registration")]
    registration_id: String,
    /// The public key: an uncompressed point of P-256 in base64, of either alphabet.
    #[schema(format = "push-key")]
    p256dh: String,
    /// The authentication secret: 16 bytes in base64, of either alphabet.
    #[schema(format = "push-secret")]
    auth: String,
}

/// The keys of a browser.
#[derive(ToSchema)]
pub struct DeviceKeys {
    /// The public key: an uncompressed point of P-256 in base64url.
    #[schema(format = "push-key")]
    p256dh: String,
    /// The authentication secret: 16 bytes in base64url.
    #[schema(format = "push-secret")]
    auth: String,
}
