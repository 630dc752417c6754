//! Originals: files that are too large for a request, put straight into the place under an address that is signed for
//! it, until they are made into avatars. Nobody is shown them.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use object_store::ObjectStoreExt as _;
use object_store::path::Path;
use object_store::signer::Method;

use crate::domain::profile::picture::ORIGINAL_MAX;
use crate::domain::{Error, Id, Result, UserId};
use crate::media::files::remove;
use crate::media::{Media, failed};

/// How long an address for an original is good.
pub const URL_LIFETIME: Duration = Duration::from_secs(15 * 60);

const ORIGINALS: &str = "originals";

/// An original's place: whose it is, and the id of the avatar that it becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Original {
    /// Whose it is.
    pub owner: UserId,
    /// The avatar's id to be.
    pub id: Id,
}

/// Where and until when a client may put an original.
#[derive(Debug)]
pub struct Upload {
    /// The address, to be used with `PUT`.
    pub url: String,
    /// When it ends.
    pub expires: Timestamp,
}

impl Original {
    /// The original that a key of the place names; `None` for any other key.
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
    /// An address at which whoever knows it may put this original for [`URL_LIFETIME`].
    pub async fn upload(&self, original: Original, now: Timestamp) -> Result<Upload> {
        let signer = self.signer.as_ref().ok_or_else(|| Error::internal("nobody signs uploads"))?;
        let url = signer.signed_url(Method::PUT, &original.path(), URL_LIFETIME).await.map_err(failed)?;
        let lifetime = SignedDuration::try_from(URL_LIFETIME).map_err(Error::internal)?;
        Ok(Upload { url: url.into(), expires: now.checked_add(lifetime).map_err(Error::internal)? })
    }

    /// What was put. `None`: nothing, or it has been dealt with. The inner `None`: more than [`ORIGINAL_MAX`], of which
    /// not a byte was read.
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

    /// Keeps an original, where no bucket does.
    pub async fn keep_original(&self, original: Original, content: Vec<u8>) -> Result<()> {
        self.files()?.put(&original.path(), content.into()).await.map(drop).map_err(failed)
    }

    /// Removes an original that has been dealt with.
    pub async fn remove_original(&self, original: Original) -> Result<()> {
        remove(self.files()?.as_ref(), &original.path()).await
    }
}
