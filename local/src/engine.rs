//! The embedded DynamoDB engine: a database in this process, which local code calls through the same AWS SDK as deployed
//! code. It opens no port. Other processes of the same user reach it through a Unix socket.
//!
//! Acknowledged writes survive a crash of the process: the engine keeps a write-ahead log and syncs it on every commit
//! (SQLite's default, `synchronous=FULL`).

mod client;
mod dispatch;
mod port;
mod reader;
mod signature;
mod socket;
mod stream_index;
#[cfg(test)]
mod tests;
mod worker;

pub use client::{Endpoint, client, streams_client};
use dynoxide::Database;
pub use port::EnginePort;
use reader::Reader;
pub use signature::EngineCredentials;
use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::task::JoinHandle;
pub use worker::Handle;
use worker::Worker;

const SWEEP_INTERVAL: Duration = Duration::from_secs(60);

/// Where an engine stores its data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// In memory, for the lifetime of the engine.
    Memory,
    /// In this file and its `-wal`, `-shm` and `-lock` siblings. The directory must exist; the file is created if
    /// necessary.
    File(PathBuf),
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str("in-memory database"),
            Self::File(path) => write!(f, "database file {}", path.display()),
        }
    }
}

/// Why an engine did not start.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The database could not be opened or prepared.
    #[error("could not open the {location}: {cause}")]
    Open {
        /// Which database.
        location: Location,
        /// What the file system or SQLite said.
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Another engine, in this process or another, has the file open. Two engines would assign the same stream
    /// sequence numbers and cache table definitions that the other has changed.
    #[error("the {location} is in use by another kith")]
    InUse {
        /// Which database.
        location: Location,
    },
    /// No thread was available.
    #[error("could not start the engine: {0}")]
    Thread(io::Error),
    /// The port is not free.
    #[error("could not listen on 127.0.0.1:{port}: {cause}")]
    Port {
        /// The port.
        port: u16,
        /// What the operating system said.
        cause: io::Error,
    },
    /// The socket could not be created.
    #[error("could not listen on {}: {cause}", path.display())]
    Socket {
        /// The path of the socket.
        path: PathBuf,
        /// What the operating system said.
        cause: io::Error,
    },
}

/// A running engine. Dropping it stops it without waiting; [`Engine::stop`] returns once the file is closed.
pub struct Engine {
    worker: Worker,
    /// The tasks that other processes call.
    listeners: Vec<JoinHandle<()>>,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").finish_non_exhaustive()
    }
}

impl Engine {
    /// Opens the database. Blocks for a few milliseconds.
    pub fn open(location: Location) -> Result<Self, EngineError> {
        Self::open_with(location, None, None)
    }

    /// Opens the database and keeps it small, which the engine does not do by itself: deletes the stream records before the
    /// sequence number `processed` now, and expired items every minute, or less often where the
    /// table is large.
    pub fn open_maintained(location: Location, processed: Option<&str>) -> Result<Self, EngineError> {
        Self::open_with(location, processed, Some(SWEEP_INTERVAL))
    }

    fn open_with(
        location: Location,
        processed: Option<&str>,
        sweep_interval: Option<Duration>,
    ) -> Result<Self, EngineError> {
        let (target, lock) = match &location {
            Location::Memory => (memory_name(), None),
            Location::File(path) => {
                let path = absolute(path).map_err(|cause| open_error(&location, cause))?;
                let lock = lock_file(&path, &location)?;
                create_private(&path).map_err(|cause| open_error(&location, cause))?;
                (path, Some(lock))
            }
        };
        let db = Database::new(&target).map_err(|cause| open_error(&location, cause))?;
        stream_index::prepare(&target, processed).map_err(|cause| open_error(&location, cause))?;
        let reader = Reader::open(&target).map_err(|cause| open_error(&location, cause))?;
        // Two connections to a database in memory get in each other's way.
        let is_shared = location == Location::Memory;
        let worker = Worker::start(db, lock, reader, is_shared, sweep_interval).map_err(EngineError::Thread)?;
        Ok(Self { worker, listeners: Vec::new() })
    }

    /// Lets other processes of this user call the engine through a Unix socket at this path. Requires an async runtime.
    pub fn listen(&mut self, path: &Path) -> Result<(), EngineError> {
        let listener = socket::listen(path, self.worker.handle().clone());
        self.listeners.push(listener.map_err(|cause| EngineError::Socket { path: path.to_owned(), cause })?);
        Ok(())
    }

    /// Lets other processes call the engine at this port of 127.0.0.1, or at a free one for 0, with the credentials that are
    /// returned.
    pub async fn listen_at_port(&mut self, port: u16) -> Result<EnginePort, EngineError> {
        let listening = port::listen(port, self.worker.handle().clone()).await;
        let (port, listener) = listening.map_err(|cause| EngineError::Port { port, cause })?;
        self.listeners.push(listener);
        Ok(port)
    }

    /// How this process reaches the engine.
    pub fn endpoint(&self) -> Endpoint {
        Endpoint::InProcess(self.worker.handle().clone())
    }

    /// Deletes expired items now, and returns their number. Blocks while it reads the whole table.
    pub fn sweep_ttl(&self) -> usize {
        self.worker.sweep()
    }

    /// Lets the calls that wait finish, closes the database and unlocks its file.
    pub async fn stop(self) {
        for listener in self.listeners {
            listener.abort();
        }
        self.worker.stop().await;
    }
}

/// The name of a new in-memory database. It has a shared cache because [`stream_index`] opens a second connection to it.
fn memory_name() -> String {
    static OPENED: AtomicU64 = AtomicU64::new(0);
    let n = OPENED.fetch_add(1, Ordering::Relaxed);
    format!("file:kith-{n}?mode=memory&cache=shared")
}

/// The absolute path, which SQLite cannot mistake for a `file:` URI.
fn absolute(path: &Path) -> io::Result<String> {
    std::path::absolute(path)?
        .into_os_string()
        .into_string()
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "the path is not UTF-8"))
}

/// Locks a sibling of the database file. Locking the file itself would not work: closing a second handle on it would
/// drop SQLite's locks. The operating system releases the lock of a killed process.
fn lock_file(path: &str, location: &Location) -> Result<File, EngineError> {
    let lock = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(format!("{path}-lock"));
    let lock = lock.map_err(|cause| open_error(location, cause))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(EngineError::InUse { location: location.clone() }),
        Err(TryLockError::Error(cause)) => Err(open_error(location, cause)),
    }
}

/// Creates the file, if it does not exist, with access for its owner only; SQLite gives its siblings the same mode. It
/// contains password hashes, and other users may have access to its directory.
fn create_private(path: &str) -> io::Result<()> {
    OpenOptions::new().append(true).create(true).mode(0o600).open(path).map(drop)
}

fn open_error(location: &Location, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> EngineError {
    EngineError::Open { location: location.clone(), cause: cause.into() }
}
