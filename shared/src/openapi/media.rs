//! Media types and references to schemas.

use serde_json::{Value, json};

pub(super) const JSON: &str = "application/json";
pub(super) const JSON_API: &str = "application/vnd.api+json";
pub(super) const FORM: &str = "application/x-www-form-urlencoded";
pub(super) const MULTIPART: &str = "multipart/form-data";

/// A reference to a schema of the document.
pub(super) fn reference(schema: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{schema}")})
}
