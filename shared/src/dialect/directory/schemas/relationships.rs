//! Relationships between resources.

use utoipa::ToSchema;
use uuid::Uuid;

/// A relationship to one resource.
#[derive(ToSchema)]
pub(super) struct ToResource {
    /// The related resource; `null` if there is none.
    #[schema(required)]
    data: Option<Identifier>,
}

/// The type and id of a resource.
#[derive(ToSchema)]
struct Identifier {
    /// The type: `users` or `folders`.
    r#type: String,
    /// The id of the resource.
    id: Uuid,
}
