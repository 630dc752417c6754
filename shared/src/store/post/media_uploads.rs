//! Uploads of pictures in chunks: an item each, with how far the upload has come. The chunks are files.

use crate::domain::event::Event;
use crate::domain::post::media_upload::{COMPLETION_LEASE, ChunkRange};
use crate::domain::{Id, MediaUpload, Result, StoredMedia, UserId};
use crate::dynamo::{ABSENT, Cancelled, EXISTS, Item, Table, Write, number};
use crate::store::item::{from_item, keys, to_item, value};

/// Uploads in chunks.
#[derive(Clone, Copy, Debug)]
pub struct MediaUploads<'a> {
    pub(crate) table: &'a Table,
}

impl MediaUploads<'_> {
    /// Records the first chunk of an upload. Returns `false` if its id is taken.
    pub async fn begin(self, upload: &MediaUpload) -> Result<bool> {
        let put = Write::put(to_item(&keys::media_upload(upload.owner, upload.id), upload)?).only_if(ABSENT);
        Ok(self.table.write(put).await?.is_ok())
    }

    /// Reads an upload of a user consistently.
    pub async fn get(self, owner: UserId, id: Id) -> Result<Option<MediaUpload>> {
        self.table.get(&keys::media_upload(owner, id), true).await?.map(from_item).transpose()
    }

    /// Records the next chunk. Returns the upload with it, or `None` if it has changed since it was read.
    pub async fn append(self, before: &MediaUpload, range: ChunkRange) -> Result<Option<MediaUpload>> {
        let mut after = before.clone();
        after.starts.insert(range.start);
        after.offset = range.end;
        let write = Write::update_existing(keys::media_upload(before.owner, before.id))
            .only_if("#offset = :before AND attribute_not_exists(#claimed_until)")
            .bind(":before", number(before.offset))
            .set("starts", value(&after.starts)?)
            .set("offset", number(after.offset));
        Ok(self.table.write(write).await?.is_ok().then_some(after))
    }

    /// Keeps other requests from completing the upload. Returns `false` if one of them does, or has.
    pub async fn claim(self, upload: &MediaUpload, now: i64) -> Result<bool> {
        let write = Write::update_existing(keys::media_upload(upload.owner, upload.id))
            .only_if("attribute_not_exists(#claimed_until) OR #claimed_until <= :now")
            .bind(":now", number(now))
            .set("claimed_until", number(now + COMPLETION_LEASE));
        Ok(self.table.write(write).await?.is_ok())
    }

    /// Ends an upload with its media. Returns `false` if it has ended.
    pub async fn finish(self, upload: &MediaUpload, media: &StoredMedia) -> Result<bool> {
        let delete = Write::delete(keys::media_upload(upload.owner, upload.id)).only_if(EXISTS);
        let put = Write::put(to_item(&keys::post_media(media.owner, media.media.id), media)?).only_if(ABSENT);
        Ok(!matches!(self.table.transact(vec![delete, put]).await?, Err(Cancelled(_))))
    }

    /// Ends an upload whose file is of no use.
    pub async fn abort(self, upload: &MediaUpload) -> Result<()> {
        Ok(self.table.write_if(Write::delete(keys::media_upload(upload.owner, upload.id))).await?)
    }
}

/// The event of a change of an upload: its end.
pub(crate) fn event(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let (Some(old), None) = (old, new) else { return Ok(None) };
    Ok(Some(Event::UploadEnded(Box::new(from_item(old)?))))
}
