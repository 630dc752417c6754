//! The figures of days, which the janitor counts in a deployment.

use std::time::Duration;

use janitor::{Janitor, Settings};
use shared::domain::time::Clock;
use shared::store::Store;
use tokio::task::JoinHandle;

/// The time between two looks for a day that is over.
const INTERVAL: Duration = Duration::from_secs(60 * 60);

/// Counts the days that are over, now and every hour, until the task is aborted.
pub fn keep_counting(store: Store, clock: Clock) -> JoinHandle<()> {
    let janitor = Janitor::new(store, clock, Settings::default());
    tokio::spawn(async move {
        loop {
            match janitor.count_days().await {
                // There may be more days than it counts at once.
                Ok(1..) => continue,
                Ok(0) => {}
                Err(error) => tracing::warn!(%error, "cannot count the figures of days"),
            }
            tokio::time::sleep(INTERVAL).await;
        }
    })
}
