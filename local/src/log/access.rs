//! The line of a request: what was asked for and by whom, besides what the functions log of it.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use shared::runtime::service::ClientAddress;
use shared::runtime::telemetry::REQUEST;
use tracing::Instrument as _;

use super::fields::Fields;

/// Adds the method, the path and the client's address to the lines of a request. The query is left out: it may contain
/// tokens and signatures.
pub async fn observe(address: ClientAddress, request: Request, next: Next) -> Response {
    let client = address.ip();
    // Of the highest level, so that the line of an error has these fields whatever the level.
    let span = tracing::error_span!(target: REQUEST, "access", method = %request.method(), path = request.uri().path(), client);
    next.run(request).instrument(span).await
}

/// Whether a request happens all the time and says little: assets of the pages, and health checks that passed.
pub fn is_routine(request: &Fields) -> bool {
    let path = request.text("path");
    (path.starts_with("/assets/") || path.starts_with("/health")) && request.number("status") < 500.0
}

/// The line for people, without the time.
pub fn line(request: &Fields) -> String {
    let status = request.number("status");
    let (method, path, client) = (request.text("method"), request.text("path").escape_debug(), request.text("client"));
    let user = request.0.get("user_id").map_or_else(|| "-".to_owned(), ToString::to_string);
    let [latency, trips, rcu, wcu] = ["latency_ms", "trips", "rcu", "wcu"].map(|name| request.number(name));
    let trips = if trips == 1.0 { "1 trip".to_owned() } else { format!("{trips} trips") };
    let mut line = format!("{status} {method} {path} {user} {client} {latency:.1} ms, {trips}, {rcu} rcu, {wcu} wcu");
    for name in ["error", "cause"] {
        match request.text(name) {
            "" => {}
            text => line = format!("{line}, {}", text.escape_debug()),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn request(fields: Value) -> Fields {
        let Value::Object(map) = fields else { panic!("no object") };
        Fields(map)
    }

    #[test]
    fn a_line_has_the_status_first_and_the_cost_last() {
        let mut fields = request(json!({
            "status": 200, "method": "GET", "path": "/api/v2/user/me/", "user_id": 373728235948422_u64,
            "client": "192.168.1.20", "latency_ms": 3.25, "trips": 1, "rcu": 1.5, "wcu": 0.0,
        }));
        let text = "200 GET /api/v2/user/me/ 373728235948422 192.168.1.20 3.2 ms, 1 trip, 1.5 rcu, 0 wcu";
        assert_eq!(line(&fields), text);
        fields.0.remove("user_id");
        fields.0.insert("status".to_owned(), json!(503));
        fields.0.insert("error".to_owned(), json!("unavailable"));
        fields.0.insert("cause".to_owned(), json!("no\nroute"));
        let text = "503 GET /api/v2/user/me/ - 192.168.1.20 3.2 ms, 1 trip, 1.5 rcu, 0 wcu, unavailable, no\\nroute";
        assert_eq!(line(&fields), text);
    }

    #[test]
    fn assets_and_health_checks_are_routine_unless_they_fail() {
        for (status, path, routine) in [
            (200, "/assets/0123abcd/docs/docs.css", true),
            (200, "/health", true),
            (200, "/health/ready/", true),
            (503, "/health/ready/", false),
            (200, "/docs/", false),
            (404, "/api/v2/user/me/", false),
        ] {
            assert_eq!(is_routine(&request(json!({"status": status, "path": path}))), routine, "{status} {path}");
        }
    }
}
