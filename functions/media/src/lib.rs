//! The `media` function: makes avatars of originals that clients upload to the bucket (`docs/uploads.md`), and the archives
//! that users ask for (`docs/data-portability.md`).
//!
//! The bucket notifies the function of each original, and of each request for an archive, at least once. Processing is
//! idempotent: the avatar has the id of the original, and the original is deleted when it is processed.

mod archives;

use serde::Deserialize;
use shared::domain::profile::picture::{ORIGINAL_PIXELS_MAX, Shape};
use shared::domain::time::Clock;
use shared::domain::{Avatar, Error, ErrorKind, Result};
use shared::media::{ArchiveRequest, Media, Original};
use shared::runtime::telemetry::{batch, flushed};
use shared::store::Store;

pub use archives::Archives;

/// Makes avatars of originals, and archives.
#[derive(Clone)]
pub struct Objects {
    originals: Originals,
    archives: Archives,
}

/// Makes avatars of originals.
#[derive(Clone)]
pub struct Originals {
    store: Store,
    media: Media,
}

/// A notification of the bucket: the keys of new objects. The test message of S3 has no records.
#[derive(Debug, Deserialize)]
pub struct S3Event {
    #[serde(rename = "Records", default)]
    records: Vec<S3Record>,
}

#[derive(Debug, Deserialize)]
struct S3Record {
    s3: S3Entity,
}

#[derive(Debug, Deserialize)]
struct S3Entity {
    object: S3Object,
}

#[derive(Debug, Deserialize)]
struct S3Object {
    /// The key, form-encoded. The keys of what is processed have no character that is encoded.
    key: String,
}

impl Objects {
    /// Processes the objects in this media store.
    pub fn new(store: Store, media: Media) -> Self {
        let archives = Archives::new(store.clone(), media.clone(), Clock::default());
        Self { originals: Originals::new(store, media), archives }
    }

    /// Processes the objects in a notification. Lambda retries the notification after an error.
    pub async fn invoke(&self, event: S3Event) -> Result<(), lambda_runtime::Error> {
        flushed(batch("media", Some(event.records.len()), self.process_all(event))).await
    }

    async fn process_all(&self, event: S3Event) -> Result<(), lambda_runtime::Error> {
        for record in event.records {
            let key = &record.s3.object.key;
            match (Original::parse(key), ArchiveRequest::parse(key)) {
                (Some(original), _) => self.originals.process(original).await?,
                (None, Some(request)) => self.archives.process(request).await?,
                (None, None) => tracing::warn!("ignored an object that is neither an original nor a request"),
            }
        }
        Ok(())
    }
}

impl Originals {
    /// Processes the originals in this media store.
    pub fn new(store: Store, media: Media) -> Self {
        Self { store, media }
    }

    /// Makes an avatar of an original and deletes the original. An original that is not an acceptable picture, or for
    /// which the user has no room, is deleted without making an avatar. After an error the original stays and can be
    /// processed again.
    pub async fn process(&self, original: Original) -> Result<()> {
        let Original { owner, id } = original;
        match self.create_avatar(original).await? {
            Ok(()) => tracing::info!(%owner, %id, "processed an original"),
            Err(refused) => tracing::info!(%owner, %id, refused, "refused an original"),
        }
        self.media.remove_original(original).await
    }

    /// Creates the avatar of an original. The inner error is the code of the reason why the original is refused.
    async fn create_avatar(&self, original: Original) -> Result<Result<(), &'static str>> {
        let Original { owner, id } = original;
        let Some(content) = self.media.original(original).await? else { return Ok(Ok(())) };
        let Some(content) = content else { return Ok(Err("too_large")) };
        let avatars = self.store.avatars().get(owner).await?;
        if avatars.get(id).is_some() {
            return Ok(Ok(()));
        }
        if let Err(problem) = avatars.must_have_room() {
            return Ok(Err(problem.code));
        }
        let picture = match self.media.make(Shape::Avatar, content, ORIGINAL_PIXELS_MAX).await? {
            Ok(picture) => picture,
            Err(problem) => return Ok(Err(problem.code)),
        };
        let file = self.media.keep(owner, id, &picture).await?;
        let added = self.store.avatars().change(owner, avatars, |avatars| match avatars.get(id) {
            Some(_) => Ok(()),
            None => avatars.add(Avatar { id, file: file.clone() }).map_err(|problem| Error::field("avatar", problem)),
        });
        let error = match added.await {
            // Another file was uploaded to the same address, and its avatar was added first.
            Ok(avatars) if avatars.get(id).is_none_or(|avatar| avatar.file != file) => None,
            Ok(_) => return Ok(Ok(())),
            Err(error) => Some(error),
        };
        match error {
            Some(error) if !matches!(error.kind, ErrorKind::Invalid | ErrorKind::Conflict) => Err(error),
            error => {
                self.media.remove(&[file]).await?;
                Ok(Err(error.map_or("already_there", |error| error.code)))
            }
        }
    }
}
