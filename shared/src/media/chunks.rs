//! Chunks of files that clients upload in parts. They are never served.

use futures::{StreamExt as _, TryStreamExt as _};
use object_store::ObjectStoreExt as _;
use object_store::path::Path;

use crate::domain::{Id, MediaUpload, Result, UserId};
use crate::media::files::remove;
use crate::media::{Media, failed};

const CHUNKS: &str = "chunks";
/// Chunks that are read, or removed, concurrently.
const PARALLEL: usize = 8;

/// The place of a chunk: its owner, its upload, and the byte at which it begins.
#[derive(Clone, Copy, Debug)]
pub struct Chunk {
    /// The owner.
    pub owner: UserId,
    /// The upload.
    pub upload: Id,
    /// The first byte.
    pub start: u32,
}

impl Chunk {
    fn path(self) -> Path {
        Path::from(format!("{CHUNKS}/{}/{}/{}", self.owner, self.upload, self.start))
    }

    fn all_of(upload: &MediaUpload) -> Vec<Self> {
        let chunk = |start: &u32| Self { owner: upload.owner, upload: upload.id, start: *start };
        upload.starts.iter().map(chunk).collect()
    }
}

impl Media {
    /// Stores a chunk.
    pub async fn keep_chunk(&self, chunk: Chunk, content: impl Into<object_store::PutPayload>) -> Result<()> {
        self.files()?.put(&chunk.path(), content.into()).await.map(drop).map_err(failed)
    }

    /// Puts the chunks of an upload together. `None` if one is missing, or the file has not the size of the upload.
    pub async fn join_chunks(&self, upload: &MediaUpload) -> Result<Option<Vec<u8>>> {
        let files = self.files()?;
        let read = Chunk::all_of(upload).into_iter().map(async |chunk| match files.get(&chunk.path()).await {
            Ok(found) => found.bytes().await.map(Some).map_err(failed),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed(error)),
        });
        let read: Vec<_> = read.collect();
        let mut chunks = futures::stream::iter(read).buffered(PARALLEL);
        let mut whole = Vec::with_capacity(upload.total as usize);
        while let Some(chunk) = chunks.try_next().await? {
            let Some(chunk) = chunk.filter(|chunk| whole.len() + chunk.len() <= upload.total as usize) else {
                return Ok(None);
            };
            whole.extend_from_slice(&chunk);
        }
        Ok((whole.len() == upload.total as usize).then_some(whole))
    }

    /// Removes the chunks of an upload that has ended.
    pub async fn remove_chunks(&self, upload: &MediaUpload) -> Result<()> {
        let Some(files) = &self.files else { return Ok(()) };
        let removing: Vec<_> =
            Chunk::all_of(upload).into_iter().map(async |chunk| remove(files.as_ref(), &chunk.path()).await).collect();
        futures::stream::iter(removing).buffer_unordered(PARALLEL).try_collect().await
    }
}
