//! Numbers in the place of texts.

use serde_json::Value;

use crate::dialect::extract::fields::Fields;

impl Fields {
    /// The fields, and those of objects among them, with the text of each number in its place, such as `26950` or `1.0`.
    pub(crate) fn with_numbers_as_texts(mut self) -> Self {
        replace_numbers(self.values.values_mut());
        self
    }
}

fn replace_numbers<'a>(values: impl Iterator<Item = &'a mut Value>) {
    for value in values {
        match value {
            Value::Number(number) => *value = Value::String(number.to_string()),
            // The depth is bounded by that of a JSON body.
            Value::Object(inner) => replace_numbers(inner.values_mut()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;
    use crate::dialect::extract::body::Body;

    #[test]
    fn a_number_has_the_text_that_people_write() {
        for (json, text) in [
            ("26950", "26950"),
            ("0", "0"),
            ("-7", "-7"),
            ("1.5", "1.5"),
            ("-0.25", "-0.25"),
            ("1.0", "1.0"),
            ("1.10", "1.1"),
            ("1e3", "1000.0"),
            ("0.0001", "0.0001"),
            ("9007199254740993", "9007199254740993"),
            ("18446744073709551615", "18446744073709551615"),
            ("-9223372036854775808", "-9223372036854775808"),
        ] {
            let values = Map::from_iter([("number".to_owned(), serde_json::from_str(json).unwrap())]);
            let fields = Fields::from_body(Body::Form(values)).unwrap().with_numbers_as_texts();
            assert_eq!(fields.text("number"), Some(text), "{json}");
        }
    }

    #[test]
    fn only_numbers_become_texts() {
        let values = json!({"a": 1, "b": 2.5, "c": "3", "d": true, "e": null, "f": [4], "g": {"h": 5}});
        let Value::Object(values) = values else { unreachable!() };
        let expected = json!({"a": "1", "b": "2.5", "c": "3", "d": true, "e": null, "f": [4], "g": {"h": "5"}});
        let fields = Fields::from_body(Body::Form(Map::from_iter(values))).unwrap();
        assert_eq!(Value::Object(fields.with_numbers_as_texts().values), expected);
    }
}
