//! Schemas of the texts of bodies: what `domain::text` lets pass, as `#[schema(schema_with = line::<150>)]`.

use utoipa::openapi::Object;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type};

/// Of a line: no control character.
pub(super) const LINE: &str = "^[^\\u0000-\\u001F\\u007F-\\u009F]*$";
/// Of a line that is not blank.
const FILLED: &str =
    "^[^\\u0000-\\u001F\\u007F-\\u009F]*[^\\s\\u0000-\\u001F\\u007F-\\u009F][^\\u0000-\\u001F\\u007F-\\u009F]*$";
/// Of a text: of control characters only tabs and line breaks.
const BLOCK: &str = "^[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F]*$";

/// One line of at most `MAX` characters; null and the empty text clear it.
pub fn line<const MAX: usize>() -> Object {
    may_be_null(LINE, MAX)
}

/// Text of at most `MAX` characters; null and the empty text clear it.
pub fn block<const MAX: usize>() -> Object {
    may_be_null(BLOCK, MAX)
}

/// One line of 1 to `MAX` characters.
pub fn some_line<const MAX: usize>() -> Object {
    never_null(LINE, MAX)
}

/// One line of 1 to `MAX` characters, not all of them spaces.
pub fn filled_line<const MAX: usize>() -> Object {
    never_null(FILLED, MAX)
}

/// A password that somebody is to have.
pub fn new_password() -> Object {
    let format = SchemaFormat::KnownFormat(KnownFormat::Password);
    let text = ObjectBuilder::new().schema_type(Type::String).format(Some(format));
    text.min_length(Some(8)).max_length(Some(128)).pattern(Some(LINE)).build()
}

fn may_be_null(pattern: &str, max: usize) -> Object {
    let text = SchemaType::from_iter([Type::String, Type::Null]);
    ObjectBuilder::new().schema_type(text).max_length(Some(max)).pattern(Some(pattern)).build()
}

fn never_null(pattern: &str, max: usize) -> Object {
    let text = ObjectBuilder::new().schema_type(Type::String);
    text.min_length(Some(1)).max_length(Some(max)).pattern(Some(pattern)).build()
}
