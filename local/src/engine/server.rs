//! The thread that serves the database. Requests run on it one after another: the engine has one lock
//! around SQLite and blocks on it, which must not hold up the threads of the API.

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

/// How long a sweep that is under way may hold up the end.
const SWEEP_GRACE: Duration = Duration::from_secs(1);

pub(super) struct Server {
    address: SocketAddr,
    database: Shared,
    thread: JoinHandle<()>,
    /// Never sent on: dropping it is the signal, whether by `stop` or because the engine is dropped.
    running: oneshot::Sender<()>,
    ended: oneshot::Receiver<()>,
}

/// The database with the lock on its file, so that the lock is held for as long as anyone may write.
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
        // The runtime is made on its thread: a caller's async context could neither run nor drop it.
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
        // An error means that the sender is gone, and with it the last thing the thread held.
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

/// Serves until `stop`, then until the last connection is done or `grace` is over. Idle keep-alive
/// connections are closed at once; what is left at the end goes with the runtime, and with it the last
/// handles of the database.
fn run(runtime: Runtime, listener: TcpListener, database: Shared, stop: oneshot::Receiver<()>, grace: Duration) {
    let db = database.db.clone();
    runtime.spawn(sweep_regularly(database));
    runtime.block_on(async {
        let stop = stop.map(drop).shared();
        let overdue = stop.clone().then(|()| tokio::time::sleep(grace));
        tokio::select! {
            served = dynoxide::server::serve_with_shutdown(listener, db, stop) => {
                if let Err(cause) = served {
                    tracing::error!(cause, "the engine stopped serving");
                }
            }
            () = overdue => tracing::warn!("the engine stopped with a request half received"),
        }
    });
    runtime.shutdown_timeout(SWEEP_GRACE);
}

/// The engine expires nothing by itself. Runs beside the requests, which a sweep lets in between pages.
async fn sweep_regularly(database: Shared) {
    let mut minutes = tokio::time::interval_at(Instant::now() + SWEEP_EVERY, SWEEP_EVERY);
    minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        minutes.tick().await;
        let database = database.clone();
        let _ = tokio::task::spawn_blocking(move || sweep(&database)).await;
    }
}

fn sweep(database: &Shared) -> usize {
    database.db.sweep_ttl().unwrap_or_else(|cause| {
        tracing::error!(%cause, "expired items could not be deleted");
        0
    })
}
