//! Content negotiation (JSON:API 1.1, "Content Negotiation"). No extensions are supported; profiles are ignored, as the
//! standard requires.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_TYPE, HeaderName};

use crate::dialect::directory::error::wrong_header;
use crate::dialect::directory::json_api::MEDIA_TYPE;
use crate::domain::{Error, ErrorKind, Problem, Result};

/// A media type of a header, with its parameters.
struct MediaType {
    essence: String,
    parameters: Vec<(String, String)>,
}

/// Checks `Content-Type` (415) and `Accept` (406) as the standard requires.
pub(super) fn negotiate(headers: &HeaderMap) -> Result<()> {
    if media_types(headers, &CONTENT_TYPE).any(|media| media.is_json_api() && !media.is_supported()) {
        let problem = Problem::new("unsupported_media_type", "Send application/vnd.api+json without extensions.");
        return Err(header_error(ErrorKind::UnsupportedMediaType, &CONTENT_TYPE, problem));
    }
    let mut accepted = media_types(headers, &ACCEPT).filter(MediaType::is_json_api).peekable();
    if accepted.peek().is_some() && !accepted.any(|media| media.is_supported() && media.is_acceptable()) {
        let problem = Problem::new("not_acceptable", "Accept application/vnd.api+json without extensions.");
        return Err(header_error(ErrorKind::NotAcceptable, &ACCEPT, problem));
    }
    Ok(())
}

/// The media type of the body, without parameters; empty if there is no `Content-Type`.
pub(super) fn content_type(headers: &HeaderMap) -> String {
    media_types(headers, &CONTENT_TYPE).next().map(|media| media.essence).unwrap_or_default()
}

/// The error for a body of another media type than the endpoint takes: 415.
pub(super) fn unsupported(message: &'static str) -> Error {
    header_error(ErrorKind::UnsupportedMediaType, &CONTENT_TYPE, Problem::new("unsupported_media_type", message))
}

fn header_error(kind: ErrorKind, header: &HeaderName, problem: Problem) -> Error {
    let fields = vec![wrong_header(header.as_str(), problem.clone())];
    Error { fields, ..Error::new(kind, problem.code, problem.message) }
}

impl MediaType {
    fn parse(text: &str) -> Self {
        let mut parts = split(text, ';');
        let essence = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let parameter = |part: &str| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (name.trim().to_ascii_lowercase(), value.trim().trim_matches('"').to_owned())
        };
        Self { essence, parameters: parts.map(parameter).filter(|(name, _)| !name.is_empty()).collect() }
    }

    fn is_json_api(&self) -> bool {
        self.essence == MEDIA_TYPE
    }

    /// Whether all parameters are allowed: a profile, an empty list of extensions, or the weight in `Accept`.
    fn is_supported(&self) -> bool {
        self.parameters.iter().all(|(name, value)| match name.as_str() {
            "profile" | "q" => true,
            "ext" => value.trim().is_empty(),
            _ => false,
        })
    }

    /// Whether the weight in `Accept` is above 0.
    fn is_acceptable(&self) -> bool {
        let weight = self.parameters.iter().find(|(name, _)| name == "q");
        weight.is_none_or(|(_, weight)| weight.parse::<f32>().is_ok_and(|weight| weight > 0.0))
    }
}

fn media_types<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = MediaType> + 'a {
    let lines = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| split(line, ',')).map(MediaType::parse)
}

/// Splits at separators outside quotes.
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(move |c| {
        let ends = c == separator && !quoted;
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && quoted && !escaped;
        ends
    })
}
