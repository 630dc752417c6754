//! A double of Lambda's Runtime API: hands out events, takes the answers, and looks at the clock.

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

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The API for one process of one function.
pub struct RuntimeApi {
    address: SocketAddr,
    events: mpsc::Sender<Bytes>,
    seen: mpsc::UnboundedReceiver<Seen>,
    server: JoinHandle<()>,
}

/// One event that was answered.
#[derive(Debug)]
pub struct Invocation {
    /// From the event on its way to the answer here.
    pub took: Duration,
    /// When the answer was here.
    pub at: Instant,
    /// The answer, as API Gateway would read it.
    pub answer: serde_json::Value,
}

#[derive(Debug)]
enum Seen {
    Polled(Instant),
    Sent(Instant),
    Answered(Instant, Bytes),
    Failed(Bytes),
}

#[derive(Clone)]
struct Doubled {
    events: Arc<Mutex<mpsc::Receiver<Bytes>>>,
    seen: mpsc::UnboundedSender<Seen>,
}

impl RuntimeApi {
    /// Listens on a free port of 127.0.0.1.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (events, queue) = mpsc::channel(1);
        let (reports, seen) = mpsc::unbounded_channel();
        let doubled = Doubled { events: Arc::new(Mutex::new(queue)), seen: reports };
        let routes = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(next))
            .route("/2018-06-01/runtime/invocation/{id}/response", post(response))
            .route("/2018-06-01/runtime/invocation/{id}/error", post(error))
            .route("/2018-06-01/runtime/init/error", post(error))
            .with_state(doubled);
        let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
        let server = tokio::spawn(async move { axum::serve(listener, routes).await.expect("a server") });
        Self { address, events, seen, server }
    }

    /// What the function finds in `AWS_LAMBDA_RUNTIME_API`.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// When the function asked for an event; waits until it does.
    pub async fn polled(&mut self) -> Instant {
        match self.next().await {
            Seen::Polled(at) => at,
            other => panic!("not a poll but {other:?}"),
        }
    }

    /// Hands an event to a function that has asked for one, and waits for its answer and for its next poll.
    pub async fn invoke(&mut self, event: Bytes) -> Invocation {
        self.events.send(event).await.expect("a server");
        let Seen::Sent(sent) = self.next().await else { panic!("the event was not sent") };
        let (at, answer) = match self.next().await {
            Seen::Answered(at, answer) => (at, answer),
            other => panic!("not an answer but {other:?}"),
        };
        self.polled().await;
        let answer = serde_json::from_slice(&answer).unwrap_or_default();
        Invocation { took: at - sent, at, answer }
    }

    async fn next(&mut self) -> Seen {
        let seen = tokio::time::timeout(PATIENCE, self.seen.recv()).await;
        match seen.expect("the function does something").expect("a server") {
            Seen::Failed(why) => panic!("the function failed: {}", String::from_utf8_lossy(&why)),
            seen => seen,
        }
    }
}

impl Drop for RuntimeApi {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn next(State(doubled): State<Doubled>) -> impl IntoResponse {
    doubled.report(Seen::Polled(Instant::now()));
    let event = doubled.events.lock().await.recv().await.unwrap_or_default();
    doubled.report(Seen::Sent(Instant::now()));
    let headers = [
        ("Content-Type", "application/json"),
        ("Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd"),
        // In the year 2100: what is under test keeps to limits of its own.
        ("Lambda-Runtime-Deadline-Ms", "4102444800000"),
        ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:123456789012:function:kith"),
        ("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0"),
    ];
    (headers, event)
}

async fn response(State(doubled): State<Doubled>, Path(_): Path<String>, answer: Bytes) -> StatusCode {
    doubled.report(Seen::Answered(Instant::now(), answer));
    StatusCode::ACCEPTED
}

async fn error(State(doubled): State<Doubled>, why: Bytes) -> StatusCode {
    doubled.report(Seen::Failed(why));
    StatusCode::ACCEPTED
}

impl Doubled {
    /// Nobody listens any more once the measurement is over.
    fn report(&self, seen: Seen) {
        let _ = self.seen.send(seen);
    }
}
