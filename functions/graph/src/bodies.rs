//! Schemas of request bodies, for the OpenAPI document. Handlers read bodies field by field.

#![expect(dead_code, reason = "only the schemas of these types are used")]

use shared::domain::Id;
use utoipa::ToSchema;

/// Names the other user.
#[derive(ToSchema)]
pub struct ByUsername {
    /// The username of the other user. Case does not matter; an e-mail address is not accepted.
    #[schema(min_length = 1, max_length = 1000)]
    username: String,
}

/// Names the user to follow or unfollow.
#[derive(ToSchema)]
pub struct UserToFollow {
    /// The username of the other user. Case does not matter; an e-mail address is not accepted.
    #[schema(min_length = 1, max_length = 1000)]
    username: String,
}

/// Names the other user, or none.
#[derive(ToSchema)]
pub struct MaybeByUsername {
    /// The username of the other user. If it is absent, `null` or empty, the call applies to all users.
    #[schema(max_length = 1000)]
    username: Option<String>,
}

/// Names users by id. In JSON the bare array is accepted too.
#[derive(ToSchema)]
pub struct UserIds {
    /// At most 100 user ids.
    #[schema(max_items = 100)]
    users: Vec<Id>,
}

/// An empty array.
#[derive(ToSchema)]
#[schema(max_items = 0)]
pub struct Nothing(Vec<String>);
