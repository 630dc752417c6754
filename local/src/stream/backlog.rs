//! How far the pump of a data directory lags behind the stream, as seen from another process or task.

use std::time::{Duration, Instant};

use futures::future::BoxFuture;
use janitor::Progress;
use shared::domain::{Error, Result};

use super::checkpoints::{self, Checkpoints, FANOUT};
use super::reader::Reader;
use crate::data_directory::DataDirectory;
use crate::failure::Failure;

/// Time between two looks at the checkpoints.
const POLL_INTERVAL: Duration = Duration::from_millis(50);
/// A pump that processes nothing for this long does not run.
const STALLED_AFTER: Duration = Duration::from_secs(60);

/// The stream of a community and the checkpoints of its pump.
pub struct Backlog {
    reader: Reader,
    directory: DataDirectory,
}

impl Backlog {
    /// The backlog of this stream, whose pump stores its checkpoints in `directory`.
    pub fn new(reader: Reader, directory: DataDirectory) -> Self {
        Self { reader, directory }
    }

    /// Waits until the pump has processed all changes so far. Calls `progress` with the part that is processed, from 0 to 1.
    /// Fails if the pump stands still.
    pub async fn wait(&self, progress: impl Fn(f64)) -> Result<(), Failure> {
        let first = checkpoints::load(&self.directory, FANOUT);
        let end = self.reader.ends(&first).await.map_err(Failure::new)?;
        let (mut last, mut moved) = (first.clone(), Instant::now());
        loop {
            let now = checkpoints::load(&self.directory, FANOUT);
            let left = distance(&now, &end);
            progress(1.0 - left as f64 / distance(&first, &end).max(1) as f64);
            if left == 0 {
                return Ok(());
            }
            if now != last {
                (last, moved) = (now, Instant::now());
            } else if moved.elapsed() > STALLED_AFTER {
                return Err(Failure::new(
                    "changes wait to be processed, but the process that has the data directory open does not process \
                     them: try again when it has ended, or while `kith serve` runs",
                ));
            }
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }
}

impl Progress for Backlog {
    fn catch_up(&self) -> BoxFuture<'_, Result<()>> {
        Box::pin(async { self.wait(|_| ()).await.map_err(|failure| Error::unavailable(failure.to_string())) })
    }
}

/// How far it is from some checkpoints to the end of the stream, in sequence numbers. These grow with time, not by one for
/// each record.
fn distance(from: &Checkpoints, end: &Checkpoints) -> u128 {
    let number = |checkpoint: Option<&String>| checkpoint.and_then(|text| text.parse().ok()).unwrap_or(0_u128);
    end.iter().map(|(shard, last)| number(Some(last)).saturating_sub(number(from.get(shard)))).sum()
}
