//! Parameters of headers, such as `name` in `form-data; name="avatar"`.

/// The value of a parameter. It may be quoted or not, in any encoding; without quotes it may hold any character but a
/// semicolon.
pub(super) fn parameter(header: &[u8], name: &str) -> Option<Vec<u8>> {
    // In Shift-JIS, a backslash can be the second byte of a character.
    let escapes = std::str::from_utf8(header).is_ok();
    let mut rest = header;
    while let Some(start) = rest.iter().position(|byte| *byte == b';') {
        let (key, value) = split(&rest[start + 1..], |byte| matches!(byte, b'=' | b';'));
        rest = value;
        let Some(value) = value.strip_prefix(b"=") else { continue };
        let value = value.trim_ascii_start();
        let (value, after) = match value.strip_prefix(b"\"") {
            Some(quoted) => unquote(quoted, escapes),
            None => {
                let (value, after) = split(value, |byte| byte == b';');
                (value.trim_ascii_end().to_vec(), after)
            }
        };
        if key.trim_ascii().eq_ignore_ascii_case(name.as_bytes()) {
            return Some(value);
        }
        rest = after;
    }
    None
}

/// Splits before the first byte that is an end.
fn split(text: &[u8], is_end: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    text.split_at(text.iter().position(|byte| is_end(*byte)).unwrap_or(text.len()))
}

/// The text before a closing quote, and what is behind the quote.
fn unquote(quoted: &[u8], escapes: bool) -> (Vec<u8>, &[u8]) {
    let mut text = Vec::new();
    let mut rest = quoted;
    loop {
        rest = match rest {
            [b'\\', escaped @ (b'"' | b'\\'), after @ ..] if escapes => {
                text.push(*escaped);
                after
            }
            [b'"', after @ ..] => return (text, after),
            [byte, after @ ..] => {
                text.push(*byte);
                after
            }
            [] => return (text, rest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A header, the name of a parameter, and its value.
    type Case = (&'static [u8], &'static str, Option<&'static [u8]>);

    #[test]
    fn finds_a_parameter_in_any_form() {
        let cases: [Case; 22] = [
            (b"form-data; name=\"a\"", "name", Some(b"a")),
            (b"form-data;name=a", "name", Some(b"a")),
            (b"form-data ; NAME = a ; x=y", "name", Some(b"a")),
            (b"form-data; name=\"a\"; filename=b.png", "filename", Some(b"b.png")),
            (b"form-data; name=a; filename=my photo.png", "filename", Some(b"my photo.png")),
            (b"form-data; name=a; filename=my photo.png; x=y", "filename", Some(b"my photo.png")),
            (b"form-data; filename=\"x; name=y\"; name=\"a\"", "name", Some(b"a")),
            (b"form-data; filename=\"my name=y\"; name=\"a\"", "name", Some(b"a")),
            (b"form-data; name=\"a\"; filename*=UTF-8''b%20c.png", "filename", None),
            (b"form-data; name=\"a\"; filename*=UTF-8''b%20c.png", "filename*", Some(b"UTF-8''b%20c.png")),
            (b"form-data; name=\"a\"; filename=\"\xe9t\xe9.png\"", "filename", Some(b"\xe9t\xe9.png")),
            (b"form-data; filename=\"\x95\x5c\"; name=\"a\"", "name", Some(b"a")),
            (b"form-data; filename=\"\x95\x5c\"; name=\"a\"", "filename", Some(b"\x95\x5c")),
            (b"form-data; filename=\"\x8e\xca.png\"; name=\"a\"", "name", Some(b"a")),
            (b"form-data; filename=\"a\\\"; name=b\"; name=\"a\"", "name", Some(b"a")),
            (b"form-data; filename=\"\"; name=\"a\"", "filename", Some(b"")),
            (b"form-data; filename=; name=\"a\"", "filename", Some(b"")),
            (b"form-data; flag; name=\"a\"", "name", Some(b"a")),
            (b"form-data; name=\"a", "name", Some(b"a")),
            (b"form-data", "name", None),
            (b"", "name", None),
            (b"multipart/form-data; boundary==_a/b:c(d)?e,f; charset=x", "boundary", Some(b"=_a/b:c(d)?e,f")),
        ];
        for (header, name, expected) in cases {
            let found = parameter(header, name);
            assert_eq!(found.as_deref(), expected, "{name} of {}", String::from_utf8_lossy(header));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_end(header: Vec<u8>) {
            parameter(&header, "name");
        }
    }
}
