//! Schemas of texts that `domain::text` checks.
//!
//! A text field of a request body names its rule as its format, so that its doc comment can be its description:
//! `#[schema(format = "line", max_length = 150)]`. The document shows the pattern in place of the format.

use serde_json::{Value, json};
use utoipa::openapi::Object;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type};

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

/// One line of at most `MAX` characters; `null` and the empty string clear it.
pub fn line<const MAX: usize>() -> Object {
    nullable(LINE, MAX, format!("One line of at most {MAX} characters. `null` and the empty string clear it."))
}

/// Text of at most `MAX` characters; `null` and the empty string clear it.
pub fn block<const MAX: usize>() -> Object {
    let description =
        format!("Text of at most {MAX} characters, with line breaks. `null` and the empty string clear it.");
    nullable(BLOCK, MAX, description)
}

/// One line of 1 to `MAX` characters.
pub fn some_line<const MAX: usize>() -> Object {
    required(LINE, MAX, format!("One line of 1 to {MAX} characters."))
}

/// One line of 1 to `MAX` characters that is not blank.
pub fn filled_line<const MAX: usize>() -> Object {
    required(FILLED_LINE, MAX, format!("One line of 1 to {MAX} characters, not all of them spaces."))
}

/// A new password.
pub fn new_password() -> Object {
    let format = SchemaFormat::KnownFormat(KnownFormat::Password);
    let text = ObjectBuilder::new().schema_type(Type::String).format(Some(format));
    let text = text.description(Some("8 to 128 characters, no control characters."));
    text.min_length(Some(8)).max_length(Some(128)).pattern(Some(LINE)).build()
}

fn nullable(pattern: &str, max: usize, description: String) -> Object {
    let text = SchemaType::from_iter([Type::String, Type::Null]);
    let text = ObjectBuilder::new().schema_type(text).description(Some(description));
    text.max_length(Some(max)).pattern(Some(pattern)).build()
}

fn required(pattern: &str, max: usize, description: String) -> Object {
    let text = ObjectBuilder::new().schema_type(Type::String).description(Some(description));
    text.min_length(Some(1)).max_length(Some(max)).pattern(Some(pattern)).build()
}
