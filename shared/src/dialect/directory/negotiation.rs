//! Content negotiation (JSON:API 1.1, "Content Negotiation"). No extension is supported; profiles are ignored, as the
//! standard wants it.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_TYPE, HeaderName};

use crate::dialect::directory::{HEADER, MEDIA_TYPE};
use crate::domain::{Error, ErrorKind, Problem, Result};

/// A media type with its parameters, as a header lists it.
struct MediaType {
    essence: String,
    parameters: Vec<(String, String)>,
}

/// Refuses what the standard wants refused: a body in a form of JSON:API that is not spoken here (415), or a caller
/// who takes no form that is (406).
pub(super) fn negotiate(headers: &HeaderMap) -> Result<()> {
    if media_types(headers, &CONTENT_TYPE).any(|media| media.is_json_api() && !media.is_spoken()) {
        let problem = Problem::new("unsupported_media_type", "Send application/vnd.api+json without extensions.");
        return Err(refused(ErrorKind::UnsupportedMediaType, &CONTENT_TYPE, problem));
    }
    let mut asked = media_types(headers, &ACCEPT).filter(MediaType::is_json_api).peekable();
    if asked.peek().is_some() && !asked.any(|media| media.is_spoken() && media.is_wanted()) {
        let problem = Problem::new("not_acceptable", "Accept application/vnd.api+json without extensions.");
        return Err(refused(ErrorKind::NotAcceptable, &ACCEPT, problem));
    }
    Ok(())
}

/// The media type of the body, without parameters; empty where none is named.
pub(super) fn content_type(headers: &HeaderMap) -> String {
    media_types(headers, &CONTENT_TYPE).next().map(|media| media.essence).unwrap_or_default()
}

/// The body has a media type that this endpoint does not take.
pub(super) fn unsupported(message: &'static str) -> Error {
    refused(ErrorKind::UnsupportedMediaType, &CONTENT_TYPE, Problem::new("unsupported_media_type", message))
}

fn refused(kind: ErrorKind, header: &HeaderName, problem: Problem) -> Error {
    let fields = Error::field(format!("{HEADER}{header}"), problem.clone()).fields;
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

    /// Whether it has no parameters but profiles, and the weight that only a caller's wishes have.
    fn is_spoken(&self) -> bool {
        self.parameters.iter().all(|(name, value)| match name.as_str() {
            "profile" | "q" => true,
            "ext" => value.trim().is_empty(),
            _ => false,
        })
    }

    fn is_wanted(&self) -> bool {
        let weight = self.parameters.iter().find(|(name, _)| name == "q");
        weight.is_none_or(|(_, weight)| weight.parse::<f32>().is_ok_and(|weight| weight > 0.0))
    }
}

fn media_types<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = MediaType> + 'a {
    let lines = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| split(line, ',')).map(MediaType::parse)
}

/// The parts of a text between separators that are not within quotes.
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(move |c| {
        let ends = c == separator && !quoted;
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && quoted && !escaped;
        ends
    })
}
