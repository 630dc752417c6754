//! The background task that reads the table's stream and delivers it to one consumer.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, oneshot, watch};
use tokio::task::JoinHandle;

use super::checkpoints::{self, Checkpoints};
use super::consumer::Consumer;
use super::dead_letters;
use super::delivery::{BATCH_SIZE, deliver, passes};
use super::reader::{Reader, StreamError};
use crate::data_directory::DataDirectory;

/// Time before the next read after the stream could not be read.
const FAILURE_BACKOFF: Duration = Duration::from_secs(1);

/// The running task.
pub struct Pump {
    task: JoinHandle<()>,
    empty_rounds: watch::Receiver<u64>,
    wake: Arc<Notify>,
    stop: oneshot::Sender<()>,
}

impl Pump {
    /// Starts the task at the checkpoints in `directory`, or without a directory at the beginning of the stream.
    pub fn start<C: Consumer>(reader: Reader, consumer: C, directory: Option<DataDirectory>) -> Self {
        let (stop, stopped) = oneshot::channel();
        let checkpoints =
            directory.as_ref().map(|directory| checkpoints::load(directory, C::CHECKPOINTS)).unwrap_or_default();
        if let Some(directory) = directory.as_ref().filter(|_| checkpoints.is_empty()) {
            // From now on the stream keeps what this consumer has not processed.
            checkpoints::save(directory, C::CHECKPOINTS, &checkpoints);
        }
        let (sender, empty_rounds) = watch::channel(0);
        let wake = Arc::new(Notify::new());
        let task = Task { reader, consumer, directory, checkpoints, empty_rounds: sender, wake: wake.clone() };
        Self { task: tokio::spawn(task.run(stopped)), empty_rounds, wake, stop }
    }

    /// Waits until all changes so far are processed, and the changes that the consumer made in response as well.
    pub async fn drain(&mut self) {
        // The current round may have read the stream before this call; the round after it reads it later.
        let target = *self.empty_rounds.borrow() + 2;
        while *self.empty_rounds.borrow_and_update() < target {
            // An idle pump waits for writes.
            self.wake.notify_one();
            if self.empty_rounds.changed().await.is_err() {
                tracing::error!("the stream pump has stopped");
                return;
            }
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

struct Task<C> {
    reader: Reader,
    consumer: C,
    directory: Option<DataDirectory>,
    checkpoints: Checkpoints,
    /// How many rounds have found no records.
    empty_rounds: watch::Sender<u64>,
    /// Ends the wait for writes, and for more of them.
    wake: Arc<Notify>,
}

impl<C: Consumer> Task<C> {
    async fn run(mut self, mut stopped: oneshot::Receiver<()>) {
        loop {
            let idle = self.round().await.map(|any| !any);
            if let Ok(true) = idle {
                self.empty_rounds.send_modify(|rounds| *rounds += 1);
            }
            let wait = async {
                match idle {
                    Ok(false) => {}
                    Ok(true) => self.reader.wait().await,
                    Err(error) => {
                        tracing::error!(%error, "cannot read the stream");
                        tokio::time::sleep(FAILURE_BACKOFF).await;
                    }
                }
                tokio::time::sleep(C::BATCHING_WINDOW).await;
            };
            tokio::select! {
                biased;
                _ = &mut stopped => return,
                () = self.wake.notified() => {}
                () = wait => {}
            }
        }
    }

    /// Delivers the new records, and returns whether there were any.
    async fn round(&mut self) -> Result<bool, StreamError> {
        let reads = self.reader.read(&self.checkpoints).await?;
        let any = !reads.is_empty();
        for read in reads {
            let mut unsaved = false;
            for batch in read.records.chunks(BATCH_SIZE) {
                for record in deliver(&self.consumer, &read.shard, batch).await {
                    tracing::error!(sequence = record.change.sequence_number, "a record became a dead letter");
                    if let Some(directory) = &self.directory {
                        dead_letters::append(directory, record);
                    }
                }
                let last = batch.last().and_then(|record| record.change.sequence_number.clone());
                self.checkpoints.extend(last.map(|last| (read.shard.clone(), last)));
                // Most changes of a batch may concern another consumer.
                if batch.iter().any(passes::<C>) {
                    self.save();
                    unsaved = false;
                } else {
                    unsaved = true;
                }
            }
            if unsaved {
                self.save();
            }
        }
        Ok(any)
    }

    fn save(&self) {
        if let Some(directory) = &self.directory {
            checkpoints::save(directory, C::CHECKPOINTS, &self.checkpoints);
        }
    }
}
