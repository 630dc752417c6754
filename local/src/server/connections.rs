//! The open connections, and which of them to close.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

use super::progress::Progress;

/// How long a closed connection gets to end before another one is closed.
const CLOSING: Duration = Duration::from_millis(100);

/// The open connections, limited in number.
pub struct Connections {
    slots: Arc<Semaphore>,
    open: Mutex<HashMap<u64, Arc<Entry>>>,
    opened: AtomicU64,
}

struct Entry {
    progress: Arc<Progress>,
    close: Notify,
}

/// One of the connections, until it is dropped.
pub struct Connection {
    id: u64,
    entry: Arc<Entry>,
    connections: Arc<Connections>,
}

impl Connections {
    /// At most this many connections.
    pub fn new(limit: usize) -> Arc<Self> {
        let slots = Arc::new(Semaphore::new(limit));
        Arc::new(Self { slots, open: Mutex::default(), opened: AtomicU64::new(0) })
    }

    /// Room for the next connection. If there is none, the connection that has waited for its client longest is closed.
    pub async fn slot(&self) -> OwnedSemaphorePermit {
        loop {
            if let Ok(slot) = Arc::clone(&self.slots).try_acquire_owned() {
                return slot;
            }
            self.close_longest_waiting();
            if let Ok(Ok(slot)) = timeout(CLOSING, Arc::clone(&self.slots).acquire_owned()).await {
                return slot;
            }
        }
    }

    /// A new connection with this progress. Its stream has a slot.
    pub fn open(self: &Arc<Self>, progress: &Arc<Progress>) -> Connection {
        let id = self.opened.fetch_add(1, Ordering::Relaxed);
        let entry = Arc::new(Entry { progress: Arc::clone(progress), close: Notify::new() });
        self.entries().insert(id, Arc::clone(&entry));
        Connection { id, entry, connections: Arc::clone(self) }
    }

    /// Whether there is any.
    pub fn are_open(&self) -> bool {
        !self.entries().is_empty()
    }

    /// Closes the connections whose clients have run out of time.
    pub fn close_expired(&self, now: Instant) {
        for entry in self.entries().values().filter(|entry| entry.progress.is_expired(now)) {
            entry.close.notify_one();
        }
    }

    /// Closes the connections on which a request has begun but its headers are incomplete.
    pub fn close_half_sent(&self) {
        for entry in self.entries().values().filter(|entry| entry.progress.awaits_headers()) {
            entry.close.notify_one();
        }
    }

    /// Closes the connection that has waited for its client longest, if any waits.
    pub fn close_longest_waiting(&self) {
        let entries = self.entries();
        let waiting = entries.values().filter_map(|entry| Some((entry.progress.waiting_since()?, entry)));
        if let Some((_, entry)) = waiting.min_by_key(|(since, _)| *since) {
            entry.close.notify_one();
        }
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<u64, Arc<Entry>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connection {
    /// What this connection waits for.
    pub fn progress(&self) -> &Arc<Progress> {
        &self.entry.progress
    }

    /// Waits until this connection is to be closed.
    pub async fn closed(&self) {
        self.entry.close.notified().await;
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.connections.entries().remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_new_connection_replaces_the_one_that_has_waited_longest() {
        let connections = Connections::new(3);
        let open = || connections.open(&Arc::new(Progress::new(Instant::now())));
        let mut opened = Vec::new();
        for _ in 0..3 {
            opened.push((connections.slot().await, open()));
        }
        // The first is being answered.
        opened[0].1.progress().requested(false);
        let (slot, oldest) = opened.remove(1);
        let closed = tokio::spawn(async move {
            oldest.closed().await;
            drop(slot);
        });
        let _next = timeout(Duration::from_secs(10), connections.slot()).await.expect("a slot");
        closed.await.expect("it was closed");
        let _opened = open();
        assert_eq!(connections.entries().len(), 3);
    }
}
