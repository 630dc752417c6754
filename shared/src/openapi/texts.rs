//! Schemas of texts that `domain::text` checks.
//!
//! A text field of a request body names its rule as its format, so that its doc comment can be its description:
//! `#[schema(format = "line", max_length = 150)]`. The document shows the pattern in place of the format.

use serde_json::{Value, json};

/// One line: no control characters.
pub(super) const LINE: &str = "^[^\\u0000-\\u001F\\u007F-\\u009F]*$";
/// One line that is not blank.
const FILLED_LINE: &str =
    "^[^\\u0000-\\u001F\\u007F-\\u009F]*[^\\s\\u0000-\\u001F\\u007F-\\u009F][^\\u0000-\\u001F\\u007F-\\u009F]*$";
/// Text with tabs and line breaks, but no other control characters.
const BLOCK: &str = "^[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F]*$";

/// Replaces the formats `line`, `filled-line`, `block` and `new-password` by what they stand for, here and in all parts
/// of the schema.
pub(super) fn resolve(schema: &mut Value) {
    let pattern = match schema["format"].as_str() {
        Some("line" | "new-password") => Some(LINE),
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
