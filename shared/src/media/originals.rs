//! Originals: files that are too large for a request. A client uploads them to a signed address, and a function makes
//! avatars of them. They are never served.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use object_store::ObjectStoreExt as _;
use object_store::path::Path;
use object_store::signer::{HeaderName, Method, SignedUrlOptions};

use crate::domain::profile::picture::ORIGINAL_MAX;
use crate::domain::{Error, Id, Result, UserId};
use crate::media::files::remove;
use crate::media::{Media, failed};

/// How long an upload address is valid.
pub const URL_LIFETIME: Duration = Duration::from_secs(15 * 60);

const ORIGINALS: &str = "originals";

/// The header whose value bounds an upload.
const CONTENT_LENGTH: HeaderName = HeaderName::from_static("content-length");

/// The place of an original: its owner, and the id of the avatar that it becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Original {
    /// The owner.
    pub owner: UserId,
    /// The id of the future avatar.
    pub id: Id,
}

/// Where and until when a client may upload an original.
#[derive(Debug)]
pub struct Upload {
    /// The address, for a `PUT`.
    pub url: String,
    /// When it expires.
    pub expires: Timestamp,
}

impl Original {
    /// Reads the original from a key of the place. `None` for any other key.
    pub fn parse(key: &str) -> Option<Self> {
        let (owner, id) = key.strip_prefix(ORIGINALS)?.strip_prefix('/')?.split_once('/')?;
        Some(Self { owner: UserId::parse(owner)?, id: Id::parse(id)? })
    }

    /// Its key in the place.
    pub fn key(self) -> String {
        format!("{ORIGINALS}/{}/{}", self.owner, self.id)
    }

    fn path(self) -> Path {
        Path::from(self.key())
    }
}

impl Media {
    /// Signs an address to which its holder may upload this original for [`URL_LIFETIME`]. The signature includes the
    /// `Content-Length`, so the file must have exactly `size` bytes.
    pub async fn upload(&self, original: Original, size: u64, now: Timestamp) -> Result<Upload> {
        let signer = self.signer.as_ref().ok_or_else(|| Error::internal("no signer for uploads"))?;
        let length = SignedUrlOptions::new().with_signed_header(CONTENT_LENGTH, size.into());
        let path = original.path();
        let url = signer.signed_url_opts(Method::PUT, &path, URL_LIFETIME, &length).await.map_err(failed)?;
        let lifetime = SignedDuration::try_from(URL_LIFETIME).map_err(Error::internal)?;
        Ok(Upload { url: url.into(), expires: now.checked_add(lifetime).map_err(Error::internal)? })
    }

    /// Reads an original. `None` if there is none, or it was processed. The inner `None` stands for more than
    /// [`ORIGINAL_MAX`] bytes, none of which are read.
    pub async fn original(&self, original: Original) -> Result<Option<Option<Vec<u8>>>> {
        let found = match self.files()?.get(&original.path()).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        if found.meta.size > ORIGINAL_MAX as u64 {
            return Ok(Some(None));
        }
        Ok(Some(Some(found.bytes().await.map_err(failed)?.into())))
    }

    /// Stores an original, where no bucket does.
    pub async fn keep_original(&self, original: Original, content: Vec<u8>) -> Result<()> {
        self.files()?.put(&original.path(), content.into()).await.map(drop).map_err(failed)
    }

    /// Removes a processed original.
    pub async fn remove_original(&self, original: Original) -> Result<()> {
        remove(self.files()?.as_ref(), &original.path()).await
    }
}
