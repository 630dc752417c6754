//! The HTTP server of `kith serve`. Connections are limited in number, and each in the time that it takes to send a
//! request, so that slow or half-sent requests do not keep others out.

mod connections;
pub mod file_limit;
mod progress;
mod stream;

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, Request};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use shared::runtime::service::App;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};
use tower::ServiceExt as _;

use connections::{Connection, Connections};
use stream::{ProgressBody, ProgressStream};

/// How often connections that have run out of time are closed.
const TICK: Duration = Duration::from_secs(1);
/// The pause after a connection could not be accepted, such as for want of file descriptors.
const ACCEPT_BACKOFF: Duration = Duration::from_millis(100);

/// Serves these listeners until `stop` is ready, then answers the requests in flight. Half-sent headers and idle
/// connections do not delay the end.
pub async fn serve(listeners: Vec<TcpListener>, connections_max: usize, app: App, stop: impl Future<Output = ()>) {
    let connections = Connections::new(connections_max);
    // Each connection has a receiver for as long as it is open.
    let (stopping, is_stopping) = watch::channel(false);
    let mut tick = interval(TICK);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut stop = pin!(stop);
    loop {
        let admit = async {
            let slot = connections.slot().await;
            accept(&listeners).await.map(|(stream, peer)| (ProgressStream::new(stream, slot), peer))
        };
        tokio::select! {
            () = &mut stop => break,
            // A server without connections sleeps.
            _ = tick.tick(), if connections.are_open() => connections.close_expired(Instant::now()),
            admitted = admit => match admitted {
                Ok((stream, peer)) => {
                    let connection = connections.open(stream.progress());
                    tokio::spawn(answer(stream, peer, connection, app.clone(), is_stopping.clone()));
                }
                Err(error) if is_of_client(&error) => {}
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    connections.close_longest_waiting();
                    sleep(ACCEPT_BACKOFF).await;
                }
            }
        }
    }
    drop(listeners);
    connections.close_half_sent();
    drop(is_stopping);
    stopping.send_replace(true);
    stopping.closed().await;
}

/// The next connection of any of the listeners.
async fn accept(listeners: &[TcpListener]) -> io::Result<(TcpStream, SocketAddr)> {
    futures::future::select_all(listeners.iter().map(|listener| Box::pin(listener.accept()))).await.0
}

/// Whether the client closed its connection before it was accepted.
fn is_of_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Answers the requests of a connection until either side closes it, or it becomes a WebSocket.
async fn answer(
    stream: ProgressStream,
    peer: SocketAddr,
    connection: Connection,
    app: App,
    mut is_stopping: watch::Receiver<bool>,
) {
    let progress = connection.progress();
    let service = service_fn(|request: hyper::Request<hyper::body::Incoming>| {
        let (app, progress) = (app.clone(), Arc::clone(progress));
        async move {
            let mut request: Request =
                request.map(|body| axum::body::Body::new(ProgressBody::new(body, Arc::clone(&progress))));
            request.extensions_mut().insert(ConnectInfo(peer));
            let answered = app.oneshot(request).await;
            progress.answered();
            answered
        }
    });
    let mut served = pin!(http1::Builder::new().serve_connection(TokioIo::new(stream), service).with_upgrades());
    let ended = tokio::select! {
        ended = &mut served => ended,
        () = connection.closed() => return,
        _ = is_stopping.changed() => {
            served.as_mut().graceful_shutdown();
            tokio::select! {
                ended = served => ended,
                () = connection.closed() => return,
            }
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection failed");
    }
}
