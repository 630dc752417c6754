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
