//! Files of pictures that nobody shows any more.

use futures::StreamExt as _;
use shared::domain::Result;
use shared::domain::event::Event;
use shared::media::Media;

use crate::{Batch, Failures, Fanout, Record};

/// Records dealt with at the same time.
const PARALLEL: usize = 8;

/// Removes the files of avatars and covers that are gone. A file has one name for ever and is named once, so removing it
/// again removes nothing.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let removing: Vec<_> = batch.records.iter().map(|record| try_remove(&fanout.media, record)).collect();
    futures::stream::iter(removing).buffer_unordered(PARALLEL).filter_map(std::future::ready).collect().await
}

/// Deals with one record; answers it if that failed.
async fn try_remove(media: &Media, record: &Record) -> Option<String> {
    let error = remove(media, &record.event).await.err()?;
    tracing::warn!(sequence = record.id, %error, "files were not removed");
    Some(record.id.clone())
}

async fn remove(media: &Media, event: &Event) -> Result<()> {
    match event {
        Event::AvatarsRemoved(files) => media.remove(files).await,
        Event::UserUpdated { before, after } if before.cover != after.cover => {
            media.remove(before.cover.as_slice()).await
        }
        Event::UserDeleted(profile) => media.remove_all_of(profile.id).await,
        _ => Ok(()),
    }
}
