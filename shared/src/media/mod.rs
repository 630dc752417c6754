//! Pictures: checked, re-encoded, and stored as files in a bucket, a directory or memory.

mod alpha;
mod archives;
mod chunks;
mod files;
mod jpeg;
mod originals;
mod picture;
mod post_picture;
mod soundness;

use std::sync::Arc;

use object_store::ObjectStore;
use object_store::signer::Signer;
use tokio::sync::{Notify, Semaphore};

pub use archives::{ArchiveRequest, ArchiveUpload, DOWNLOAD_LIFETIME, Download, disposition};
pub use chunks::Chunk;
pub use files::CACHE_CONTROL;
pub use originals::{Original, URL_LIFETIME, Upload};
pub use picture::Picture;
pub use post_picture::PostPicture;

use crate::domain::profile::picture::{PIXELS_MAX, Shape};
use crate::domain::{Error, Problem, Result};

/// Pictures that are made concurrently. One of 40 megapixels takes a processor for a second and up to some 450 MB.
const TURNS: u32 = 2;

/// The place of the files, and the work on pictures. Cloning is cheap.
#[derive(Clone)]
pub struct Media {
    files: Option<Arc<dyn ObjectStore>>,
    signer: Option<Arc<dyn Signer>>,
    /// Whether the place stores a file's media type and caching with it, and serves them.
    keeps_headers: bool,
    turns: Arc<Semaphore>,
    /// Tells this process of requests for archives.
    archive_requested: Arc<Notify>,
}

impl Media {
    fn new(files: Option<Arc<dyn ObjectStore>>) -> Self {
        let turns = Arc::new(Semaphore::new(TURNS as usize));
        Self { files, signer: None, keeps_headers: false, turns, archive_requested: Arc::default() }
    }

    /// Stores files in this place.
    pub fn at(files: Arc<dyn ObjectStore>) -> Self {
        Self::new(Some(files))
    }

    /// Without a place, for functions that handle no files.
    pub fn disabled() -> Self {
        Self::new(None)
    }

    /// Signs upload addresses with this signer, where the place does not sign them itself.
    pub fn or_signed_by(self, signer: Arc<dyn Signer>) -> Self {
        Self { signer: self.signer.or(Some(signer)), ..self }
    }

    /// Checks an upload and makes a picture of it, off the async threads. An original may be so large that nothing else is
    /// made meanwhile.
    pub async fn make(
        &self,
        shape: Shape,
        upload: impl AsRef<[u8]> + Send + 'static,
        pixels_max: u64,
    ) -> Result<Result<Picture, Problem>> {
        self.work(pixels_max, move || Picture::make(shape, upload.as_ref(), pixels_max)).await
    }

    /// Checks an upload and makes the pictures of a post of it, as [`Media::make`] does.
    pub async fn make_for_post(
        &self,
        upload: impl AsRef<[u8]> + Send + 'static,
        pixels_max: u64,
    ) -> Result<Result<PostPicture, Problem>> {
        self.work(pixels_max, move || PostPicture::make(upload.as_ref(), pixels_max)).await
    }

    async fn work<T: Send + 'static>(
        &self,
        pixels_max: u64,
        make: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<Result<T, Problem>> {
        let turns = if pixels_max > PIXELS_MAX { TURNS } else { 1 };
        let turn = self.turns.clone().acquire_many_owned(turns).await.map_err(Error::internal)?;
        let work = tokio::task::spawn_blocking(move || {
            // The work holds the permit, not the request: a caller that hangs up does not free the memory.
            let _turn = turn;
            make()
        });
        Ok(work.await.unwrap_or_else(|error| {
            // A decoder panicked: the upload is no valid picture.
            tracing::error!(%error, "a picture could not be made");
            Err(Problem::damaged_picture())
        }))
    }

    fn files(&self) -> Result<&Arc<dyn ObjectStore>> {
        self.files.as_ref().ok_or_else(|| Error::internal("there is no place for files"))
    }
}

/// The place is out of reach, or refused the request.
fn failed(error: object_store::Error) -> Error {
    Error::unavailable(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_original_waits_until_nothing_else_is_made() {
        let media = Media::disabled();
        let other = media.turns.clone().acquire_owned().await.expect("a turn");
        let mut original = std::pin::pin!(media.make(Shape::Avatar, Vec::new(), PIXELS_MAX + 1));
        assert!(futures::poll!(&mut original).is_pending());
        assert_eq!(media.turns.available_permits(), 0, "what comes later must wait for the original");
        drop(other);
        assert!(original.await.expect("an answer").is_err());
        assert_eq!(media.turns.available_permits(), TURNS as usize);
    }
}
