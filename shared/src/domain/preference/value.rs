//! Preferences, their values and what superusers have changed of them.

use std::collections::BTreeMap;

/// What superusers have changed: the value of each changed preference, by its name.
pub type Changes = BTreeMap<String, String>;

/// A preference as it applies now.
#[derive(Clone, Debug, PartialEq)]
pub struct Preference {
    /// Its id.
    pub id: u64,
    /// The section that it belongs to.
    pub section: &'static str,
    /// Its name, unique in all sections.
    pub name: &'static str,
    /// Its value.
    pub value: Value,
    /// What kind of value it has.
    pub kind: Kind,
    /// What it is for.
    pub help: &'static str,
}

/// The value of a preference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// On or off.
    Flag(bool),
    /// A number.
    Number(u64),
    /// Any other value.
    Text(String),
}

/// What kind of value a preference has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// On or off.
    Flag,
    /// A number.
    Number,
    /// One line of text.
    Text,
    /// A colour in hexadecimal notation.
    Color,
    /// An `http` or `https` URL, or none.
    Url,
    /// The path or URL of a page, with parameters in braces.
    UrlTemplate,
}
