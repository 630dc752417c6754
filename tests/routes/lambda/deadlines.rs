//! A request ends before Lambda stops its function, and says whether it may be repeated.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::json;

use crate::lambda::gateway::{Event, Gateway};

/// A time from now, in milliseconds since 1970.
fn in_seconds(seconds: u64) -> u64 {
    #[expect(clippy::disallowed_methods, reason = "Lambda stops a function by the real time")]
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    (now + Duration::from_secs(seconds)).as_millis().try_into().unwrap()
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_a_503() {
    let (gateway, token, id) = Gateway::with_madeline().await;
    let event = |file| Event::of(file).fill(&token, &id);
    for (file, stop, status) in [
        ("users-retrieve", in_seconds(10), 200),
        ("users-retrieve", in_seconds(0), 503),
        ("feed-publish", in_seconds(10), 201),
        ("feed-publish", in_seconds(0), 503),
    ] {
        let answer = gateway.send_until(event(file), stop).await.expect(status);
        let (code, retry_after) = match file {
            _ if status != 503 => continue,
            "users-retrieve" => ("unavailable", "1"),
            _ => ("outcome_unknown", ""),
        };
        assert_eq!(answer.json()["errors"][0]["code"], json!(code), "{file}");
        assert_eq!(answer.header("retry-after"), retry_after, "{file}");
    }
}
