//! What takes the place of the pause between the two passes where the progress of `fanout` is known.

use futures::future::BoxFuture;
use shared::domain::Result;

/// The progress of `fanout` in the stream.
pub trait Progress: Send + Sync {
    /// Returns once `fanout` has processed all changes that were made before the call.
    fn catch_up(&self) -> BoxFuture<'_, Result<()>>;
}
