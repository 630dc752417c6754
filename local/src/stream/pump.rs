//! The background task that reads the table's stream and delivers it to one consumer.

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use aws_lambda_events::dynamodb::EventRecord;
use shared::domain::time::Clock;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use super::checkpoints::{self, Checkpoints};
use super::consumer::Consumer;
use super::delivery::{BATCH_SIZE, Delivery, passes};
use super::reader::{Reader, StreamError};
use crate::data_directory::DataDirectory;

/// Time before the next read after the stream could not be read.
const FAILURE_BACKOFF: Duration = Duration::from_secs(1);

/// The running task.
pub struct Pump {
    task: JoinHandle<()>,
    empty_rounds: watch::Receiver<u64>,
    wake: Arc<Notify>,
    stop: watch::Sender<()>,
}

impl Pump {
    /// Starts the task at the checkpoints in `directory`, or without a directory at the beginning of the stream.
    pub fn start<C: Consumer>(reader: Reader, consumer: C, directory: Option<DataDirectory>) -> Self {
        let (stop, stopped) = watch::channel(());
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

    /// Stops the task after its current round, or in an outage after its current attempt.
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
    async fn run(mut self, mut stopped: watch::Receiver<()>) {
        loop {
            let idle = self.round(&mut stopped).await.map(|any| !any);
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
                _ = stopped.changed() => return,
                () = self.wake.notified() => {}
                () = wait => {}
            }
        }
    }

    /// Delivers the new records, and returns whether there were any. If the pump is stopped while records wait for the end
    /// of an outage, they are left for the next start.
    async fn round(&mut self, stopped: &mut watch::Receiver<()>) -> Result<bool, StreamError> {
        let reads = self.reader.read(&self.checkpoints).await?;
        let any = !reads.is_empty();
        for read in reads {
            let mut unsaved = false;
            for batch in read.records.chunks(BATCH_SIZE) {
                if !self.deliver(&read.shard, batch, stopped).await {
                    return Ok(any);
                }
                self.advance(&read.shard, batch.last().and_then(|record| record.change.sequence_number.as_deref()));
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

    /// Delivers a batch until it is processed. Returns `false` if the pump is stopped before that.
    async fn deliver(&mut self, shard: &str, batch: &[EventRecord], stopped: &mut watch::Receiver<()>) -> bool {
        let mut delivery = Delivery::new::<C>(batch);
        while !delivery.attempt(&self.consumer, shard).await {
            for record in delivery.give_up::<C>(Clock::default().now()) {
                tracing::error!(sequence = record.change.sequence_number, "gave up on a record that is too old");
            }
            self.advance(shard, delivery.checkpoint());
            self.save();
            tokio::select! {
                biased;
                _ = stopped.changed() => return false,
                () = delivery.pause() => {}
            }
        }
        true
    }

    fn advance(&mut self, shard: &str, sequence: Option<&str>) {
        self.checkpoints.extend(sequence.map(|sequence| (shard.to_owned(), sequence.to_owned())));
    }

    fn save(&self) {
        if let Some(directory) = &self.directory {
            checkpoints::save(directory, C::CHECKPOINTS, &self.checkpoints);
        }
    }
}
