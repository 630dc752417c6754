//! A fake of Lambda's Runtime API, which sends events, receives responses and records when each happens.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinHandle;

/// How long the function may take for each step.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The API for one process of a function.
pub struct RuntimeApi {
    address: SocketAddr,
    events: mpsc::Sender<Bytes>,
    observations: mpsc::UnboundedReceiver<Observation>,
    server: JoinHandle<()>,
}

/// A completed invocation.
#[derive(Debug)]
pub struct Invocation {
    /// Time from sending the event to receiving the response.
    pub took: Duration,
    /// When the response was received.
    pub at: Instant,
    /// The response, as API Gateway would read it.
    pub response: serde_json::Value,
}

#[derive(Debug)]
enum Observation {
    Polled(Instant),
    Sent(Instant),
    Responded(Instant, Bytes),
    Failed(Bytes),
}

#[derive(Clone)]
struct Shared {
    events: Arc<Mutex<mpsc::Receiver<Bytes>>>,
    observations: mpsc::UnboundedSender<Observation>,
}

impl RuntimeApi {
    /// Starts the API on a free port of 127.0.0.1.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (events, queue) = mpsc::channel(1);
        let (sender, observations) = mpsc::unbounded_channel();
        let shared = Shared { events: Arc::new(Mutex::new(queue)), observations: sender };
        let routes = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(next))
            .route("/2018-06-01/runtime/invocation/{id}/response", post(response))
            .route("/2018-06-01/runtime/invocation/{id}/error", post(error))
            .route("/2018-06-01/runtime/init/error", post(error))
            .with_state(shared);
        let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
        let server = tokio::spawn(async move { axum::serve(listener, routes).await.expect("a server") });
        Self { address, events, observations, server }
    }

    /// The value of `AWS_LAMBDA_RUNTIME_API`.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// Waits until the function polls for an event, and returns the time of the poll.
    pub async fn polled(&mut self) -> Instant {
        match self.next().await {
            Observation::Polled(at) => at,
            other => panic!("expected a poll, got {other:?}"),
        }
    }

    /// Sends an event to the polling function, and waits for its response and its next poll.
    pub async fn invoke(&mut self, event: Bytes) -> Invocation {
        self.events.send(event).await.expect("a server");
        let Observation::Sent(sent) = self.next().await else { panic!("the event was not sent") };
        let (at, response) = match self.next().await {
            Observation::Responded(at, response) => (at, response),
            other => panic!("expected a response, got {other:?}"),
        };
        self.polled().await;
        let response = serde_json::from_slice(&response).unwrap_or_default();
        Invocation { took: at - sent, at, response }
    }

    async fn next(&mut self) -> Observation {
        let observation = tokio::time::timeout(TIMEOUT, self.observations.recv()).await;
        match observation.expect("the function hangs").expect("a server") {
            Observation::Failed(error) => panic!("the function failed: {}", String::from_utf8_lossy(&error)),
            observation => observation,
        }
    }
}

impl Drop for RuntimeApi {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn next(State(shared): State<Shared>) -> impl IntoResponse {
    shared.record(Observation::Polled(Instant::now()));
    let event = shared.events.lock().await.recv().await.unwrap_or_default();
    shared.record(Observation::Sent(Instant::now()));
    let headers = [
        ("Content-Type", "application/json"),
        ("Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd"),
        // The year 2100, so that no deadline affects the function.
        ("Lambda-Runtime-Deadline-Ms", "4102444800000"),
        ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:123456789012:function:kith"),
        ("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0"),
    ];
    (headers, event)
}

async fn response(State(shared): State<Shared>, Path(_): Path<String>, body: Bytes) -> StatusCode {
    shared.record(Observation::Responded(Instant::now(), body));
    StatusCode::ACCEPTED
}

async fn error(State(shared): State<Shared>, body: Bytes) -> StatusCode {
    shared.record(Observation::Failed(body));
    StatusCode::ACCEPTED
}

impl Shared {
    /// Records an observation. The receiver is gone once the measurement is over.
    fn record(&self, observation: Observation) {
        let _ = self.observations.send(observation);
    }
}
