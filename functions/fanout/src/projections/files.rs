//! Files: deletes picture files that are no longer in use.

use futures::StreamExt as _;
use shared::domain::Result;
use shared::domain::event::Event;
use shared::media::Media;

use crate::batch::{Batch, Record};
use crate::failures::Failures;
use crate::fanout::Fanout;

/// Records that are processed concurrently.
const PARALLEL: usize = 8;

/// Deletes the files of removed avatars, of replaced covers and of deleted users. A file name is used for one upload
/// only, so a replay deletes nothing that is in use.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let deleting: Vec<_> = batch.records.iter().map(|record| try_delete(&fanout.media, record)).collect();
    futures::stream::iter(deleting).buffer_unordered(PARALLEL).collect().await
}

/// Processes one record.
async fn try_delete(media: &Media, record: &Record) -> Failures {
    Failures::after(&record.id, delete(media, &record.event).await, "cannot delete files")
}

/// Whether files are deleted after this event.
pub fn concern(event: &Event) -> bool {
    match event {
        Event::AvatarsRemoved(_) | Event::UserDeleted(_) => true,
        Event::UserUpdated { before, after } => before.cover.is_some() && before.cover != after.cover,
        _ => false,
    }
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
