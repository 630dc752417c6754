//! Descriptions of schemas.

use serde_json::Value;

/// Tidies the descriptions that utoipa takes from doc comments: joins the lines of each paragraph, and moves the
/// description of an optional reference from the reference to the property.
pub(super) fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            fields.values_mut().for_each(tidy);
            if let Some(Value::String(text)) = fields.get_mut("description") {
                *text =
                    text.split("\n\n").map(|paragraph| paragraph.replace('\n', " ")).collect::<Vec<_>>().join("\n\n");
            }
            if fields.contains_key("description") {
                return;
            }
            let either = fields.get_mut("oneOf").and_then(Value::as_array_mut);
            let mut references = either.into_iter().flatten().filter_map(Value::as_object_mut);
            if let Some(text) =
                references.find(|one| one.contains_key("$ref")).and_then(|one| one.remove("description"))
            {
                fields.insert("description".to_owned(), text);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(tidy),
        _ => {}
    }
}

/// The paths of the named schemas, and of the properties of any schema, that have no description.
pub(super) fn missing(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    undescribed(&document["components"]["schemas"], "/components/schemas", &mut found);
    collect(document, "", &mut found);
    found
}

fn collect(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(properties) = fields.get("properties") {
                undescribed(properties, &format!("{path}/properties"), found);
            }
            fields.iter().for_each(|(name, value)| collect(value, &format!("{path}/{name}"), found));
        }
        Value::Array(values) => {
            values.iter().enumerate().for_each(|(index, value)| collect(value, &format!("{path}/{index}"), found));
        }
        _ => {}
    }
}

fn undescribed(schemas: &Value, path: &str, found: &mut Vec<String>) {
    let schemas = schemas.as_object().into_iter().flatten();
    let without = schemas.filter(|(_, schema)| schema["description"].as_str().is_none_or(str::is_empty));
    found.extend(without.map(|(name, _)| format!("{path}/{name}")));
}
