//! Query and path parameters.

use serde_json::{Value, json};

use crate::dialect::extract::truth;
pub use crate::openapi::schemas::ID_MAX;
use crate::openapi::texts::LINE;

/// A query parameter.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// The name.
    pub name: &'static str,
    /// The description.
    pub description: &'static str,
    kind: Kind,
    required: bool,
    /// Whether the empty text counts as absent.
    may_be_empty: bool,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    /// An integer, with its minimum and its maximum.
    Number(u64, Option<u64>),
    /// Any text.
    Text,
    /// One line, with its most characters.
    Line(usize),
    /// 1 or more letters, digits, `-` and `_`, with their most characters.
    Name(usize),
    /// `0`, `1`, `false` or `true`.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
}

/// The size of a page.
pub const LIMIT: Parameter = number(
    "limit",
    "Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer.",
    0,
    None,
)
.or_empty();
/// The rows before the page.
pub const OFFSET: Parameter = number(
    "offset",
    "Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest.",
    0,
    Some(10_000),
)
.or_empty();
/// The parameters of lists with cursors.
pub const PAGES: &[Parameter] = &[
    LIMIT,
    OFFSET,
    text("cursor", "An opaque position, taken from `next` or `previous`. It replaces `offset`.").or_empty(),
];
/// The parameters of lists of notifications.
pub const NEXT_ID: &[Parameter] = &[
    LIMIT,
    number(
        "next_id",
        "Lists what is older than the notification with this id. Empty and 0 count as absent.",
        0,
        Some(ID_MAX),
    )
    .or_empty(),
    number(
        "prev_id",
        "Lists what is newer than the notification with this id. Ignored if `next_id` is given.",
        0,
        Some(ID_MAX),
    )
    .or_empty(),
];
/// The fields of users to return (JSON:API).
pub const USER_FIELDS: Parameter =
    text("fields[users]", "The fields of users to return, separated by commas; all by default.");
/// The fields of folders to return (JSON:API).
pub const FOLDER_FIELDS: Parameter =
    text("fields[folders]", "The fields of folders to return, separated by commas; all by default.");
/// The size of a page (JSON:API).
pub const PAGE_SIZE: Parameter =
    number("page[size]", "Rows of a page: 20 by default, at most 100. Larger values count as 100.", 1, None);
/// The number of a page (JSON:API).
pub const PAGE_NUMBER: Parameter = number(
    "page[number]",
    "The number of the page, from 1, within the first 10,000 rows. Follow the links to go further.",
    1,
    None,
);
/// The parameters of lists with cursors (JSON:API).
pub const PAGE_CURSORS: &[Parameter] = &[
    PAGE_SIZE,
    text("page[after]", "An opaque position that the page begins after, taken from a link.").or_empty(),
    text("page[before]", "An opaque position that the page ends before, taken from a link.").or_empty(),
];

/// An integer of at least `min` and at most `max`.
pub const fn number(name: &'static str, description: &'static str, min: u64, max: Option<u64>) -> Parameter {
    Parameter { name, description, required: false, may_be_empty: false, kind: Kind::Number(min, max) }
}

/// An id.
pub const fn id(name: &'static str, description: &'static str) -> Parameter {
    number(name, description, 1, Some(ID_MAX))
}

/// Any text.
pub const fn text(name: &'static str, description: &'static str) -> Parameter {
    Parameter { name, description, required: false, may_be_empty: false, kind: Kind::Text }
}

/// 1 to `max` letters, digits, `-` and `_`.
pub const fn name(name: &'static str, description: &'static str, max: usize) -> Parameter {
    Parameter { name, description, required: false, may_be_empty: false, kind: Kind::Name(max) }
}

/// One line of at most `max` characters.
pub const fn line(name: &'static str, description: &'static str, max: usize) -> Parameter {
    Parameter { name, description, required: false, may_be_empty: false, kind: Kind::Line(max) }
}

/// A boolean: `0`, `1`, `false` or `true`. The empty text counts as absent.
pub const fn flag(name: &'static str, description: &'static str) -> Parameter {
    Parameter { name, description, required: false, may_be_empty: true, kind: Kind::Flag }
}

/// One of `words`.
pub const fn word(name: &'static str, description: &'static str, words: &'static [&'static str]) -> Parameter {
    Parameter { name, description, required: false, may_be_empty: false, kind: Kind::Word(words) }
}

impl Parameter {
    /// Makes the parameter required.
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Lets the empty text count as absent.
    pub const fn or_empty(self) -> Self {
        Self { may_be_empty: true, ..self }
    }

    /// The OpenAPI parameter object; `place` is `query` or `path`.
    pub(super) fn to_json(self, place: &str) -> Value {
        let schema = match self.kind {
            Kind::Number(min, None) => json!({"type": "integer", "minimum": min}),
            Kind::Number(min, max) => json!({"type": "integer", "minimum": min, "maximum": max}),
            Kind::Text => json!({"type": "string"}),
            Kind::Name(max) => {
                json!({"type": "string", "minLength": 1, "maxLength": max, "pattern": "^[A-Za-z0-9_-]+$"})
            }
            Kind::Line(max) => {
                json!({"type": "string", "maxLength": max, "pattern": LINE})
            }
            Kind::Flag => {
                let texts = [truth::FALSE, truth::TRUE].concat();
                json!({"type": "string", "enum": texts})
            }
            Kind::Word(words) => json!({"type": "string", "enum": words}),
        };
        let required = self.required || place == "path";
        let mut parameter = json!({"name": self.name, "in": place, "description": self.description, "required": required, "schema": schema});
        if self.may_be_empty {
            parameter["allowEmptyValue"] = json!(true);
        }
        parameter
    }
}
