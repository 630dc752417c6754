//! Truth values, in every spelling that Django REST framework reads.

use serde_json::Value;

use crate::dialect::extract::values::integer;

/// The texts that are true.
pub(crate) const TRUE: [&str; 14] =
    ["1", "true", "True", "TRUE", "t", "T", "yes", "Yes", "YES", "y", "Y", "on", "On", "ON"];
/// The texts that are false.
pub(crate) const FALSE: [&str; 14] =
    ["0", "false", "False", "FALSE", "f", "F", "no", "No", "NO", "n", "N", "off", "Off", "OFF"];

/// The truth value of a text.
pub(crate) fn of_text(text: &str) -> Option<bool> {
    if TRUE.contains(&text) {
        return Some(true);
    }
    FALSE.contains(&text).then_some(false)
}

/// The truth value of a field of a body. The empty text is false: a form cannot send less.
pub(super) fn of_value(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::Number(number) => match integer(number)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        },
        Value::String(text) if text.is_empty() => Some(false),
        Value::String(text) => of_text(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_every_spelling_and_nothing_else() {
        let one = [json!(true), json!(1), json!(1.0)].into_iter().chain(TRUE.map(Value::from));
        let zero = [json!(false), json!(0), json!(0.0), json!("")].into_iter().chain(FALSE.map(Value::from));
        let other = [json!(null), json!(2), json!(-1), json!(0.5), json!("2"), json!("tRue"), json!(" 1"), json!([])];
        for (values, expected) in
            [(one.collect::<Vec<_>>(), Some(true)), (zero.collect(), Some(false)), (other.to_vec(), None)]
        {
            for value in values {
                assert_eq!(of_value(&value), expected, "{value}");
            }
        }
        assert_eq!(of_text(""), None);
    }
}
