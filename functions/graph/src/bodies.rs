//! What bodies look like, for the API's document: they are read field by field.

#![expect(dead_code, reason = "nothing is ever of these types")]

use shared::domain::Id;
use utoipa::ToSchema;

/// The user whom it is about.
#[derive(ToSchema)]
pub struct ByUsername {
    #[schema(min_length = 1, max_length = 1000)]
    username: String,
}

/// The user whom it is about, or all.
#[derive(ToSchema)]
pub struct MaybeByUsername {
    #[schema(max_length = 1000)]
    username: Option<String>,
}

/// Users by their ids; a bare array is taken as well.
#[derive(ToSchema)]
pub struct UserIds {
    #[schema(max_items = 100)]
    users: Vec<Id>,
}

/// An empty array.
#[derive(ToSchema)]
#[schema(max_items = 0)]
pub struct Nothing(Vec<String>);
