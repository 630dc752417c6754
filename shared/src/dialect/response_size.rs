//! The size of a response as Lambda returns it: its body is a text in JSON, so that quotes and backslashes are escaped once
//! more.

/// The most bytes of the objects in a response. Lambda returns at most 6 MB, with the headers and the rest of the body.
pub const SIZE_MAX: usize = 5_000_000;

/// The size of JSON in a body.
pub fn json_in_body(json: &[u8]) -> usize {
    json.len() + json.iter().filter(is_escaped).count()
}

/// The size of one line of text, as a value of JSON in a body.
pub fn line_in_body(text: &str) -> usize {
    text.len() + 3 * text.as_bytes().iter().filter(is_escaped).count()
}

fn is_escaped(byte: &&u8) -> bool {
    matches!(**byte, b'"' | b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_json_within_json() {
        for text in ["", "a", "é", "\u{1f3d4}", "\"", "\\", "a \"quoted\" \\ word"] {
            let json = serde_json::to_string(text).unwrap();
            let in_body = serde_json::to_string(&json).unwrap().len() - 2;
            assert_eq!(json_in_body(json.as_bytes()), in_body, "{text}");
            // Each of the quotes around the value takes two bytes.
            assert_eq!(line_in_body(text) + 4, in_body, "{text}");
        }
    }
}
