//! Attempts at records: first at a whole batch, then at each record that fails for want of anything but an outage, alone.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use aws_lambda_events::dynamodb::EventRecord;
use futures::FutureExt as _;
use futures::future::join_all;

use crate::batch::{Batch, Record};
use crate::failures::{Failure, Failures, describe};
use crate::fanout::Fanout;
use crate::projections::{
    activity, announcements, audit, cleanup, counters, devices, feeds, files, moderation, name_index, notifications,
    publication, readings, sessions, sockets, threads, watchers,
};

/// The pauses before further attempts at a record that could not be applied.
const BACKOFF: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(400)];
/// The pauses of a batch in total. Where many records fail, the later ones do without.
const PAUSES_MAX: Duration = Duration::from_secs(5);

/// Records of a batch that could not be processed, by their place in it.
pub type Failed = BTreeMap<usize, Failure>;

impl Fanout {
    /// Processes records of one shard. A record that could not be applied is tried again, alone, so that it fails for
    /// nothing but itself: a panic says nothing of which record has caused it, and one write may be for several records.
    pub(crate) async fn process(&self, shard: &str, records: &[EventRecord]) -> Failed {
        let all: Vec<usize> = (0..records.len()).collect();
        let mut failed = self.attempt(shard, records, &all).await;
        let is_unapplied = |(at, failure): (&usize, &Failure)| matches!(failure, Failure::Unapplied(_)).then_some(*at);
        let unapplied: Vec<usize> = failed.iter().filter_map(is_unapplied).collect();
        let mut pauses = PAUSES_MAX;
        for (n, at) in unapplied.iter().enumerate() {
            failed.remove(at);
            match self.attempt_alone(shard, records, *at, &mut pauses).await {
                None => {}
                Some(Failure::Outage) => {
                    // Counters take the changes of a shard in order: none may be counted before one that waits.
                    failed.extend(unapplied[n..].iter().map(|at| (*at, Failure::Outage)));
                    break;
                }
                Some(failure) => drop(failed.insert(*at, failure)),
            }
        }
        failed
    }

    /// Attempts one record after each pause, until it is applied or an outage begins. Returns the last failure.
    async fn attempt_alone(
        &self,
        shard: &str,
        records: &[EventRecord],
        at: usize,
        pauses: &mut Duration,
    ) -> Option<Failure> {
        let mut last = None;
        for pause in BACKOFF {
            let pause = pause.min(*pauses);
            *pauses -= pause;
            tokio::time::sleep(pause).await;
            last = self.attempt(shard, records, &[at]).await.remove(&at);
            if !matches!(last, Some(Failure::Unapplied(_))) {
                break;
            }
        }
        last
    }

    /// Attempts these records.
    async fn attempt(&self, shard: &str, records: &[EventRecord], places: &[usize]) -> Failed {
        let mut batch = Batch { shard: shard.to_owned(), records: Vec::new() };
        let (mut failed, mut parsed) = (Failed::new(), BTreeMap::new());
        for at in places {
            match Record::parse(&records[*at]) {
                Ok(Some(record)) => {
                    parsed.insert(record.id.clone(), *at);
                    batch.records.push(record);
                }
                Ok(None) => {}
                Err(error) => {
                    failed.insert(*at, Failure::Unreadable(describe(&error)));
                }
            }
        }
        match caught(self.project(&batch)).await {
            Ok(Failures(failures)) => {
                failed.extend(failures.into_iter().filter_map(|(id, failure)| Some((*parsed.get(&id)?, failure))));
            }
            Err(panic) => {
                let failure = Failure::Unapplied(panic);
                failed.extend(parsed.into_values().map(|at| (at, failure.clone())));
            }
        }
        failed
    }

    /// Runs every projection over a batch.
    async fn project(&self, batch: &Batch) -> Failures {
        // Counters come first, because feeds use the counter state that they return.
        let (mut failures, counter_states) = counters::project(self, batch).boxed().await;
        failures.extend([self.project_all_but_counters(batch, &counter_states).await]);
        failures
    }

    /// Runs the projections that may run at any time, and in any order.
    pub(crate) async fn project_all_but_counters(
        &self,
        batch: &Batch,
        counter_states: &counters::CounterStates,
    ) -> Failures {
        let projections = [
            audit::project(self, batch).boxed(),
            cleanup::project(self, batch).boxed(),
            files::project(self, batch).boxed(),
            moderation::project(self, batch).boxed(),
            name_index::project(self, batch).boxed(),
            notifications::project(self, batch).boxed(),
            announcements::project(self, batch).boxed(),
            feeds::project(self, batch, counter_states).boxed(),
            threads::project(self, batch).boxed(),
            publication::project(self, batch).boxed(),
            readings::project(self, batch).boxed(),
            sessions::project(self, batch).boxed(),
            sockets::project(self, batch).boxed(),
            devices::project(self, batch).boxed(),
            activity::project(self, batch).boxed(),
            watchers::project(self, batch).boxed(),
        ];
        join_all(projections).await.into_iter().collect()
    }
}

/// The failures of projections, or an account of their panic.
pub(crate) async fn caught(projecting: impl Future<Output = Failures> + Send) -> Result<Failures, String> {
    let outcome = AssertUnwindSafe(projecting.boxed()).catch_unwind().await;
    outcome.map_err(|panic| format!("a panic: {}", message_of(panic.as_ref())))
}

/// The message of a panic.
fn message_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a message")
}
