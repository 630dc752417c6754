//! What bodies look like, for the API's document: they are read field by field.

#![expect(dead_code, reason = "nothing is ever of these types")]

use shared::domain::Id;
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
    #[schema(min_length = 1, max_length = 200, pattern = "^[^\\u0000-\\u001F\\u007F-\\u009F]*$")]
    title: String,
    #[schema(max_length = 1000, pattern = "^[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F]*$")]
    description: Option<String>,
    #[schema(max_length = 50, pattern = "^[^\\u0000-\\u001F\\u007F-\\u009F]*$")]
    r#type: Option<String>,
    #[schema(pattern = "^(connections|user)$", nullable = false)]
    recipients_type: Option<String>,
}
