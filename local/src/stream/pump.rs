//! The background task that reads the table's stream and delivers it to `fanout`.

use std::time::Duration;

use fanout::Fanout;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use super::checkpoints::{self, Checkpoints};
use super::dead_letters;
use super::delivery::{BATCH_SIZE, deliver};
use super::reader::{Reader, StreamError};
use crate::data_directory::DataDirectory;

/// Time between two reads of an idle stream.
const POLL_INTERVAL: Duration = Duration::from_millis(25);
/// Time before the next read after the stream could not be read.
const FAILURE_BACKOFF: Duration = Duration::from_secs(1);

/// The running task.
pub struct Pump {
    task: JoinHandle<()>,
    empty_rounds: watch::Receiver<u64>,
    stop: oneshot::Sender<()>,
}

impl Pump {
    /// Starts the task at the checkpoints in `directory`, or without a directory at the beginning of the stream.
    pub fn start(reader: Reader, fanout: Fanout, directory: Option<DataDirectory>) -> Self {
        let (stop, stopped) = oneshot::channel();
        let checkpoints = directory.as_ref().map(checkpoints::load).unwrap_or_default();
        let (sender, empty_rounds) = watch::channel(0);
        let task = Task { reader, fanout, directory, checkpoints, empty_rounds: sender };
        Self { task: tokio::spawn(task.run(stopped)), empty_rounds, stop }
    }

    /// Waits until all changes so far are processed, and the changes that `fanout` made in response as well.
    pub async fn drain(&mut self) {
        // The current round may have read the stream before this call; the round after it reads it later.
        let target = *self.empty_rounds.borrow() + 2;
        if self.empty_rounds.wait_for(|rounds| *rounds >= target).await.is_err() {
            tracing::error!("the stream pump has stopped");
        }
    }

    /// Stops the task after its current round.
    pub async fn stop(self) {
        drop(self.stop);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the stream pump failed");
        }
    }
}

struct Task {
    reader: Reader,
    fanout: Fanout,
    directory: Option<DataDirectory>,
    checkpoints: Checkpoints,
    /// How many rounds have found no records.
    empty_rounds: watch::Sender<u64>,
}

impl Task {
    async fn run(mut self, mut stopped: oneshot::Receiver<()>) {
        loop {
            let pause = match self.round().await {
                Ok(true) => Duration::ZERO,
                Ok(false) => {
                    self.empty_rounds.send_modify(|rounds| *rounds += 1);
                    POLL_INTERVAL
                }
                Err(error) => {
                    tracing::error!(%error, "cannot read the stream");
                    FAILURE_BACKOFF
                }
            };
            tokio::select! {
                biased;
                _ = &mut stopped => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Delivers the new records, and returns whether there were any.
    async fn round(&mut self) -> Result<bool, StreamError> {
        let reads = self.reader.read(&self.checkpoints).await?;
        let any = !reads.is_empty();
        for read in reads {
            for batch in read.records.chunks(BATCH_SIZE) {
                for record in deliver(&self.fanout, &read.shard, batch).await {
                    tracing::error!(sequence = record.change.sequence_number, "a record became a dead letter");
                    if let Some(directory) = &self.directory {
                        dead_letters::append(directory, record);
                    }
                }
                let last = batch.last().and_then(|record| record.change.sequence_number.clone());
                self.checkpoints.extend(last.map(|last| (read.shard.clone(), last)));
                if let Some(directory) = &self.directory {
                    checkpoints::save(directory, &self.checkpoints);
                }
            }
        }
        Ok(any)
    }
}
