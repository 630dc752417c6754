//! The thread that serves the database, one request at a time. The engine blocks on its one lock around SQLite, which
//! must not block the threads of the API.

use dynoxide::Database;
use futures::FutureExt;
use std::fs::File;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::time::{Instant, MissedTickBehavior};

const SWEEP_EVERY: Duration = Duration::from_secs(60);

/// How long a running sweep may delay the shutdown.
const SWEEP_GRACE: Duration = Duration::from_secs(1);

pub(super) struct Server {
    address: SocketAddr,
    database: Shared,
    thread: JoinHandle<()>,
    /// Nothing is sent. Dropping the sender, in `stop` or with the engine, stops the thread.
    running: oneshot::Sender<()>,
    ended: oneshot::Receiver<()>,
}

/// The database with the lock on its file, so that the file stays locked as long as it can be written.
#[derive(Clone)]
struct Shared {
    db: Database,
    _lock: Option<Arc<File>>,
}

impl Server {
    pub(super) fn start(db: Database, lock: Option<File>, grace: Duration) -> io::Result<Self> {
        let database = Shared { db, _lock: lock.map(Arc::new) };
        let (running, stop) = oneshot::channel();
        let (end, ended) = oneshot::channel();
        let (ready, is_ready) = mpsc::sync_channel(1);
        let served = database.clone();
        // The runtime is created on its own thread, because it cannot be run or dropped in a caller's async context.
        let thread = thread::Builder::new().name("dynamodb".to_owned()).spawn(move || {
            let _end = end;
            match listen() {
                Ok((runtime, listener, address)) => {
                    let _ = ready.send(Ok(address));
                    run(runtime, listener, served, stop, grace);
                }
                Err(cause) => {
                    let _ = ready.send(Err(cause));
                }
            }
        })?;
        let address = is_ready.recv().map_err(io::Error::other)??;
        Ok(Self { address, database, thread, running, ended })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn sweep_ttl(&self) -> usize {
        sweep(&self.database)
    }

    pub(super) async fn stop(self) {
        drop(self.database);
        drop(self.running);
        // An error means that the thread has dropped the sender, which it does last.
        let _ = self.ended.await;
        if self.thread.join().is_err() {
            tracing::error!("the engine's thread panicked");
        }
    }
}

fn listen() -> io::Result<(Runtime, TcpListener, SocketAddr)> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
    let address = listener.local_addr()?;
    Ok((runtime, listener, address))
}

/// Serves until `stop`, and then until the last request is answered or `grace` has passed. Idle keep-alive connections
/// are closed immediately. Dropping the runtime closes the remaining connections and the last handles of the database.
fn run(runtime: Runtime, listener: TcpListener, database: Shared, stop: oneshot::Receiver<()>, grace: Duration) {
    let db = database.db.clone();
    runtime.spawn(sweep_regularly(database));
    runtime.block_on(async {
        let stop = stop.map(drop).shared();
        let deadline = stop.clone().then(|()| tokio::time::sleep(grace));
        tokio::select! {
            served = dynoxide::server::serve_with_shutdown(listener, db, stop) => {
                if let Err(cause) = served {
                    tracing::error!(cause, "the engine stopped serving");
                }
            }
            () = deadline => tracing::warn!("the engine closed a connection before its request was complete"),
        }
    });
    runtime.shutdown_timeout(SWEEP_GRACE);
}

/// Deletes expired items every minute, which the engine does not do by itself. Requests run between the pages of a sweep.
async fn sweep_regularly(database: Shared) {
    let mut interval = tokio::time::interval_at(Instant::now() + SWEEP_EVERY, SWEEP_EVERY);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        interval.tick().await;
        let database = database.clone();
        let _ = tokio::task::spawn_blocking(move || sweep(&database)).await;
    }
}

fn sweep(database: &Shared) -> usize {
    database.db.sweep_ttl().unwrap_or_else(|cause| {
        tracing::error!(%cause, "cannot delete expired items");
        0
    })
}
