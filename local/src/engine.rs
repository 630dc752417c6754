//! The embedded DynamoDB engine: a database in this process behind a loopback port, so that local code calls it through
//! the same AWS SDK as deployed code.
//!
//! Acknowledged writes survive a crash of the process: the engine keeps a write-ahead log and syncs it on every commit
//! (SQLite's default, `synchronous=FULL`).

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

/// How long [`Engine::stop`] waits for requests that do not end, such as a request that its client has sent only half
/// of. A running sweep of expired items gets one more second.
const GRACE: Duration = Duration::from_secs(4);

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
    /// No port or no thread was available.
    #[error("could not listen on 127.0.0.1: {0}")]
    Listen(io::Error),
}

/// A running engine. Dropping it stops it without waiting; [`Engine::stop`] returns once the file is closed.
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
    /// Opens the database and serves it on a free port of 127.0.0.1. Blocks for a few milliseconds.
    pub fn open(location: Location) -> Result<Self, EngineError> {
        Self::open_with(location, None, GRACE)
    }

    /// Like [`Engine::open`], and deletes the stream records before the sequence number `processed`. The engine itself
    /// never deletes any.
    pub fn open_trimmed(location: Location, processed: Option<&str>) -> Result<Self, EngineError> {
        Self::open_with(location, processed, GRACE)
    }

    fn open_with(location: Location, processed: Option<&str>, grace: Duration) -> Result<Self, EngineError> {
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
        let server = Server::start(db, lock, grace).map_err(EngineError::Listen)?;
        let endpoint = format!("http://{}", server.address());
        Ok(Self { endpoint, server })
    }

    /// `http://127.0.0.1:PORT`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Deletes expired items now instead of within the next minute, and returns their number. Blocks while it reads the
    /// whole table, a page at a time between requests.
    pub fn sweep_ttl(&self) -> usize {
        self.server.sweep_ttl()
    }

    /// Lets running requests finish, closes the database and unlocks its file. Takes at most 5 seconds, whatever the
    /// clients do.
    pub async fn stop(self) {
        self.server.stop().await;
    }
}

/// A client for an engine that speaks plain HTTP and does not verify credentials.
pub fn client(endpoint: &str) -> aws_sdk_dynamodb::Client {
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(endpoint)
        .region(Region::new("us-east-1"))
        // Such engines accept any credentials that consist of letters and digits.
        .credentials_provider(Credentials::new("kith", "kith", None, None, "local engine"))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        // Requests may queue behind the one writer, which is not a stalled network.
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .build();
    aws_sdk_dynamodb::Client::from_conf(config)
}

/// A client for the streams of an engine.
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
    let lock = File::create(format!("{path}-lock")).map_err(|cause| open_error(location, cause))?;
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
