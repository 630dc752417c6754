//! Errors as responses.

use std::sync::Arc;

use axum::body::{Body, HttpBody as _};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::dialect::routing::Dialect;
use crate::dialect::{community, directory, oauth, site};
use crate::domain::{Error, ErrorKind, Problem};

/// The error of a handler, on its way to [`write_errors`].
#[derive(Clone)]
struct Pending(Arc<Error>);

/// The error that a response reports, for the log line of the request.
#[derive(Clone)]
pub(crate) struct Written(pub(crate) Arc<Error>);

impl IntoResponse for Error {
    /// A placeholder that carries the error: [`write_errors`] sets the status, headers and body.
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(Pending(Arc::new(self)));
        response
    }
}

/// Writes every error in the shape of the API that the path belongs to, including the errors of the router.
pub(crate) async fn write_errors(request: Request, next: Next) -> Response {
    let dialect = Dialect::of(request.uri().path());
    let head = request.method() == Method::HEAD;
    let mut response = next.run(request).await;
    let pending = response.extensions_mut().remove::<Pending>().map(|pending| pending.0);
    let Some(error) = pending.or_else(|| router_error(response.status()).map(Arc::new)) else { return response };
    let status = status(error.kind);
    let mut written = error_response(dialect, status, &error);
    *written.status_mut() = status;
    // Keeps the `Allow` header of a 405.
    let others = response.headers().iter().filter(|(name, _)| **name != CONTENT_LENGTH);
    written.headers_mut().extend(others.map(|(name, value)| (name.clone(), value.clone())));
    match error.kind {
        ErrorKind::Unauthenticated => {
            let scheme = if dialect == Dialect::OAuth { oauth::CLIENT_SCHEME } else { "Bearer" };
            written.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static(scheme));
        }
        ErrorKind::Throttled { retry_after } => {
            written.headers_mut().insert(RETRY_AFTER, HeaderValue::from(retry_after.max(1)));
        }
        // Not of an unknown outcome: the header would invite a retry, which may undo the change.
        ErrorKind::Unavailable | ErrorKind::InProgress => {
            written.headers_mut().insert(RETRY_AFTER, HeaderValue::from(1));
        }
        _ => {}
    }
    if head {
        // Like the router's own responses to `HEAD`: the length of the body without the body.
        let length = written.body().size_hint().lower();
        written.headers_mut().insert(CONTENT_LENGTH, length.into());
        *written.body_mut() = Body::empty();
    }
    written.extensions_mut().insert(Written(error));
    written
}

/// An error on a header of a request to this path, named as the path's API names headers.
pub(crate) fn wrong_header(path: &str, name: &'static str, problem: Problem) -> Error {
    match Dialect::of(path) {
        Dialect::Directory => Error::invalid_fields(vec![directory::wrong_header(name, problem)]),
        Dialect::Community | Dialect::Site | Dialect::OAuth => Error::field(name, problem),
    }
}

/// The error for a response that the router made without a handler.
fn router_error(status: StatusCode) -> Option<Error> {
    (status == StatusCode::METHOD_NOT_ALLOWED)
        .then(|| Error::new(ErrorKind::MethodNotAllowed, "method_not_allowed", "This method is not allowed here."))
}

fn error_response(dialect: Dialect, status: StatusCode, error: &Error) -> Response {
    match dialect {
        Dialect::Community => community::error_body(error).into_response(),
        Dialect::Site => site::error_body(error).into_response(),
        Dialect::OAuth => oauth::error_body(error).into_response(),
        Dialect::Directory => directory::error_body(status, error).into_response(),
    }
}

fn status(kind: ErrorKind) -> StatusCode {
    match kind {
        ErrorKind::Invalid | ErrorKind::Malformed => StatusCode::BAD_REQUEST,
        ErrorKind::Unauthenticated => StatusCode::UNAUTHORIZED,
        ErrorKind::Forbidden => StatusCode::FORBIDDEN,
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        ErrorKind::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ErrorKind::Conflict | ErrorKind::InProgress => StatusCode::CONFLICT,
        ErrorKind::Unprocessable => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorKind::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
        ErrorKind::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ErrorKind::Throttled { .. } => StatusCode::TOO_MANY_REQUESTS,
        ErrorKind::Unavailable | ErrorKind::OutcomeUnknown => StatusCode::SERVICE_UNAVAILABLE,
        ErrorKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
