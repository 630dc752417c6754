//! The thread that runs the calls of an engine, one at a time. The engine blocks on its one lock around SQLite, which must
//! not block the threads of the API.

use std::fs::File;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use dynoxide::Database;
use tokio::sync::{oneshot, watch};

use super::dispatch::{Call, Reply};
use super::reader::Reader;

/// A handle of a running engine. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Handle {
    jobs: mpsc::Sender<Job>,
    writes: watch::Receiver<u64>,
    reader: Arc<Reader>,
    turns: Option<Turns>,
}

/// Lets either the thread or a reader use the database.
type Turns = Arc<Mutex<()>>;

enum Job {
    Call(Call, oneshot::Sender<Reply>),
    Sweep(mpsc::Sender<usize>),
    Stop,
}

/// The thread. It ends once it was stopped, and then closes the database and unlocks its file.
pub(super) struct Worker {
    handle: Handle,
    thread: JoinHandle<()>,
    ended: oneshot::Receiver<()>,
}

impl Handle {
    /// Runs a call. `None` if the engine was stopped.
    pub(super) async fn call(&self, call: Call) -> Option<Reply> {
        // Calls that are made together must all begin before the first one ends, as over a network: the capacity meter would
        // otherwise count a round trip for each of them.
        tokio::task::yield_now().await;
        if let Some(reply) = self.read(&call) {
            return Some(reply);
        }
        let (sender, reply) = oneshot::channel();
        self.jobs.send(Job::Call(call, sender)).ok()?;
        reply.await.ok()
    }

    /// Runs a read in this thread, where it takes some microseconds, unless it is left to the engine.
    fn read(&self, call: &Call) -> Option<Reply> {
        let _turn = turn(self.turns.as_ref());
        self.reader.run(call)
    }

    /// A receiver that is notified after each write.
    pub fn writes(&self) -> watch::Receiver<u64> {
        self.writes.clone()
    }
}

impl Worker {
    /// Starts the thread over this database, and keeps the file locked until it ends. If the database `is_shared`, the reader
    /// waits for the thread and the thread for the reader. Deletes expired items at this interval, if there is one, or less
    /// often if that takes more than a thousandth of the time.
    pub(super) fn start(
        db: Database,
        lock: Option<File>,
        reader: Reader,
        is_shared: bool,
        sweep_interval: Option<Duration>,
    ) -> io::Result<Self> {
        let reader = Arc::new(reader);
        let turns = is_shared.then(Turns::default);
        let (closing, own_turns) = (reader.clone(), turns.clone());
        let (jobs, received) = mpsc::channel();
        let (written, writes) = watch::channel(0);
        let (end, ended) = oneshot::channel();
        let thread = thread::Builder::new().name("dynamodb".to_owned()).spawn(move || {
            run(&db, &received, &written, own_turns.as_ref(), sweep_interval);
            closing.close();
            drop(db);
            drop(lock);
            drop(end);
        })?;
        Ok(Self { handle: Handle { jobs, writes, reader, turns }, thread, ended })
    }

    pub(super) fn handle(&self) -> &Handle {
        &self.handle
    }

    /// Deletes expired items now, and returns their number. Blocks.
    pub(super) fn sweep(&self) -> usize {
        let (sender, swept) = mpsc::channel();
        let _ = self.handle.jobs.send(Job::Sweep(sender));
        swept.recv().unwrap_or(0)
    }

    /// Runs the calls that wait, then ends the thread.
    pub(super) async fn stop(self) {
        let _ = self.handle.jobs.send(Job::Stop);
        // An error means that the thread has dropped the sender, which it does last.
        let _ = self.ended.await;
        if self.thread.join().is_err() {
            tracing::error!("the engine's thread panicked");
        }
    }
}

fn run(
    db: &Database,
    jobs: &mpsc::Receiver<Job>,
    written: &watch::Sender<u64>,
    turns: Option<&Turns>,
    sweep_interval: Option<Duration>,
) {
    let mut next_sweep = sweep_interval.map(|interval| Instant::now() + interval);
    loop {
        let job = match next_sweep {
            Some(at) => jobs.recv_timeout(at.saturating_duration_since(Instant::now())),
            None => jobs.recv().map_err(Into::into),
        };
        let _turn = turn(turns);
        match job {
            Ok(Job::Call(call, reply)) => {
                let result = call.run(db);
                if call.is_write() {
                    written.send_modify(|writes| *writes += 1);
                }
                // The caller may have hung up.
                let _ = reply.send(result);
            }
            Ok(Job::Sweep(swept)) => {
                let _ = swept.send(sweep(db, written));
            }
            Ok(Job::Stop) | Err(mpsc::RecvTimeoutError::Disconnected) => return,
            Err(mpsc::RecvTimeoutError::Timeout) => {
                let began = Instant::now();
                sweep(db, written);
                next_sweep = sweep_interval.map(|interval| Instant::now() + pause(interval, began.elapsed()));
            }
        }
    }
}

/// The time until the next sweep. A sweep reads the whole table, so a large one is swept less often.
fn pause(interval: Duration, took: Duration) -> Duration {
    interval.max(took.saturating_mul(1_000))
}

fn turn(turns: Option<&Turns>) -> Option<MutexGuard<'_, ()>> {
    turns.map(|turns| turns.lock().unwrap_or_else(PoisonError::into_inner))
}

fn sweep(db: &Database, written: &watch::Sender<u64>) -> usize {
    let swept = db.sweep_ttl().unwrap_or_else(|cause| {
        tracing::error!(%cause, "cannot delete expired items");
        0
    });
    if swept > 0 {
        written.send_modify(|writes| *writes += 1);
    }
    swept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sweeps_take_at_most_a_thousandth_of_the_time() {
        let minute = Duration::from_secs(60);
        for (took, expected) in [(0, 60), (60, 60), (470, 470), (60_000, 60_000)] {
            assert_eq!(pause(minute, Duration::from_millis(took)), Duration::from_secs(expected), "{took} ms");
        }
    }
}
