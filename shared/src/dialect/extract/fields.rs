//! The named fields of a body, with an error for each that is wrong.

use std::collections::HashMap;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::{Map, Number, Value};

use crate::dialect::extract::body::{Body, TEXT_FILE, Upload};
use crate::domain::profile::picture::UPLOAD_MAX;
use crate::domain::{Error, FieldError, Id, Problem, Result, Username};

/// Base64 with and without padding.
const BASE64: GeneralPurpose = {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(&STANDARD, config)
};

/// The named fields of a body, and what was found wrong with them. Unknown fields are ignored.
pub struct Fields {
    values: Map<String, Value>,
    files: HashMap<String, Upload>,
    errors: Vec<FieldError>,
}

impl Fields {
    pub(crate) fn of(body: Body) -> Result<Self> {
        let (values, files) = match body {
            Body::Form(values) | Body::Json(Value::Object(values)) => (values, HashMap::new()),
            Body::Parts(values, files) => (values, files),
            Body::Json(_) => return Err(Error::invalid("invalid", "Invalid data. Expected an object.")),
        };
        Ok(Self { values, files, errors: Vec::new() })
    }

    /// A text that must be there and obey a rule.
    pub fn required<T>(&mut self, name: &'static str, rule: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let read = match self.values.remove(name) {
            None => Err(Problem::required()),
            Some(Value::Null) => Err(Problem::null()),
            Some(value) => text(&value).and_then(rule),
        };
        self.keep(name, read)
    }

    /// What a text means, if it is there; null counts as empty.
    pub fn optional<T>(&mut self, name: &'static str, rule: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let read = match self.values.remove(name)? {
            Value::Null => rule(""),
            value => text(&value).and_then(rule),
        };
        self.keep(name, read)
    }

    /// A text that, if it is there, replaces `target`. The same text as before is always accepted, whatever the rule
    /// says; null empties.
    pub fn change(
        &mut self,
        name: &'static str,
        target: &mut String,
        rule: impl FnOnce(&str) -> Result<String, Problem>,
    ) {
        if let Some(value) = self.optional(name, |text| if text == target { Ok(text.to_owned()) } else { rule(text) }) {
            *target = value;
        }
    }

    /// A new username, if there is one, in the charset of the community and site dialects; the present one is always
    /// accepted.
    pub fn rename(&mut self, present: &mut Username) {
        let name = self.optional("username", |text| match text {
            text if text == present.as_str() => Ok(present.clone()),
            text => Username::parse(text),
        });
        if let Some(name) = name {
            *present = name;
        }
    }

    /// As [`Fields::rename`], in the charset of the directory dialect.
    pub fn rename_in_directory(&mut self, present: &mut Username) {
        let name = self.optional("username", |text| match text {
            text if text == present.as_str() => Ok(present.clone()),
            text => Username::parse_directory(text),
        });
        if let Some(name) = name {
            *present = name;
        }
    }

    /// `true` or `false`, and nothing that only means it; `present` where the field is absent or wrong.
    pub fn boolean(&mut self, name: &'static str, present: bool) -> bool {
        let read = match self.values.remove(name) {
            None => return present,
            Some(Value::Bool(value)) => Ok(value),
            Some(Value::Null) => Err(Problem::null()),
            Some(_) => Err(Problem::new("invalid", "Must be a valid boolean.")),
        };
        self.keep(name, read).unwrap_or(present)
    }

    /// A truth value, also in the ways in which forms write one.
    pub fn flag(&mut self, name: &'static str) -> Option<bool> {
        let read = match self.values.remove(name)? {
            Value::Bool(value) => Ok(value),
            Value::Number(number) if integer(&number) == Some(0) => Ok(false),
            Value::Number(number) if integer(&number) == Some(1) => Ok(true),
            Value::String(text) if matches!(text.as_str(), "true" | "True" | "1" | "on") => Ok(true),
            Value::String(text) if matches!(text.as_str(), "false" | "False" | "0" | "off" | "") => Ok(false),
            _ => Err(Problem::new("invalid", "Must be a valid boolean.")),
        };
        self.keep(name, read)
    }

    /// An integer that, if it is there, must be one of these.
    pub fn choice(&mut self, name: &'static str, choices: &[i8]) -> Option<i8> {
        let number = match self.values.remove(name)? {
            Value::Number(number) => integer(&number),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        let read = match number {
            None => Err(Problem::new("invalid", "A valid integer is required.")),
            Some(n) => choices.iter().copied().find(|choice| i64::from(*choice) == n).ok_or_else(|| {
                let choices = choices.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                Problem::new("invalid_choice", format!("Not a valid choice: take one of {choices}."))
            }),
        };
        self.keep(name, read)
    }

    /// An id that must be there: an integer, or its digits.
    pub fn id(&mut self, name: &'static str) -> Option<Id> {
        let read = match self.values.remove(name) {
            None => Err(Problem::required()),
            Some(Value::Null) => Err(Problem::null()),
            Some(value) => id(&value).ok_or_else(|| Problem::new("invalid", "A valid id is required.")),
        };
        self.keep(name, read)
    }

    /// A list of at most `max` ids, each once; null empties it.
    pub fn ids(&mut self, name: &'static str, max: usize) -> Option<Vec<Id>> {
        let read = match self.values.remove(name)? {
            Value::Null => Ok(Vec::new()),
            Value::Array(values) if values.len() > max => Err(Problem::too_many(max)),
            Value::Array(values) => values.iter().map(id).collect::<Option<Vec<Id>>>().ok_or_else(not_ids),
            // A form with one value cannot say that it is a list.
            value => id(&value).map(|id| vec![id]).ok_or_else(not_ids),
        };
        let mut ids: Vec<Id> = Vec::new();
        for id in self.keep(name, read)? {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Some(ids)
    }

    /// A number between two others that must be there, as JSON or as its digits.
    pub fn number(&mut self, name: &'static str, range: std::ops::RangeInclusive<f64>) -> Option<f64> {
        let read = match self.values.remove(name) {
            None => Err(Problem::required()),
            Some(Value::Number(number)) => Ok(number.as_f64()),
            Some(Value::String(text)) => Ok(text.parse().ok()),
            Some(_) => Ok(None),
        };
        let read = read.and_then(|number| match number {
            Some(number) if range.contains(&number) => Ok(number),
            Some(_) => Err(Problem::new(
                "out_of_range",
                format!("Ensure this value is between {} and {}.", range.start(), range.end()),
            )),
            None => Err(Problem::new("invalid", "A valid number is required.")),
        });
        self.keep(name, read)
    }

    /// The fields of an object, if it is there; `Some(None)` for null. What is wrong with them comes up under their own
    /// names after that of the object, once they are given back to [`Fields::absorb`].
    pub fn object(&mut self, name: &'static str) -> Option<Option<Fields>> {
        let read = match self.values.remove(name)? {
            Value::Null => Ok(None),
            Value::Object(values) => Ok(Some(Self { values, errors: Vec::new(), files: HashMap::new() })),
            _ => Err(Problem::new("invalid", "Expected an object.")),
        };
        self.keep(name, read)
    }

    /// The objects of a list of at most `max`.
    pub fn objects(&mut self, name: &'static str, max: usize) -> Option<Vec<Fields>> {
        let wrong = || Problem::new("not_a_list", "Expected a list of objects.");
        let read = match self.values.remove(name) {
            None => Err(Problem::required()),
            Some(Value::Array(values)) if values.len() > max => Err(Problem::too_many(max)),
            Some(Value::Array(values)) => {
                let objects = values.into_iter().map(|value| match value {
                    Value::Object(values) => Ok(Self { values, errors: Vec::new(), files: HashMap::new() }),
                    _ => Err(wrong()),
                });
                objects.collect()
            }
            Some(_) => Err(wrong()),
        };
        self.keep(name, read)
    }

    /// Takes over what was found wrong with the fields of an object.
    pub fn absorb(&mut self, name: &'static str, inner: Self) {
        let errors = inner.errors.into_iter();
        self.errors.extend(errors.map(|e| FieldError { field: format!("{name}.{}", e.field).into(), ..e }));
    }

    /// Notes that a field is wrong.
    pub fn refuse(&mut self, name: &'static str, problem: Problem) {
        self.keep::<()>(name, Err(problem));
    }

    /// Whether there is an avatar to be read with [`Fields::avatar`].
    pub fn has_avatar(&self) -> bool {
        self.files.contains_key("avatar") || self.values.contains_key(TEXT_FILE)
    }

    /// The file that is to be an avatar, in whichever way it was sent. A text in its place is not looked at: clients
    /// send back the address that they were given.
    pub fn avatar(&mut self) -> Option<Upload> {
        let text = self.values.remove(TEXT_FILE);
        self.file("avatar").or_else(|| self.text_file(TEXT_FILE, text?))
    }

    /// A file of a multipart body.
    pub fn file(&mut self, name: &'static str) -> Option<Upload> {
        let file = self.files.remove(name)?;
        self.keep(name, sized(file))
    }

    /// Whether a field was sent to be emptied.
    pub fn empties(&mut self, name: &'static str) -> bool {
        self.values.remove(name).is_some_and(|value| value.is_null() || value == "")
    }

    /// A file as text, such as `image/png;base64,...`; null and the empty text are none.
    fn text_file(&mut self, name: &'static str, value: Value) -> Option<Upload> {
        let read = match &value {
            Value::Null => return None,
            Value::String(text) if text.is_empty() => return None,
            Value::String(text) => {
                let encoded = text.split_once(";base64,").map_or(text.as_str(), |(_, encoded)| encoded);
                let wrong = |_| Problem::new("invalid", "This is no file in base64: send image/png;base64,...");
                let content = BASE64.decode(encoded).map_err(wrong);
                content.and_then(|content| sized(Upload { field: name, content: content.into() }))
            }
            _ => Err(Problem::not_text()),
        };
        self.keep(name, read)
    }

    /// The text of a field as it came.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name)?.as_str()
    }

    /// Ends well if every field that was read is right.
    pub fn finish(self) -> Result<()> {
        self.complete(Some(()))
    }

    /// The value, if every field that was read is right.
    pub fn complete<T>(self, value: Option<T>) -> Result<T> {
        match value {
            Some(value) if self.errors.is_empty() => Ok(value),
            _ => Err(Error::invalid_fields(self.errors)),
        }
    }

    fn keep<T>(&mut self, name: &'static str, read: Result<T, Problem>) -> Option<T> {
        read.map_err(|problem| self.errors.push(FieldError { field: name.into(), problem })).ok()
    }
}

/// A file that is neither empty nor too large.
fn sized(file: Upload) -> Result<Upload, Problem> {
    match file.content.len() {
        0 => Err(Problem::empty_file()),
        size if size > UPLOAD_MAX => Err(Problem::large_file()),
        _ => Ok(file),
    }
}

fn not_ids() -> Problem {
    Problem::new("invalid", "A list of valid ids is required.")
}

fn text(value: &Value) -> Result<&str, Problem> {
    value.as_str().ok_or_else(Problem::not_text)
}

/// An id, as an integer or as its digits.
pub(crate) fn id(value: &Value) -> Option<Id> {
    match value {
        Value::Number(number) => u64::try_from(integer(number)?).ok()?.try_into().ok(),
        Value::String(text) => Id::parse(text),
        _ => None,
    }
}

/// An integer, however it is written: to JSON Schema `1.0` is one as well. Of those with a point as far as they are exact.
fn integer(number: &Number) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let whole = || number.as_f64().filter(|number| number.fract() == 0.0 && number.abs() < EXACT);
    number.as_i64().or_else(|| whole().map(|number| number as i64))
}
