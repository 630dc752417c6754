//! The sockets that this process holds, and what `fanout` sends to them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use fanout::{NotSent, Sender};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use shared::domain::SocketId;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::timeout;
use uuid::Uuid;

/// Messages that wait for a slow client. One more closes its socket.
const WAITING_MAX: usize = 64;
/// How long sockets have to close when the server stops.
const CLOSING: Duration = Duration::from_secs(2);

/// The sockets that are open, limited in number. Cloning is cheap.
#[derive(Clone)]
pub struct OpenSockets(Arc<Inner>);

struct Inner {
    limit: usize,
    slots: Arc<Semaphore>,
    queues: Mutex<HashMap<SocketId, mpsc::Sender<String>>>,
}

/// The place of a socket among those that are open, until it is dropped.
pub struct Place {
    /// The id of the socket.
    pub id: SocketId,
    sockets: OpenSockets,
    _slot: OwnedSemaphorePermit,
}

impl OpenSockets {
    /// At most this many.
    pub fn new(limit: usize) -> Self {
        let limit = limit.min(Semaphore::MAX_PERMITS);
        Self(Arc::new(Inner { limit, slots: Arc::new(Semaphore::new(limit)), queues: Mutex::default() }))
    }

    /// A place for the next socket, if there is room, and the texts that are sent to it.
    pub fn open(&self) -> Option<(Place, mpsc::Receiver<String>)> {
        let slot = Arc::clone(&self.0.slots).try_acquire_owned().ok()?;
        let id = SocketId::new(Uuid::new_v4().simple().to_string());
        let (queue, texts) = mpsc::channel(WAITING_MAX);
        self.queues().insert(id.clone(), queue);
        Some((Place { id, sockets: self.clone(), _slot: slot }, texts))
    }

    /// Closes all, and lets none be opened from now on.
    pub async fn close_all(&self) {
        self.0.slots.close();
        self.queues().clear();
        let closed = async {
            while self.0.slots.available_permits() < self.0.limit {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let _ = timeout(CLOSING, closed).await;
    }

    fn queues(&self) -> MutexGuard<'_, HashMap<SocketId, mpsc::Sender<String>>> {
        self.0.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn try_send(&self, socket: &SocketId, text: &str) -> Result<(), NotSent> {
        let mut queues = self.queues();
        let queue = queues.get(socket).ok_or(NotSent::Gone)?;
        match queue.try_send(text.to_owned()) {
            Ok(()) => Ok(()),
            Err(TrySendError::Closed(_)) => Err(NotSent::Gone),
            // The client finds what it has missed in its list when it connects again.
            Err(TrySendError::Full(_)) => {
                queues.remove(socket);
                Err(NotSent::Gone)
            }
        }
    }
}

impl Sender for OpenSockets {
    fn send<'a>(&'a self, socket: &'a SocketId, text: &'a str) -> BoxFuture<'a, Result<(), NotSent>> {
        std::future::ready(self.try_send(socket, text)).boxed()
    }

    fn close<'a>(&'a self, socket: &'a SocketId) -> BoxFuture<'a, Result<(), NotSent>> {
        // The end of its queue ends the socket.
        let closed = self.queues().remove(socket).map(drop).ok_or(NotSent::Gone);
        std::future::ready(closed).boxed()
    }
}

impl Place {
    /// Whether the server closes all sockets.
    pub fn is_stopping(&self) -> bool {
        self.sockets.0.slots.is_closed()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.sockets.queues().remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_client_that_reads_nothing_is_given_up() {
        let sockets = OpenSockets::new(1);
        let slow = sockets.open().expect("room");
        assert!(sockets.open().is_none());
        for _ in 0..WAITING_MAX {
            assert_eq!(sockets.send(&slow.0.id, "x").await, Ok(()));
        }
        for _ in 0..2 {
            assert_eq!(sockets.send(&slow.0.id, "x").await, Err(NotSent::Gone));
        }
        drop(slow);
        assert!(sockets.open().is_some());
    }

    #[tokio::test]
    async fn none_is_opened_after_all_were_closed() {
        let sockets = OpenSockets::new(2);
        let open = sockets.open().expect("room");
        let closing = tokio::spawn({
            let sockets = sockets.clone();
            async move { sockets.close_all().await }
        });
        drop(open);
        closing.await.expect("it ends");
        assert!(sockets.open().is_none());
    }
}
