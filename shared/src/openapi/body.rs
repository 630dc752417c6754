//! What an operation takes as its body, in each form in which it may come.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, Schema};

use crate::openapi::media::{JSON, JSON_API, reference};

/// In which forms a body comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bodies {
    /// JSON or a form.
    Fields,
    /// These, or multipart with files.
    Files,
    /// JSON:API.
    Document,
}

/// A body.
#[derive(Debug)]
pub(super) struct Body {
    name: String,
    /// Whether it must be there.
    pub(super) required: bool,
    /// Names of files in a multipart form.
    pub(super) files: &'static [&'static str],
    /// Plain JSON is taken too, where the dialect has another.
    pub(super) or_plain_json: bool,
}

/// The schemas that are known by a name.
type Schemas = BTreeMap<String, RefOr<Schema>>;

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

impl Body {
    /// A body of the schema of this name, that must be there.
    pub(super) fn new(name: String) -> Self {
        Self { name, required: true, files: &[], or_plain_json: false }
    }

    /// The body as the document writes it.
    pub(super) fn to_json(&self, reads: Bodies, schemas: &Schemas) -> Value {
        let media: &[&str] = match reads {
            Bodies::Fields => &[JSON, FORM],
            Bodies::Files => &[JSON, FORM, MULTIPART],
            Bodies::Document if self.or_plain_json => &[JSON, JSON_API],
            Bodies::Document => &[JSON_API],
        };
        let whole = schemas.get(&self.name).map_or(Value::Null, |schema| json!(schema));
        let content = media.iter().map(|media| {
            let schema = match *media {
                FORM => form(&whole, schemas),
                MULTIPART => self.with_files(form(&whole, schemas)),
                _ => whole.clone(),
            };
            let schema = if schema == whole { reference(&self.name) } else { schema };
            ((*media).to_owned(), json!({"schema": schema}))
        });
        json!({"required": self.required, "content": content.collect::<Map<_, _>>()})
    }

    fn with_files(&self, mut form: Value) -> Value {
        for file in self.files {
            form["properties"][file] = json!({"type": "string", "format": "binary"});
        }
        form
    }
}

/// What a form can say of an object: texts, numbers and truth values, and lists of them that are not empty, under a name
/// that comes more than once. No null, and no object within.
fn form(whole: &Value, schemas: &Schemas) -> Value {
    let mut form = whole.clone();
    let fields = whole["properties"].as_object().into_iter().flatten();
    form["properties"] =
        fields.filter_map(|(name, field)| Some((name.clone(), field_of_form(field, schemas)?))).collect();
    form
}

fn field_of_form(field: &Value, schemas: &Schemas) -> Option<Value> {
    if let Some(name) = field["$ref"].as_str().and_then(|to| to.rsplit('/').next()) {
        let named = json!(schemas.get(name)?);
        return field_of_form(&named, schemas).map(|_| field.clone());
    }
    if let Some(either) = field["oneOf"].as_array() {
        return either.iter().find_map(|one| field_of_form(one, schemas));
    }
    let mut field = field.clone();
    if let Some(types) = field["type"].as_array() {
        field["type"] = types.iter().find(|one| *one != "null")?.clone();
    }
    match field["type"].as_str() {
        Some("object" | "null") => None,
        Some("array") => {
            field["items"] = field_of_form(&field["items"], schemas)?;
            field["minItems"] = json!(1);
            // One value alone is a list of one.
            Some(json!({"anyOf": [field["items"], field]}))
        }
        _ => Some(field),
    }
}
