//! A fake management API of a WebSocket API: what was sent to sockets, and which were closed.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use aws_sdk_apigatewaymanagement::config::{BehaviorVersion, Builder, Credentials, Region};
use axum::Router;
use axum::extract::State;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use fanout::Gateway;
use serde_json::Value;
use tests::privileges::{Calls, Privileges};

#[derive(Default)]
struct Seen {
    sent: Vec<(String, Value)>,
    closed: Vec<String>,
    gone: BTreeSet<String>,
    silent: BTreeSet<String>,
}

/// The fake API.
#[derive(Clone)]
pub struct FakeGateway {
    seen: Arc<Mutex<Seen>>,
    endpoint: String,
    /// The permissions of `fanout`, and those that it used.
    pub privileges: Privileges,
}

impl FakeGateway {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let endpoint = format!("http://{}/live", listener.local_addr().expect("an address"));
        let seen = Arc::<Mutex<Seen>>::default();
        let app = Router::new().fallback(call).with_state(seen.clone());
        tokio::spawn(async { axum::serve(listener, app).await });
        Self { seen, endpoint, privileges: Privileges::of("fanout") }
    }

    pub fn sender(&self) -> Arc<Gateway> {
        let config = Builder::new()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-central-1"))
            .credentials_provider(Credentials::new("kith", "kith", None, None, "a test"))
            .interceptor(Calls(self.privileges.clone()))
            .http_client(aws_smithy_http_client::Builder::new().build_http());
        Arc::new(Gateway::at(config, &self.endpoint))
    }

    /// From now on this socket is gone.
    pub fn lose(&self, socket: &str) {
        self.seen.lock().unwrap().gone.insert(socket.to_owned());
    }

    /// From now on a call for this socket gets no response.
    pub fn silence(&self, socket: &str) {
        self.seen.lock().unwrap().silent.insert(socket.to_owned());
    }

    /// What was sent since the last call, in order, by socket.
    pub fn sent(&self) -> Vec<(String, Value)> {
        std::mem::take(&mut self.seen.lock().unwrap().sent)
    }

    /// The sockets that were closed since the last call.
    pub fn closed(&self) -> BTreeSet<String> {
        std::mem::take(&mut self.seen.lock().unwrap().closed).into_iter().collect()
    }
}

async fn call(State(seen): State<Arc<Mutex<Seen>>>, method: Method, uri: Uri, body: String) -> Response {
    let socket = uri.path().strip_prefix("/live/@connections/").expect("a socket").to_owned();
    if seen.lock().unwrap().silent.contains(&socket) {
        std::future::pending::<()>().await;
    }
    let mut seen = seen.lock().unwrap();
    if seen.gone.contains(&socket) {
        return (StatusCode::GONE, [("x-amzn-errortype", "GoneException")], "{}").into_response();
    }
    match method {
        Method::POST => {
            seen.sent.push((socket, serde_json::from_str(&body).expect("JSON")));
            StatusCode::OK.into_response()
        }
        Method::DELETE => {
            seen.closed.push(socket);
            StatusCode::NO_CONTENT.into_response()
        }
        other => panic!("{other}"),
    }
}
