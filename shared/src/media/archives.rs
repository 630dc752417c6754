//! Archives of what users have stored. The function `media` makes them; nothing serves them but signed addresses of the
//! bucket, or this process where there is no bucket.

use std::time::Duration;

use futures::stream::BoxStream;
use futures::{StreamExt as _, TryStreamExt as _};
use object_store::buffered::BufWriter;
use object_store::path::Path;
use object_store::signer::Method;
use object_store::{Attribute, Attributes, ObjectStoreExt as _, PutPayload};
use tokio::io::AsyncWriteExt as _;

use crate::domain::{Error, Id, Result, UserId};
use crate::media::files::remove;
use crate::media::{Media, failed};

/// How long the address of a download is valid.
pub const DOWNLOAD_LIFETIME: Duration = Duration::from_secs(60);

const REQUESTS: &str = "requests";
const ARCHIVES: &str = "archives";
/// Bytes that are uploaded at once. S3 takes at most 10,000 parts of a file.
const PART: usize = 8 << 20;

/// A request for an archive: its user, and its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArchiveRequest {
    /// The user whose data the archive has.
    pub user: UserId,
    /// The id of the request.
    pub id: Id,
}

/// An archive that is being written. One that is not finished is never there.
#[derive(Debug)]
pub struct ArchiveUpload(BufWriter);

/// How a client gets an archive.
pub enum Download {
    /// From this address.
    Address(String),
    /// As this content.
    Content(BoxStream<'static, Result<Vec<u8>>>),
}

impl ArchiveRequest {
    /// Reads the request from a key of the place. `None` for any other key.
    pub fn parse(key: &str) -> Option<Self> {
        let (user, id) = key.strip_prefix(REQUESTS)?.strip_prefix('/')?.split_once('/')?;
        Some(Self { user: UserId::parse(user)?, id: Id::parse(id)? })
    }

    /// Its key in the place.
    pub fn key(self) -> String {
        format!("{REQUESTS}/{}/{}", self.user, self.id)
    }
}

impl ArchiveUpload {
    /// Writes the next bytes of the archive.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.0.write_all(bytes).await.map_err(Error::unavailable)
    }

    /// Ends the archive, which is there from now on.
    pub async fn finish(mut self) -> Result<()> {
        self.0.shutdown().await.map_err(Error::unavailable)
    }
}

impl Media {
    /// Asks for an archive: the place notifies the function `media`. Idempotent.
    pub async fn request_archive(&self, request: ArchiveRequest) -> Result<()> {
        let Some(files) = &self.files else { return Ok(()) };
        files.put(&Path::from(request.key()), PutPayload::new()).await.map_err(failed)?;
        self.archive_requested.notify_one();
        Ok(())
    }

    /// Waits until this process has asked for an archive since the last call. For a place that notifies no function.
    pub async fn archive_requested(&self) {
        self.archive_requested.notified().await;
    }

    /// Lists the requests that are not finished.
    pub async fn archive_requests(&self) -> Result<Vec<ArchiveRequest>> {
        let Some(files) = &self.files else { return Ok(Vec::new()) };
        let found: Vec<_> = files.list(Some(&Path::from(REQUESTS))).try_collect().await.map_err(failed)?;
        Ok(found.iter().filter_map(|file| ArchiveRequest::parse(file.location.as_ref())).collect())
    }

    /// Removes a request whose archive is made, or needless.
    pub async fn finish_archive_request(&self, request: ArchiveRequest) -> Result<()> {
        remove(self.files()?.as_ref(), &Path::from(request.key())).await
    }

    /// Begins the archive of a user. It replaces an earlier one once it is finished.
    pub fn begin_archive(&self, user: UserId) -> Result<ArchiveUpload> {
        let mut attributes = Attributes::new();
        if self.keeps_headers {
            attributes.insert(Attribute::ContentType, "application/zip".into());
            attributes.insert(Attribute::ContentDisposition, disposition().into());
            attributes.insert(Attribute::CacheControl, "private, no-store".into());
        }
        let writer = BufWriter::with_capacity(self.files()?.clone(), path(user), PART).with_max_concurrency(1);
        Ok(ArchiveUpload(writer.with_attributes(attributes)))
    }

    /// Removes the archive of a user, if there is one.
    pub async fn remove_archive(&self, user: UserId) -> Result<()> {
        let Some(files) = &self.files else { return Ok(()) };
        remove(files.as_ref(), &path(user)).await
    }

    /// How the user gets their archive; `None` if there is none. A bucket serves it from an address that is valid for
    /// [`DOWNLOAD_LIFETIME`].
    pub async fn download_archive(&self, user: UserId) -> Result<Option<Download>> {
        if self.keeps_headers {
            let signer = self.signer.as_ref().ok_or_else(|| Error::internal("no signer for downloads"))?;
            let url = signer.signed_url(Method::GET, &path(user), DOWNLOAD_LIFETIME).await.map_err(failed)?;
            return Ok(Some(Download::Address(url.into())));
        }
        match self.files()?.get(&path(user)).await {
            Ok(found) => {
                let content = found.into_stream().map_ok(|bytes| bytes.to_vec()).map_err(failed);
                Ok(Some(Download::Content(content.boxed())))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }
}

/// What browsers do with an archive: they save it.
pub fn disposition() -> &'static str {
    "attachment; filename=\"my-data.zip\""
}

fn path(user: UserId) -> Path {
    Path::from(format!("{ARCHIVES}/{user}.zip"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_read_from_their_keys_alone() {
        let request = ArchiveRequest { user: UserId::try_from(7).expect("an id"), id: Id::try_from(9).expect("an id") };
        assert_eq!(ArchiveRequest::parse(&request.key()), Some(request));
        for key in ["originals/7/9", "requests/7", "requests/x/9", "requests/7/9/1", "archives/7.zip", ""] {
            assert_eq!(ArchiveRequest::parse(key), None, "{key}");
        }
    }
}
