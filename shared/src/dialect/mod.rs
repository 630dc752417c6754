//! The three wire formats of the public API: one domain, told three ways.

pub mod community;
pub mod directory;
pub mod extract;
pub mod site;

use std::sync::Arc;

use axum::body::{Body, HttpBody as _};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};

pub use extract::{Fields, Input, InputWithFiles, Origin, PageLinks, Params, PathId, PathIdAndText, PathText, Upload};

use crate::domain::account::token::fingerprint;
use crate::domain::{Email, Error, ErrorKind, Profile};
use crate::runtime::config::Config;

/// The address of a user's picture: of the avatar that they uploaded, or else the Gravatar of the address that this
/// caller may see, or of the id: a hash of an address can be guessed back.
pub(crate) fn picture(profile: &Profile, email: Option<&Email>, size: u16, config: &Config) -> String {
    if let Some(file) = &profile.avatar {
        return config.picture_url(file);
    }
    let hash = email.map_or_else(|| fingerprint(&profile.id.to_string()), gravatar_hash);
    format!("https://www.gravatar.com/avatar/{hash}?s={size}&d=retro")
}

/// The hash under which Gravatar knows an address.
fn gravatar_hash(email: &Email) -> String {
    Sha256::digest(email.folded().as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A public API that kith speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `/api/v2/...`
    Community,
    /// `/api/...`
    Site,
    /// `/users/...`, `/nodes/...`, and whatever else.
    Directory,
}

impl Dialect {
    /// The dialect that a path belongs to.
    pub fn of(path: &str) -> Self {
        if path.starts_with("/api/v2/") {
            Self::Community
        } else if path.starts_with("/api/") {
            Self::Site
        } else {
            Self::Directory
        }
    }

    fn body(self, status: StatusCode, error: &Error) -> Response {
        match self {
            Self::Community => community::error_body(error).into_response(),
            Self::Site => site::error_body(error).into_response(),
            Self::Directory => directory::error_body(status, error).into_response(),
        }
    }
}

/// An error on its way from a handler to the layer that writes it.
#[derive(Clone)]
struct Pending(Arc<Error>);

/// The error that a response tells of, for the log line.
#[derive(Clone)]
pub(crate) struct Written(pub(crate) Arc<Error>);

impl IntoResponse for Error {
    /// A response that only carries the error: [`write_errors`] gives it status and body.
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(Pending(Arc::new(self)));
        response
    }
}

/// Gives every error the status, headers and body of its dialect, those of the router included.
pub(crate) async fn write_errors(request: Request, next: Next) -> Response {
    let dialect = Dialect::of(request.uri().path());
    let head = request.method() == Method::HEAD;
    let mut response = next.run(request).await;
    let pending = response.extensions_mut().remove::<Pending>().map(|pending| pending.0);
    let Some(error) = pending.or_else(|| of_router(response.status()).map(Arc::new)) else { return response };
    let status = status(error.kind);
    let mut written = dialect.body(status, &error);
    *written.status_mut() = status;
    // The router's Allow of a 405 stays.
    let others = response.headers().iter().filter(|(name, _)| **name != CONTENT_LENGTH);
    written.headers_mut().extend(others.map(|(name, value)| (name.clone(), value.clone())));
    match error.kind {
        ErrorKind::Unauthenticated => {
            written.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        ErrorKind::Throttled { retry_after } => {
            written.headers_mut().insert(RETRY_AFTER, HeaderValue::from(retry_after.max(1)));
        }
        ErrorKind::Unavailable => {
            written.headers_mut().insert(RETRY_AFTER, HeaderValue::from(1));
        }
        _ => {}
    }
    if head {
        // As the router does with what it has in hand: the length of the body, and not the body.
        let length = written.body().size_hint().lower();
        written.headers_mut().insert(CONTENT_LENGTH, length.into());
        *written.body_mut() = Body::empty();
    }
    written.extensions_mut().insert(Written(error));
    written
}

/// What the router refuses by itself.
fn of_router(status: StatusCode) -> Option<Error> {
    (status == StatusCode::METHOD_NOT_ALLOWED)
        .then(|| Error::new(ErrorKind::MethodNotAllowed, "method_not_allowed", "This method is not allowed here."))
}

fn status(kind: ErrorKind) -> StatusCode {
    match kind {
        ErrorKind::Invalid | ErrorKind::Malformed => StatusCode::BAD_REQUEST,
        ErrorKind::Unauthenticated => StatusCode::UNAUTHORIZED,
        ErrorKind::Forbidden => StatusCode::FORBIDDEN,
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        ErrorKind::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ErrorKind::Conflict => StatusCode::CONFLICT,
        ErrorKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorKind::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
        ErrorKind::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ErrorKind::Throttled { .. } => StatusCode::TOO_MANY_REQUESTS,
        ErrorKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        ErrorKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
