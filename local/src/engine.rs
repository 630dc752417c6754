//! The embedded DynamoDB engine: a database in this process behind a loopback port of its own, so that
//! the code that runs on a laptop talks to it through the same AWS SDK as the code in the cloud.
//!
//! Whatever is acknowledged survives the death of the process: the engine keeps a write-ahead log and
//! syncs it on every commit (SQLite's `synchronous=FULL`, which it leaves alone).

mod server;
mod stream_index;
#[cfg(test)]
mod tests;

use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region, StalledStreamProtectionConfig};
use dynoxide::Database;
use server::Server;
use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How long [`Engine::stop`] waits for requests that do not end, such as one whose client has sent half
/// of it and fallen silent. A running sweep gets a second on top.
const GRACE: Duration = Duration::from_secs(4);

/// Where an engine keeps its data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// In memory; gone when the engine is.
    Memory,
    /// In this file (and its `-wal`, `-shm` and `-lock` siblings). Its directory must exist; the file is
    /// made when it does not.
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
    /// The database could not be opened or made ready.
    #[error("could not open the {location}: {cause}")]
    Open {
        /// Which database.
        location: Location,
        /// What the file system or SQLite said.
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Another engine, here or in another process, holds the file: two would hand out the same stream
    /// sequence numbers and read each other's stale table definitions.
    #[error("the {location} is in use by another kith")]
    InUse {
        /// Which database.
        location: Location,
    },
    /// There is no port or no thread to serve it from.
    #[error("could not listen on 127.0.0.1: {0}")]
    Listen(io::Error),
}

/// A running engine. Dropping it stops it too, but without waiting: [`Engine::stop`] is for whoever
/// wants the file closed before going on.
pub struct Engine {
    endpoint: String,
    server: Server,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

impl Engine {
    /// Opens the database and serves it on a free port of 127.0.0.1. Blocks for some milliseconds.
    pub fn open(location: Location) -> Result<Self, EngineError> {
        Self::open_with(location, None, GRACE)
    }

    /// As [`Engine::open`]; the stream forgets what comes before the sequence number `dealt_with`, as the engine by
    /// itself never does.
    pub fn open_trimmed(location: Location, dealt_with: Option<&str>) -> Result<Self, EngineError> {
        Self::open_with(location, dealt_with, GRACE)
    }

    fn open_with(location: Location, dealt_with: Option<&str>, grace: Duration) -> Result<Self, EngineError> {
        let (target, lock) = match &location {
            Location::Memory => (memory_name(), None),
            Location::File(path) => {
                let path = absolute(path).map_err(|cause| open_error(&location, cause))?;
                let lock = lock_file(&path, &location)?;
                make_private(&path).map_err(|cause| open_error(&location, cause))?;
                (path, Some(lock))
            }
        };
        let db = Database::new(&target).map_err(|cause| open_error(&location, cause))?;
        stream_index::prepare(&target, dealt_with).map_err(|cause| open_error(&location, cause))?;
        let server = Server::start(db, lock, grace).map_err(EngineError::Listen)?;
        let endpoint = format!("http://{}", server.address());
        Ok(Self { endpoint, server })
    }

    /// `http://127.0.0.1:PORT`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Deletes what has expired now instead of at the next minute, and returns how many items that was.
    /// Reads the whole table, a page at a time between requests; blocks while it does.
    pub fn sweep_ttl(&self) -> usize {
        self.server.sweep_ttl()
    }

    /// Lets running requests finish, closes the database and frees its file, in 5 seconds at most
    /// whatever the clients do.
    pub async fn stop(self) {
        self.server.stop().await;
    }
}

/// A client for an engine that speaks plain HTTP and asks for no credentials.
pub fn client(endpoint: &str) -> aws_sdk_dynamodb::Client {
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(endpoint)
        .region(Region::new("us-east-1"))
        // Engines of this kind accept any credentials, but only letters and digits.
        .credentials_provider(Credentials::new("kith", "kith", None, None, "local engine"))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        // Many requests may queue behind the one writer; a wait on loopback is no stalled network.
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .build();
    aws_sdk_dynamodb::Client::from_conf(config)
}

/// A client for the streams of such an engine.
pub fn streams_client(endpoint: &str) -> aws_sdk_dynamodbstreams::Client {
    let config = aws_sdk_dynamodbstreams::Config::builder()
        .behavior_version(aws_sdk_dynamodbstreams::config::BehaviorVersion::latest())
        .endpoint_url(endpoint)
        .region(aws_sdk_dynamodbstreams::config::Region::new("us-east-1"))
        .credentials_provider(Credentials::new("kith", "kith", None, None, "local engine"))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    aws_sdk_dynamodbstreams::Client::from_conf(config)
}

/// A shared-cache name rather than a private in-memory database, because [`stream_index`] needs a second
/// connection to it.
fn memory_name() -> String {
    static OPENED: AtomicU64 = AtomicU64::new(0);
    let n = OPENED.fetch_add(1, Ordering::Relaxed);
    format!("file:kith-{n}?mode=memory&cache=shared")
}

/// An absolute path is never mistaken for a `file:` URI.
fn absolute(path: &Path) -> io::Result<String> {
    std::path::absolute(path)?
        .into_os_string()
        .into_string()
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "its path is not UTF-8"))
}

/// Holds a sibling of the database file locked. Not the file itself: closing a second handle on that
/// would drop the locks SQLite holds on it. The system frees the lock even of a killed process.
fn lock_file(path: &str, location: &Location) -> Result<File, EngineError> {
    let lock = File::create(format!("{path}-lock")).map_err(|cause| open_error(location, cause))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(EngineError::InUse { location: location.clone() }),
        Err(TryLockError::Error(cause)) => Err(open_error(location, cause)),
    }
}

/// Makes the file if it is not there, for its owner alone, and its siblings take after it: it holds password
/// hashes, and its directory may be open to others.
fn make_private(path: &str) -> io::Result<()> {
    OpenOptions::new().append(true).create(true).mode(0o600).open(path).map(drop)
}

fn open_error(location: &Location, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> EngineError {
    EngineError::Open { location: location.clone(), cause: cause.into() }
}
