//! Media types of bodies, and references to schemas.

use serde_json::{Value, json};

pub(super) const JSON: &str = "application/json";
pub(super) const JSON_API: &str = "application/vnd.api+json";

/// A reference to a schema of the document.
pub(super) fn reference(schema: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{schema}")})
}
