//! The named fields of a body, with an error for each that is wrong.

use serde_json::{Map, Value};

use super::body::{Body, NO_UPLOADS};
use crate::domain::{Error, FieldError, Id, Problem, Result, Username};

/// The named fields of a body, and what was found wrong with them. Unknown fields are ignored.
pub struct Fields {
    values: Map<String, Value>,
    errors: Vec<FieldError>,
}

impl Fields {
    pub(super) fn of(body: Body) -> Result<Self> {
        match body {
            Body::Form(values) | Body::Json(Value::Object(values)) => Ok(Self { values, errors: Vec::new() }),
            Body::Json(_) => Err(Error::invalid("invalid", "Invalid data. Expected an object.")),
        }
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

    /// A truth value, also in the ways in which forms write one.
    pub fn flag(&mut self, name: &'static str) -> Option<bool> {
        let read = match self.values.remove(name)? {
            Value::Bool(value) => Ok(value),
            Value::Number(number) if number.as_i64() == Some(0) => Ok(false),
            Value::Number(number) if number.as_i64() == Some(1) => Ok(true),
            Value::String(text) if matches!(text.as_str(), "true" | "True" | "1" | "on") => Ok(true),
            Value::String(text) if matches!(text.as_str(), "false" | "False" | "0" | "off" | "") => Ok(false),
            _ => Err(Problem::new("invalid", "Must be a valid boolean.")),
        };
        self.keep(name, read)
    }

    /// An integer that, if it is there, must be one of these.
    pub fn choice(&mut self, name: &'static str, choices: &[i8]) -> Option<i8> {
        let number = match self.values.remove(name)? {
            Value::Number(number) => number.as_i64(),
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
            Value::Array(values) if values.len() > max => Err(too_many(max)),
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
            Value::Object(values) => Ok(Some(Self { values, errors: Vec::new() })),
            _ => Err(Problem::new("invalid", "Expected an object.")),
        };
        self.keep(name, read)
    }

    /// The objects of a list of at most `max`.
    pub fn objects(&mut self, name: &'static str, max: usize) -> Option<Vec<Fields>> {
        let wrong = || Problem::new("not_a_list", "Expected a list of objects.");
        let read = match self.values.remove(name) {
            None => Err(Problem::required()),
            Some(Value::Array(values)) if values.len() > max => Err(too_many(max)),
            Some(Value::Array(values)) => {
                let objects = values.into_iter().map(|value| match value {
                    Value::Object(values) => Ok(Self { values, errors: Vec::new() }),
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

    /// A field that cannot be taken yet.
    pub fn refuse_upload(&mut self, name: &'static str) {
        if self.values.remove(name).is_some_and(|value| !value.is_null() && value != "") {
            self.keep::<()>(name, Err(Problem::new("invalid", NO_UPLOADS)));
        }
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

fn too_many(max: usize) -> Problem {
    Problem::new("max_length", format!("Ensure this field has no more than {max} elements."))
}

fn not_ids() -> Problem {
    Problem::new("invalid", "A list of valid ids is required.")
}

fn text(value: &Value) -> Result<&str, Problem> {
    value.as_str().ok_or_else(Problem::not_text)
}

/// An id, as an integer or as its digits.
pub(super) fn id(value: &Value) -> Option<Id> {
    match value {
        Value::Number(number) => number.as_u64()?.try_into().ok(),
        Value::String(text) => Id::parse(text),
        _ => None,
    }
}
