//! Request bodies, with a schema for each media type.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::openapi::media::{FORM, JSON, JSON_API, MULTIPART, reference};

/// Description of a file in a multipart body.
const FILE: &str = "A PNG, JPEG, WebP or GIF of at most 5 MB and 40 megapixels.";

/// The media types that a handler accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyKind {
    /// JSON, a form or multipart.
    Fields,
    /// The same, in which a number stands for a text.
    FieldsOrNumbers,
    /// JSON:API.
    JsonApi,
}

/// The body of an operation.
#[derive(Debug)]
pub(super) struct RequestBody {
    /// The name of its schema.
    schema: String,
    /// Whether the operation needs a body.
    pub(super) required: bool,
    /// The names of the files in a multipart form.
    pub(super) files: &'static [&'static str],
    /// Whether plain JSON is accepted beside JSON:API.
    pub(super) or_plain_json: bool,
}

/// The schemas of an operation by name.
pub(super) type Schemas = BTreeMap<String, Value>;

impl RequestBody {
    /// A required body with the schema of this name.
    pub(super) fn new(schema: String) -> Self {
        Self { schema, required: true, files: &[], or_plain_json: false }
    }

    /// The OpenAPI request body object.
    pub(super) fn to_json(&self, kind: BodyKind, schemas: &Schemas) -> Value {
        let media: &[&str] = match kind {
            BodyKind::Fields | BodyKind::FieldsOrNumbers => &[JSON, FORM, MULTIPART],
            BodyKind::JsonApi if self.or_plain_json => &[JSON, JSON_API],
            BodyKind::JsonApi => &[JSON_API],
        };
        let whole = schemas.get(&self.schema).cloned().unwrap_or_default();
        let content = media.iter().filter_map(|media| {
            let schema = match *media {
                FORM => form(&whole, schemas)?,
                MULTIPART => self.with_files(form(&whole, schemas)?),
                _ => whole.clone(),
            };
            let schema = if schema == whole { reference(&self.schema) } else { schema };
            Some(((*media).to_owned(), json!({"schema": schema})))
        });
        json!({"required": self.required, "content": content.collect::<Map<_, _>>()})
    }

    fn with_files(&self, mut form: Value) -> Value {
        for file in self.files {
            form["properties"][file] = json!({"type": "string", "format": "binary", "description": FILE});
        }
        form
    }
}

/// The part of an object's schema that a form can express: texts, numbers, booleans, and non-empty lists of these under
/// a repeated name. A form has neither `null` nor nested objects. `None` if it cannot express a required field.
fn form(whole: &Value, schemas: &Schemas) -> Option<Value> {
    let mut form = whole.clone();
    let fields = whole["properties"].as_object().into_iter().flatten();
    form["properties"] = fields.filter_map(|(name, field)| Some((name.clone(), form_field(field, schemas)?))).collect();
    let mut required = whole["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    required.all(|name| form["properties"].get(name).is_some()).then_some(form)
}

/// The schema of a field in a form, with the field's description; `None` if a form cannot express the field.
fn form_field(field: &Value, schemas: &Schemas) -> Option<Value> {
    let mut in_form = form_value(field, schemas)?;
    if let Some(description) = field.get("description") {
        in_form["description"] = description.clone();
    }
    Some(in_form)
}

fn form_value(field: &Value, schemas: &Schemas) -> Option<Value> {
    if let Some(name) = field["$ref"].as_str().and_then(|to| to.rsplit('/').next()) {
        return form_value(schemas.get(name)?, schemas).map(|_| field.clone());
    }
    if let Some(either) = field["oneOf"].as_array() {
        return either.iter().find_map(|one| form_value(one, schemas));
    }
    let mut field = field.clone();
    if let Some(types) = field["type"].as_array() {
        field["type"] = types.iter().find(|one| *one != "null")?.clone();
    }
    match field["type"].as_str() {
        Some("object" | "null") => None,
        Some("array") => {
            field["items"] = form_value(&field["items"], schemas)?;
            field["minItems"] = json!(1);
            // A single value stands for a list of one.
            Some(json!({"anyOf": [field["items"], field]}))
        }
        _ => Some(field),
    }
}
