//! What bodies look like, for the API's document: they are read field by field.

#![expect(dead_code, reason = "nothing is ever of these types")]

use shared::domain::Id;
use shared::openapi::texts::{block, filled_line, line};
use utoipa::ToSchema;

/// Ids of notifications, or of results; a bare array is taken as well.
#[derive(ToSchema)]
pub struct Sids {
    #[schema(max_items = 100)]
    sids: Vec<Id>,
}

/// What staff has to say.
#[derive(ToSchema)]
pub struct NewNotice {
    user: Id,
    #[schema(schema_with = filled_line::<200>)]
    title: String,
    #[schema(schema_with = block::<1000>)]
    description: Option<String>,
    #[schema(schema_with = line::<50>)]
    r#type: Option<String>,
    /// `connections`, which null and the empty text are as well, or `user`.
    #[schema(pattern = "^(connections|user)?$")]
    recipients_type: Option<String>,
}
