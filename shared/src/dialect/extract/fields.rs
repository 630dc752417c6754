//! The named fields of a body. Every field that is wrong is reported, in one error.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::dialect::extract::body::Body;
use crate::dialect::extract::multipart::Upload;
use crate::dialect::extract::truth;
use crate::dialect::extract::values::{self, integer};
use crate::domain::{Error, FieldError, Id, Problem, Result, Username, text};

/// The named fields of a body, and the errors found so far. A field is removed when it is read; fields that no one
/// reads are ignored.
pub struct Fields {
    pub(super) values: Map<String, Value>,
    pub(super) files: HashMap<String, Upload>,
    /// Whether the body is a form, in which an array stands for a field that occurs more than once.
    is_form: bool,
    errors: Vec<FieldError>,
}

impl Fields {
    pub(crate) fn from_body(body: Body) -> Result<Self> {
        match body {
            Body::Form(values) => Ok(Self { is_form: true, ..Self::from_object(values) }),
            Body::Parts(values, files) => Ok(Self { is_form: true, files, ..Self::from_object(values) }),
            Body::Json(Value::Object(values)) => Ok(Self::from_object(values)),
            Body::Json(_) => Err(Error::invalid("invalid", "Invalid data. Expected an object.")),
        }
    }

    /// The fields of a JSON object.
    pub fn from_object(values: Map<String, Value>) -> Self {
        Self { values, files: HashMap::new(), is_form: false, errors: Vec::new() }
    }

    /// Removes the single value of a field: in a form the last one, as that of a checkbox behind a hidden field.
    pub(super) fn take(&mut self, name: &str) -> Option<Value> {
        match self.values.remove(name)? {
            Value::Array(mut values) if self.is_form => values.pop(),
            value => Some(value),
        }
    }

