//! A fake EventBridge that speaks the protocol of `PutEvents` and can be told to fail.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use aws_sdk_eventbridge::Config;
use aws_sdk_eventbridge::config::{BehaviorVersion, Credentials, Region};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use fanout::Bus;
use serde_json::{Value, json};
use tests::privileges::{Calls, Privileges};

/// The name of the bus.
pub const NAME: &str = "kith-events";

/// How the bus fails.
#[derive(Clone, Debug, Default)]
pub enum Fault {
    #[default]
    None,
    /// Rejects the events of these followers and accepts the others.
    RejectEvents(BTreeSet<u64>),
    /// Lists only the first this many events of a call in its response.
    TruncateResponse(usize),
    /// Denies access to every call with an event of this follower.
    DenyCalls(u64),
    /// Responds with a body that is not JSON.
    MalformedResponse,
}

#[derive(Default)]
struct Seen {
    calls: Vec<Vec<Value>>,
    fault: Fault,
}

/// The fake EventBridge, with the events that it received.
#[derive(Clone)]
pub struct EventBridge {
    seen: Arc<Mutex<Seen>>,
    endpoint: String,
    /// The permissions of `fanout`, and those that it used.
    pub privileges: Privileges,
}

impl EventBridge {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::<Mutex<Seen>>::default();
        let app = Router::new().fallback(put_events).with_state(seen.clone());
        tokio::spawn(async { axum::serve(listener, app).await });
        Self { seen, endpoint, privileges: Privileges::of("fanout") }
    }

    pub fn bus(&self) -> Bus {
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .endpoint_url(&self.endpoint)
            .region(Region::new("eu-central-1"))
            .credentials_provider(Credentials::new("kith", "kith", None, None, "a test"))
            .interceptor(Calls(self.privileges.clone()))
            .http_client(aws_smithy_http_client::Builder::new().build_http());
        Bus::event_bridge(config.build(), NAME)
    }

    /// Sets the fault of all later calls.
    pub fn set_fault(&self, fault: Fault) {
        self.seen.lock().unwrap().fault = fault;
    }

    /// The sizes of the calls since the last `take`, the largest first, and their entries.
    pub fn take(&self) -> (Vec<usize>, Vec<Value>) {
        let calls = std::mem::take(&mut self.seen.lock().unwrap().calls);
        let mut sizes: Vec<_> = calls.iter().map(Vec::len).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        (sizes, calls.into_iter().flatten().collect())
    }
}

/// The parsed `Detail` of an entry.
pub fn detail(entry: &Value) -> Value {
    serde_json::from_str(entry["Detail"].as_str().expect("text")).expect("JSON")
}

async fn put_events(State(seen): State<Arc<Mutex<Seen>>>, headers: HeaderMap, body: String) -> Response {
    assert_eq!(headers["x-amz-target"], "AWSEvents.PutEvents");
    assert!(body.len() <= 256 * 1024);
    let body: Value = serde_json::from_str(&body).expect("JSON");
    let entries = body["Entries"].as_array().expect("entries").clone();
    assert!((1..=10).contains(&entries.len()), "EventBridge accepts up to ten");
    let mut seen = seen.lock().unwrap();
    seen.calls.push(entries.clone());
    let follower = |entry: &Value| detail(entry)["follower"]["id"].as_u64();
    let accepted = || json!({"EventId": "11710aed-b79e-4468-a20b-bb3c0c3b4860"});
    let answers: Vec<Value> = match &seen.fault {
        Fault::None => entries.iter().map(|_| accepted()).collect(),
        Fault::RejectEvents(followers) => {
            let is_rejected = |entry| follower(entry).is_some_and(|id| followers.contains(&id));
            let rejected = || json!({"ErrorCode": "InternalFailure", "ErrorMessage": "try again"});
            entries.iter().map(|entry| if is_rejected(entry) { rejected() } else { accepted() }).collect()
        }
        Fault::TruncateResponse(listed) => entries.iter().take(*listed).map(|_| accepted()).collect(),
        Fault::DenyCalls(id) if entries.iter().any(|entry| follower(entry) == Some(*id)) => {
            let error = json!({"__type": "AccessDeniedException", "Message": "not you"});
            return (StatusCode::BAD_REQUEST, error.to_string()).into_response();
        }
        Fault::DenyCalls(_) => entries.iter().map(|_| accepted()).collect(),
        Fault::MalformedResponse => return "<html>".into_response(),
    };
    let failed = answers.iter().filter(|answer| !answer["ErrorCode"].is_null()).count();
    json!({"FailedEntryCount": failed, "Entries": answers}).to_string().into_response()
}
