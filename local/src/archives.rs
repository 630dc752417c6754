//! Makes the archives that users ask for, as the bucket has the function `media` do when deployed.

use std::time::Duration;

use media::Archives;
use shared::media::Media;
use shared::runtime::state::AppState;

/// The pause after an archive could not be made.
const BACKOFF: Duration = Duration::from_secs(30);

/// Makes archives until the task is aborted, at first those that an earlier process has left.
pub async fn make(state: AppState) {
    let AppState { store, media, clock, .. } = state;
    let archives = Archives::new(store, media.clone(), clock);
    loop {
        match archives.process_all().await {
            Ok(()) => media.archive_requested().await,
            Err(error) => {
                tracing::warn!(%error, "cannot make an archive");
                wait(&media).await;
            }
        }
    }
}

/// Waits for the next request, but not long.
async fn wait(media: &Media) {
    let _ = tokio::time::timeout(BACKOFF, media.archive_requested()).await;
}
