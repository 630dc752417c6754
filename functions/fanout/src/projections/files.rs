//! Files: deletes picture files that are no longer in use.

use futures::StreamExt as _;
use shared::domain::Result;
use shared::domain::event::Event;
use shared::media::Media;

use crate::batch::{Batch, Failures, Record};
use crate::fanout::Fanout;

/// Records that are processed concurrently.
const PARALLEL: usize = 8;

/// Deletes the files of removed avatars, of replaced covers and of deleted users. A file name is used for one upload
/// only, so a replay deletes nothing that is in use.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let deleting: Vec<_> = batch.records.iter().map(|record| try_delete(&fanout.media, record)).collect();
    futures::stream::iter(deleting).buffer_unordered(PARALLEL).filter_map(std::future::ready).collect().await
}

/// Processes one record. Returns its id if that failed.
async fn try_delete(media: &Media, record: &Record) -> Option<String> {
    let error = delete(media, &record.event).await.err()?;
    tracing::warn!(sequence = record.id, %error, "cannot delete files");
    Some(record.id.clone())
}

async fn delete(media: &Media, event: &Event) -> Result<()> {
    match event {
        Event::AvatarsRemoved(files) => media.remove(files).await,
        Event::UserUpdated { before, after } if before.cover != after.cover => {
            media.remove(before.cover.as_slice()).await
        }
        Event::UserDeleted(profile) => media.remove_all_of(profile.id).await,
        _ => Ok(()),
    }
}
