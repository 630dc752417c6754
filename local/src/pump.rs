//! The table's stream into `fanout`, in the way of an event source mapping: batches, partial failures, retries,
//! dead letters, checkpoints.

use std::time::Duration;

use aws_lambda_events::dynamodb::{EventRecord, TimeWindowEvent};
use fanout::Fanout;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use crate::data::DataDirectory;
use crate::stream::{Checkpoints, Reader, StreamError};

/// Records handed over at once, as in `template.yaml`.
pub const BATCH_SIZE: usize = 100;
/// Times that a record is tried again before it becomes a dead letter, as in `template.yaml`.
pub const MAXIMUM_RETRY_ATTEMPTS: u32 = 5;
/// Pause before a record is tried again for the first time; it doubles.
const RETRY_PAUSE: Duration = Duration::from_millis(50);
/// Pause between looks at a stream on which nothing happens.
const IDLE_PAUSE: Duration = Duration::from_millis(25);
/// Pause after the stream could not be read.
const FAILURE_PAUSE: Duration = Duration::from_secs(1);

/// A pump at work.
pub struct Pump {
    task: JoinHandle<()>,
    idle: watch::Receiver<u64>,
    stop: oneshot::Sender<()>,
}

impl Pump {
    /// Begins to pump, from the checkpoints in `directory`, or without one from the stream's beginning.
    pub fn start(reader: Reader, fanout: Fanout, directory: Option<DataDirectory>) -> Self {
        let (stop, stopped) = oneshot::channel();
        let checkpoints = directory.as_ref().map(DataDirectory::checkpoints).unwrap_or_default();
        let (empty_rounds, idle) = watch::channel(0);
        let work = Work { reader, fanout, directory, checkpoints, empty_rounds };
        Self { task: tokio::spawn(work.run(stopped)), idle, stop }
    }

    /// Waits until everything that has happened so far, and what followed from it, is dealt with.
    pub async fn idle(&mut self) {
        // The round under way may have looked before this was called; the one after it has not.
        let after = *self.idle.borrow() + 2;
        if self.idle.wait_for(|rounds| *rounds >= after).await.is_err() {
            tracing::error!("the pump has ended");
        }
    }

    /// Ends after the batch under way.
    pub async fn stop(self) {
        drop(self.stop);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the pump ended badly");
        }
    }
}

struct Work {
    reader: Reader,
    fanout: Fanout,
    directory: Option<DataDirectory>,
    checkpoints: Checkpoints,
    /// Rounds in which there was nothing.
    empty_rounds: watch::Sender<u64>,
}

impl Work {
    async fn run(mut self, mut stopped: oneshot::Receiver<()>) {
        loop {
            let pause = match self.round().await {
                Ok(true) => Duration::ZERO,
                Ok(false) => {
                    self.empty_rounds.send_modify(|rounds| *rounds += 1);
                    IDLE_PAUSE
                }
                Err(error) => {
                    tracing::error!(%error, "not pumped");
                    FAILURE_PAUSE
                }
            };
            tokio::select! {
                biased;
                _ = &mut stopped => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Hands over what there is; `false` if there was nothing.
    async fn round(&mut self) -> Result<bool, StreamError> {
        let reads = self.reader.read(&self.checkpoints).await?;
        let any = !reads.is_empty();
        for read in reads {
            for batch in read.records.chunks(BATCH_SIZE) {
                for letter in deliver(&self.fanout, &read.shard, batch).await {
                    tracing::error!(sequence = letter.change.sequence_number, "a change became a dead letter");
                    if let Some(directory) = &self.directory {
                        directory.keep_dead_letter(letter);
                    }
                }
                let last = batch.last().and_then(|record| record.change.sequence_number.clone());
                self.checkpoints.extend(last.map(|last| (read.shard.clone(), last)));
                if let Some(directory) = &self.directory {
                    directory.keep_checkpoints(&self.checkpoints);
                }
            }
        }
        Ok(any)
    }
}

/// Hands a batch over until each record is dealt with, and answers those that never were. A record that fails is tried
/// alone, so that it does not hold the others back for longer than its own retries.
pub async fn deliver<'a>(fanout: &Fanout, shard: &str, batch: &'a [EventRecord]) -> Vec<&'a EventRecord> {
    let mut dead = Vec::new();
    let mut rest = batch;
    while let Some(failed) = first_failure(fanout, shard, rest).await {
        rest = &rest[failed..];
        let (alone, others) = rest.split_at(1);
        let mut pause = RETRY_PAUSE;
        let mut retries = 0;
        while first_failure(fanout, shard, alone).await.is_some() {
            retries += 1;
            if retries >= MAXIMUM_RETRY_ATTEMPTS {
                dead.extend(alone);
                break;
            }
            tokio::time::sleep(pause).await;
            pause *= 2;
        }
        rest = others;
    }
    dead
}

/// Hands records over; answers which is the first to come again.
async fn first_failure(fanout: &Fanout, shard: &str, records: &[EventRecord]) -> Option<usize> {
    if records.is_empty() {
        return None;
    }
    let mut event = TimeWindowEvent::default();
    event.time_window_properties.shard_id = Some(shard.to_owned());
    event.dynamo_db_event.records = records.to_vec();
    let response = fanout.handle(event).await;
    let failed = |record: &EventRecord| {
        response.batch_item_failures.iter().any(|failure| failure.item_identifier == record.change.sequence_number)
    };
    records.iter().position(failed)
}
