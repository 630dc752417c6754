//! Bodies in a form that is equal for repetitions of a request.

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;

use crate::dialect::extract::header_parameters::parameter;
use crate::dialect::extract::multipart;

/// A body with its media type. A multipart body is without its boundary, which clients draw anew for each attempt.
pub fn canonical_body(headers: &HeaderMap, body: &[u8]) -> Vec<u8> {
    let content_type = headers.get(CONTENT_TYPE).map(|value| value.as_bytes()).unwrap_or_default();
    let essence = content_type.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii().to_ascii_lowercase();
    let boundary = if essence == multipart::MEDIA_TYPE.as_bytes() { parameter(content_type, "boundary") } else { None };
    let mut canonical = essence;
    canonical.push(b'\n');
    let mut rest = body;
    if let Some(boundary) = boundary.filter(|boundary| !boundary.is_empty()) {
        let delimiter = [b"--", &boundary[..]].concat();
        while let Some(at) = rest.windows(delimiter.len()).position(|bytes| bytes == delimiter) {
            canonical.extend_from_slice(&rest[..at]);
            canonical.extend_from_slice(b"--");
            rest = &rest[at + delimiter.len()..];
        }
    }
    canonical.extend_from_slice(rest);
    canonical
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(content_type: &'static str, body: &str) -> Vec<u8> {
        canonical_body(&[(CONTENT_TYPE, content_type.parse().unwrap())].into_iter().collect(), body.as_bytes())
    }

    #[test]
    fn only_the_boundary_of_a_form_may_differ() {
        let form = |boundary: &str, value: &str| {
            format!("--{boundary}\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{value}\r\n--{boundary}--\r\n")
        };
        let first = canonical("multipart/form-data; boundary=one", &form("one", "1"));
        assert_eq!(first, canonical("Multipart/Form-Data; boundary=\"the other\"", &form("the other", "1")));
        assert_ne!(first, canonical("multipart/form-data; boundary=one", &form("one", "2")));
        assert_ne!(first, canonical("multipart/form-data", &form("one", "1")));
        assert_eq!(canonical("application/json; charset=utf-8", "{}"), canonical("application/json", "{}"));
        assert_ne!(canonical("application/json", "{}"), canonical("application/json", "{ }"));
        assert_ne!(canonical("application/json", "a=1"), canonical("application/x-www-form-urlencoded", "a=1"));
        assert_eq!(canonical_body(&HeaderMap::new(), b""), b"\n");
    }
}
