//! Query and path parameters.

use serde_json::{Value, json};

use crate::openapi::schemas::ID_MAX;
use crate::openapi::texts::LINE;

/// A query parameter.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it does.
    pub description: &'static str,
    kind: Kind,
    required: bool,
    /// The empty text counts as none.
    may_be_empty: bool,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    /// An integer from a number on, or to another.
    Number(u64, Option<u64>),
    /// Any text.
    Text,
    /// One line of at most so many characters.
    Line(usize),
    /// A text of letters, digits, `-` and `_`, of 1 to so many.
    Name(usize),
    /// 0 or 1, or in words.
    Flag,
    /// One of these.
    Word(&'static [&'static str]),
}

/// Rows of a page; more than 100 are 100.
pub const LIMIT: Parameter =
    number("limit", "Rows of a page, 20 if not said; more than 100 count as 100.", 0, None).or_empty();
/// Rows before the page.
pub const OFFSET: Parameter =
    number("offset", "Rows to leave out, at most 10,000: further down `next` leads on.", 0, Some(10_000)).or_empty();
/// Where a list with cursors begins.
pub const PAGES: &[Parameter] =
    &[LIMIT, OFFSET, text("cursor", "Where the page begins: comes from `next` and `previous`.")];
/// Where a page of notifications begins.
pub const NEXT_ID: &[Parameter] = &[
    LIMIT,
    number("next_id", "Begins below the notification with this id; 0 counts as none.", 0, Some(ID_MAX)).or_empty(),
    number("prev_id", "Begins above the notification with this id; 0 counts as none.", 0, Some(ID_MAX)).or_empty(),
];
/// Which fields are wanted of users (JSON:API).
pub const USER_FIELDS: Parameter = text("fields[users]", "The fields of users that are wanted, with commas between.");
/// Which fields are wanted of folders (JSON:API).
pub const FOLDER_FIELDS: Parameter =
    text("fields[folders]", "The fields of folders that are wanted, with commas between.");
/// Rows of a page (JSON:API).
pub const PAGE_SIZE: Parameter =
    number("page[size]", "Rows of a page, 20 if not said; more than 100 count as 100.", 1, None);
/// The number of a page (JSON:API).
pub const PAGE_NUMBER: Parameter =
    number("page[number]", "The number of the page; beyond the first 10,000 rows the links lead on.", 1, None);
/// Where a page begins (JSON:API).
pub const PAGE_CURSORS: &[Parameter] = &[
    PAGE_SIZE,
    text("page[after]", "Where the page begins: comes from the link `next`."),
    text("page[before]", "Where the page ends: comes from the link `prev`."),
];

/// A parameter that is a number.
pub const fn number(name: &'static str, description: &'static str, min: u64, max: Option<u64>) -> Parameter {
    Parameter { name, description, required: false, may_be_empty: false, kind: Kind::Number(min, max) }
}

/// A parameter that is a text.
pub const fn text(name: &'static str, description: &'static str) -> Parameter {
    Parameter { name, description, required: false, may_be_empty: false, kind: Kind::Text }
}

/// A parameter that is a text of letters, digits, `-` and `_`, of 1 to `max`.
pub const fn name(name: &'static str, description: &'static str, max: usize) -> Parameter {
    Parameter { name, description, required: false, may_be_empty: false, kind: Kind::Name(max) }
}

/// A parameter that is one line of at most `max` characters.
pub const fn line(name: &'static str, description: &'static str, max: usize) -> Parameter {
    Parameter { name, description, required: false, may_be_empty: false, kind: Kind::Line(max) }
}

/// A parameter that is 0 or 1; the empty text is none.
pub const fn flag(name: &'static str, description: &'static str) -> Parameter {
    Parameter { name, description, required: false, may_be_empty: true, kind: Kind::Flag }
}

/// A parameter that is one of these words.
pub const fn word(name: &'static str, description: &'static str, words: &'static [&'static str]) -> Parameter {
    Parameter { name, description, required: false, may_be_empty: false, kind: Kind::Word(words) }
}

impl Parameter {
    /// It must be there.
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The empty text counts as none.
    pub const fn or_empty(self) -> Self {
        Self { may_be_empty: true, ..self }
    }

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
            Kind::Flag => json!({"type": "string", "enum": ["0", "1", "false", "true"]}),
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
