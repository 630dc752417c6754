//! The deadline of a request: before Lambda stops the function that serves it, however many trips the request makes.

use std::time::{Duration, SystemTime};

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tokio::time::{Instant, timeout_at};

use crate::domain::Error;

/// The part of the function's time in which the response and the log line are written.
const MARGIN: Duration = Duration::from_secs(1);

/// When a request ends. Without one, as in a local server, its calls have their own timeouts only.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline(Instant);

impl Deadline {
    /// The deadline of a request to a function that is stopped at this time.
    pub(super) fn before(stop: SystemTime) -> Self {
        // The time since `stop`, or the time until then as an error.
        let left = stop.elapsed().err().map_or(Duration::ZERO, |ahead| ahead.duration());
        Self(Instant::now() + left.saturating_sub(MARGIN))
    }
}

/// Ends a request at its deadline. A write may be on its way then.
pub(super) async fn enforce(request: Request, next: Next) -> Response {
    let Some(Deadline(deadline)) = request.extensions().get::<Deadline>().copied() else {
        return next.run(request).await;
    };
    let reads = request.method().is_safe();
    match timeout_at(deadline, next.run(request)).await {
        Ok(response) => response,
        Err(elapsed) if reads => Error::unavailable(elapsed).into_response(),
        Err(elapsed) => Error::outcome_unknown(elapsed).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::http::header::RETRY_AFTER;
    use axum::http::{Method, StatusCode};
    use axum::middleware::from_fn;
    use axum::routing::any;
    use tower::ServiceExt as _;

    use super::*;
    use crate::dialect::write_errors;

    #[tokio::test]
    async fn a_request_ends_at_its_deadline_and_says_whether_it_may_be_repeated() {
        let routes = Router::new().route("/api/v2/post/", any(async || std::future::pending::<()>().await));
        let routes = routes.layer(from_fn(enforce)).layer(from_fn(write_errors));
        for (method, retry_after) in
            [(Method::GET, Some("1")), (Method::POST, None), (Method::PUT, None), (Method::DELETE, None)]
        {
            let mut request = Request::new(Body::empty());
            (*request.method_mut(), *request.uri_mut()) = (method.clone(), "/api/v2/post/".parse().unwrap());
            request.extensions_mut().insert(Deadline::before(SystemTime::UNIX_EPOCH));
            let response = routes.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE, "{method}");
            let found = response.headers().get(RETRY_AFTER).map(|seconds| seconds.to_str().unwrap());
            assert_eq!(found, retry_after, "{method}");
        }
    }
}
