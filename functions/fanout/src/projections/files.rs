//! Files: deletes those that are no longer in use, and asks for archives.

use futures::StreamExt as _;
use shared::domain::event::Event;
use shared::domain::{Profile, Result};
use shared::media::{ArchiveRequest, Media};

use crate::batch::{Batch, Record};
use crate::failures::Failures;
use crate::fanout::Fanout;

/// Records that are processed concurrently.
const PARALLEL: usize = 8;

/// Deletes the files of removed avatars and media, of replaced covers, of ended uploads and of deleted users, whose archives go with a soft deletion too,
/// and asks the function `media` for archives. A file name is used for one upload only, so a replay deletes nothing that is in
/// use.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let all: Vec<_> = batch.records.iter().map(|record| attempt(&fanout.media, record)).collect();
    futures::stream::iter(all).buffer_unordered(PARALLEL).collect().await
}

/// Processes one record.
async fn attempt(media: &Media, record: &Record) -> Failures {
    Failures::after(&record.id, process(media, &record.event).await, "cannot process files")
}

/// Whether files are processed after this event.
pub fn concern(event: &Event) -> bool {
    match event {
        Event::ArchiveRequested { .. }
        | Event::AvatarsRemoved(_)
        | Event::MediaRemoved(_)
        | Event::UploadEnded(_)
        | Event::UserDeleted(_) => true,
        Event::UserUpdated { before, after } => leaves_cover(before, after) || ends(before, after),
        _ => false,
    }
}

fn leaves_cover(before: &Profile, after: &Profile) -> bool {
    before.cover.is_some() && before.cover != after.cover
}

fn ends(before: &Profile, after: &Profile) -> bool {
    after.is_deleted() && !before.is_deleted()
}

async fn process(media: &Media, event: &Event) -> Result<()> {
    match event {
        Event::ArchiveRequested { user, id } => media.request_archive(ArchiveRequest { user: *user, id: *id }).await,
        Event::AvatarsRemoved(files) | Event::MediaRemoved(files) => media.remove(files).await,
        Event::UploadEnded(upload) => media.remove_chunks(upload).await,
        Event::UserUpdated { before, after } => {
            if leaves_cover(before, after) {
                media.remove(before.cover.as_slice()).await?;
            }
            if ends(before, after) { media.remove_archive(after.id).await } else { Ok(()) }
        }
        Event::UserDeleted(profile) => {
            media.remove_archive(profile.id).await?;
            media.remove_all_of(profile.id).await
        }
        _ => Ok(()),
    }
}
