//! Schemas of request bodies, for the OpenAPI document. Handlers read bodies field by field.

#![expect(dead_code, reason = "only the schemas of these types are used")]

use shared::domain::Id;
use shared::openapi::texts::{block, filled_line, line};
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder};

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
    #[schema(schema_with = title)]
    title: String,
    #[schema(schema_with = description)]
    description: Option<String>,
    #[schema(schema_with = kind)]
    r#type: Option<String>,
    /// `connections` (the default; also `null` and the empty text) reaches the users connected with `user`, or the
    /// followers of `user` in the community mode `follow`. `user` reaches that user alone.
    #[schema(pattern = "^(connections|user)?$")]
    recipients_type: Option<String>,
}

fn title() -> Object {
    described(filled_line::<200>(), "The title, one line of 1 to 200 characters.")
}

fn description() -> Object {
    described(block::<1000>(), "The text, at most 1,000 characters; line breaks and tabs are allowed.")
}

fn kind() -> Object {
    described(line::<50>(), "A word of the host application's own, at most 50 characters.")
}

/// Adds a description, which `schema_with` does not take from the doc comment of the field.
fn described(schema: Object, description: &str) -> Object {
    ObjectBuilder::from(schema).description(Some(description)).build()
}