    /// A required text that is parsed by `rule`.
    pub fn required<T>(&mut self, name: &'static str, rule: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let read = match self.take(name) {
            None => Err(Problem::required()),
            Some(Value::Null) => Err(Problem::null()),
            Some(value) => values::text(&value).and_then(rule),
        };
        self.keep(name, read)
    }

    /// An optional text that is parsed by `rule`; `null` counts as empty.
    pub fn optional<T>(&mut self, name: &'static str, rule: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let read = match self.take(name)? {
            Value::Null => rule(""),
            value => values::text(&value).and_then(rule),
        };
        self.keep(name, read)
    }

    /// An optional text that replaces `target`; `null` clears it. The stored text is always accepted, even if it breaks
    /// `rule` (`docs/api/common.md`, "Bad input").
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

    /// An optional new username, in the characters that the community and site dialects allow. The present username is
    /// always accepted.
    pub fn rename(&mut self, present: &mut Username, by_staff: bool) {
        self.rename_by(present, by_staff, Username::parse);
    }

    /// As [`Fields::rename`], in the characters that the directory dialect allows.
    pub fn rename_in_directory(&mut self, present: &mut Username, by_staff: bool) {
        self.rename_by(present, by_staff, Username::parse_directory);
    }

    fn rename_by(&mut self, present: &mut Username, by_staff: bool, rule: fn(&str) -> Result<Username, Problem>) {
        let name = self.optional("username", |text| match text::trim(text) {
            text if text == present.as_str() => Ok(present.clone()),
            text => rule(text)?.chosen_by(by_staff),
        });
        if let Some(name) = name {
            *present = name;
        }
    }

    /// A JSON boolean; nothing is converted. Returns `present` if the field is absent or wrong.
    pub fn boolean(&mut self, name: &'static str, present: bool) -> bool {
        let read = match self.take(name) {
            None => return present,
            Some(Value::Bool(value)) => Ok(value),
            Some(Value::Null) => Err(Problem::null()),
            Some(_) => Err(values::not_boolean()),
        };
        self.keep(name, read).unwrap_or(present)
    }

    /// An optional boolean, in any of the spellings that forms use (`docs/api/common.md`, "Bad input").
    pub fn flag(&mut self, name: &'static str) -> Option<bool> {
        let value = self.take(name)?;
        self.keep(name, truth::of_value(&value).ok_or_else(values::not_boolean))
    }

    /// An optional integer that must be one of `choices`.
    pub fn choice(&mut self, name: &'static str, choices: &[i8]) -> Option<i8> {
        let number = match self.take(name)? {
            Value::Number(number) => integer(&number),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        let read = match number {
            None => Err(values::not_integer()),
            Some(n) => choices.iter().copied().find(|choice| i64::from(*choice) == n).ok_or_else(|| {
                let choices = choices.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                Problem::new("invalid_choice", format!("Not a valid choice: take one of {choices}."))
            }),
        };
        self.keep(name, read)
    }

    /// A required integer that must be one of `choices`.
    pub fn required_choice(&mut self, name: &'static str, choices: &[i8]) -> Option<i8> {
        if !self.values.contains_key(name) {
            self.refuse(name, Problem::required());
        }
        self.choice(name, choices)
    }

    /// A required id: an integer or the text of its digits.
    pub fn id(&mut self, name: &'static str) -> Option<Id> {
        let read = match self.take(name) {
            None => Err(Problem::required()),
            Some(Value::Null) => Err(Problem::null()),
            Some(value) => values::id(&value).ok_or_else(|| Problem::new("invalid", "A valid id is required.")),
        };
        self.keep(name, read)
    }

    /// An optional id: an integer or the text of its digits. `null` and the empty text count as absent.
    pub fn optional_id(&mut self, name: &'static str) -> Option<Id> {
        let value = self.values.remove(name).filter(|value| !value.is_null() && value.as_str() != Some(""))?;
        let read = values::id(&value).ok_or_else(|| Problem::new("invalid", "A valid id is required."));
        self.keep(name, read)
    }

    /// An optional list of at most `max` ids, without duplicates; `null` is an empty list.
    pub fn ids(&mut self, name: &'static str, max: usize) -> Option<Vec<Id>> {
        let read = match self.values.remove(name)? {
            Value::Null => Ok(Vec::new()),
            Value::Array(values) if values.len() > max => Err(Problem::too_many(max)),
            Value::Array(values) => {
                values.iter().map(values::id).collect::<Option<Vec<Id>>>().ok_or_else(values::not_ids)
            }
            // A form cannot mark a single value as a list.
            value => values::id(&value).map(|id| vec![id]).ok_or_else(values::not_ids),
        };
        let mut ids: Vec<Id> = Vec::new();
        for id in self.keep(name, read)? {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Some(ids)
    }

    /// A required number within `range`, as a JSON number or as text.
    pub fn number(&mut self, name: &'static str, range: std::ops::RangeInclusive<f64>) -> Option<f64> {
        let read = match self.take(name) {
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

    /// A required integer within `range`, as a JSON number or as text.
    pub fn integer(&mut self, name: &'static str, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
        let number = self.number(name, f64::from(*range.start())..=f64::from(*range.end()))?;
        self.keep(name, if number.fract() == 0.0 { Ok(number as u32) } else { Err(values::not_integer()) })
    }

    /// The fields of an optional object; `Some(None)` for `null`. Pass them to [`Fields::absorb`] once they are read,
    /// or their errors are lost.
    pub fn object(&mut self, name: &'static str) -> Option<Option<Fields>> {
        let read = match self.values.remove(name)? {
            Value::Null => Ok(None),
            Value::Object(values) => Ok(Some(Self::from_object(values))),
            _ => Err(Problem::new("invalid", "Expected an object.")),
        };
        self.keep(name, read)
    }

    /// The fields of a required object. Pass them to [`Fields::absorb`] once they are read, or their errors are lost.
    pub fn required_object(&mut self, name: &'static str) -> Option<Fields> {
        match self.values.get(name) {
            None => self.keep(name, Err(Problem::required())),
            Some(Value::Null) => self.keep(name, Err(Problem::null())),
            Some(_) => self.object(name).flatten(),
        }
    }

    /// The same fields without those that are `null`, for bodies in which `null` and an absent field are the same.
    #[must_use]
    pub fn without_nulls(mut self) -> Self {
        self.values.retain(|_, value| !value.is_null());
        self
    }

    /// A required list of at most `max` objects.
    pub fn objects(&mut self, name: &'static str, max: usize) -> Option<Vec<Fields>> {
        let wrong = || Problem::new("not_a_list", "Expected a list of objects.");
        let read = match self.values.remove(name) {
            None => Err(Problem::required()),
            Some(Value::Array(values)) if values.len() > max => Err(Problem::too_many(max)),
            Some(Value::Array(values)) => {
                let objects = values.into_iter().map(|value| match value {
                    Value::Object(values) => Ok(Self::from_object(values)),
                    _ => Err(wrong()),
                });
                objects.collect()
            }
            Some(_) => Err(wrong()),
        };
        self.keep(name, read)
    }

    /// Whether every field is `null`, and there is one.
    pub fn are_null(&self) -> bool {
        !self.values.is_empty() && self.values.values().all(Value::is_null)
    }

    /// Adds the errors of the nested object `name`, as `name.field`.
    pub fn absorb(&mut self, name: &'static str, inner: Self) {
        let errors = inner.errors.into_iter();
        self.errors.extend(errors.map(|e| FieldError { field: format!("{name}.{}", e.field).into(), ..e }));
    }

    /// Adds an error on a field.
    pub fn refuse(&mut self, name: &'static str, problem: Problem) {
        self.keep::<()>(name, Err(problem));
    }

    /// The text of a field, unparsed. The field can still be read.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.values.get(name)? {
            Value::Array(values) if self.is_form => values.last()?.as_str(),
            value => value.as_str(),
        }
    }

    /// Whether the body has the field, with any value.
    pub fn contains(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Fails if any field that was read is wrong.
    pub fn finish(self) -> Result<()> {
        self.complete(Some(()))
    }

    /// Returns `value` if every field that was read is valid.
    pub fn complete<T>(self, value: Option<T>) -> Result<T> {
        match value {
            Some(value) if self.errors.is_empty() => Ok(value),
            _ => Err(Error::invalid_fields(self.errors)),
        }
    }

    /// Records the error of a field, if there is one.
    pub(super) fn keep<T>(&mut self, name: &'static str, read: Result<T, Problem>) -> Option<T> {
        read.map_err(|problem| self.errors.push(FieldError { field: name.into(), problem })).ok()
    }
}
