//! Schemas of texts that `domain::text` checks.
//!
//! A text field of a request body names its rule as its format, so that its doc comment can be its description:
//! `#[schema(format = "line", max_length = 150)]`. The document shows the pattern in place of the format.

use serde_json::{Value, json};

/// One line: no control characters except space around it, and none that change the direction of text.
pub(super) const LINE: &str = "^[\\u0009-\\u000D\\u0020\\u0085]*\
    [^\\u0000-\\u001F\\u007F-\\u009F\\u202A-\\u202E\\u2066-\\u2069]*\
    [\\u0009-\\u000D\\u0020\\u0085]*$";
/// One line that shows something.
const FILLED_LINE: &str = "^[\\u0009-\\u000D\\u0020\\u0085]*\
    [^\\u0000-\\u001F\\u007F-\\u009F\\u202A-\\u202E\\u2066-\\u2069]*\
    [^\\s\\u0000-\\u001F\\u007F-\\u009F\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F\\u202A-\\u202E\
    \\u2060-\\u206F\\u2800\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFFB]\
    [^\\u0000-\\u001F\\u007F-\\u009F\\u202A-\\u202E\\u2066-\\u2069]*\
    [\\u0009-\\u000D\\u0020\\u0085]*$";
/// A password: no control characters.
const PASSWORD: &str = "^[^\\u0000-\\u001F\\u007F-\\u009F]*$";
/// Text with tabs and line breaks, but no other control characters.
const BLOCK: &str = "^[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F]*$";

/// Replaces the formats `line`, `filled-line`, `block` and `new-password` by what they stand for, here and in all parts
/// of the schema.
pub(super) fn resolve(schema: &mut Value) {
    let pattern = match schema["format"].as_str() {
        Some("line") => Some(LINE),
        Some("new-password") => Some(PASSWORD),
        Some("filled-line") => Some(FILLED_LINE),
        Some("block") => Some(BLOCK),
        _ => None,
    };
    match schema {
        Value::Object(fields) => {
            if let Some(pattern) = pattern {
                fields.insert("pattern".to_owned(), json!(pattern));
                if fields.remove("format").is_some_and(|format| format == "new-password") {
                    fields.extend([
                        ("format".to_owned(), json!("password")),
                        ("minLength".to_owned(), json!(8)),
                        ("maxLength".to_owned(), json!(128)),
                    ]);
                }
            }
            fields.values_mut().for_each(resolve);
        }
        Value::Array(values) => values.iter_mut().for_each(resolve),
        _ => {}
    }
}

/// Lets the properties of an object that are texts be numbers too.
pub(super) fn allow_numbers(schema: &mut Value) {
    for property in schema["properties"].as_object_mut().into_iter().flat_map(|properties| properties.values_mut()) {
        let types = match &property["type"] {
            Value::Array(types) => types.clone(),
            one => vec![one.clone()],
        };
        if types.contains(&json!("string")) {
            property["type"] = types.into_iter().chain([json!("number")]).collect();
        }
    }
}
