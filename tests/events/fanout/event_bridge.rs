//! EventBridge in the hands of a test: it speaks the protocol, and takes what the test lets it take.

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

/// What the bus does not do as it should.
#[derive(Clone, Debug, Default)]
pub enum Fault {
    #[default]
    None,
    /// Events of these followers are not taken.
    Refuses(BTreeSet<u64>),
    /// The answer to a call tells of so many events only.
    Forgets(usize),
    /// No call is allowed that holds an event of this follower.
    Denies(u64),
    /// The answer is nothing that anybody could read.
    Babbles,
}

#[derive(Default)]
struct Seen {
    calls: Vec<Vec<Value>>,
    fault: Fault,
}

/// EventBridge, and what it was told.
#[derive(Clone)]
pub struct EventBridge {
    seen: Arc<Mutex<Seen>>,
    endpoint: String,
    /// What `fanout` may do with it, and did.
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

    /// From now on.
    pub fn set_fault(&self, fault: Fault) {
        self.seen.lock().unwrap().fault = fault;
    }

    /// The sizes of the calls since the last time, the large ones first, and all that they held.
    pub fn take(&self) -> (Vec<usize>, Vec<Value>) {
        let calls = std::mem::take(&mut self.seen.lock().unwrap().calls);
        let mut sizes: Vec<_> = calls.iter().map(Vec::len).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        (sizes, calls.into_iter().flatten().collect())
    }
}

/// What an entry is about.
pub fn detail(entry: &Value) -> Value {
    serde_json::from_str(entry["Detail"].as_str().expect("text")).expect("JSON")
}

async fn put_events(State(seen): State<Arc<Mutex<Seen>>>, headers: HeaderMap, body: String) -> Response {
    assert_eq!(headers["x-amz-target"], "AWSEvents.PutEvents");
    assert!(body.len() <= 256 * 1024);
    let body: Value = serde_json::from_str(&body).expect("JSON");
    let entries = body["Entries"].as_array().expect("entries").clone();
    assert!((1..=10).contains(&entries.len()), "EventBridge takes up to ten");
    let mut seen = seen.lock().unwrap();
    seen.calls.push(entries.clone());
    let follower = |entry: &Value| detail(entry)["follower"]["id"].as_u64();
    let taken = || json!({"EventId": "11710aed-b79e-4468-a20b-bb3c0c3b4860"});
    let answers: Vec<Value> = match &seen.fault {
        Fault::None => entries.iter().map(|_| taken()).collect(),
        Fault::Refuses(followers) => {
            let is_refused = |entry| follower(entry).is_some_and(|id| followers.contains(&id));
            let refused = || json!({"ErrorCode": "InternalFailure", "ErrorMessage": "try again"});
            entries.iter().map(|entry| if is_refused(entry) { refused() } else { taken() }).collect()
        }
        Fault::Forgets(rest) => entries.iter().take(*rest).map(|_| taken()).collect(),
        Fault::Denies(id) if entries.iter().any(|entry| follower(entry) == Some(*id)) => {
            let error = json!({"__type": "AccessDeniedException", "Message": "not you"});
            return (StatusCode::BAD_REQUEST, error.to_string()).into_response();
        }
        Fault::Denies(_) => entries.iter().map(|_| taken()).collect(),
        Fault::Babbles => return "<html>".into_response(),
    };
    let failed = answers.iter().filter(|answer| !answer["ErrorCode"].is_null()).count();
    json!({"FailedEntryCount": failed, "Entries": answers}).to_string().into_response()
}
