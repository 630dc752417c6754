//! Function `media`: originals that clients put straight into the bucket become avatars.
//!
//! The bucket tells of every original at least once. The avatar has the original's id, and the original goes when it
//! has been dealt with, so that being told twice makes one avatar.

use serde::Deserialize;
use shared::domain::profile::picture::Shape;
use shared::domain::{Avatar, Error, ErrorKind, Result};
use shared::media::{Media, Original};
use shared::store::Store;

/// Makes avatars of originals.
#[derive(Clone)]
pub struct Originals {
    store: Store,
    media: Media,
}

/// What the bucket tells: the keys of objects that were created. Its test message has none.
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
    /// In the encoding of forms; those of originals need none.
    key: String,
}

impl Originals {
    /// Makes avatars of the originals in this place.
    pub fn new(store: Store, media: Media) -> Self {
        Self { store, media }
    }

    /// Deals with what the bucket tells. An error makes Lambda come again.
    pub async fn invoke(&self, event: S3Event) -> Result<(), lambda_runtime::Error> {
        for record in event.records {
            match Original::parse(&record.s3.object.key) {
                Some(original) => self.take(original).await?,
                None => tracing::warn!("an object that is no original"),
            }
        }
        Ok(())
    }

    /// Makes an original an avatar of its owner, or nothing where it is no picture, or one too many. It is gone
    /// afterwards, unless there is an error: then it can be taken again.
    pub async fn take(&self, original: Original) -> Result<()> {
        let Original { owner, id } = original;
        match self.make(original).await? {
            Ok(()) => tracing::info!(%owner, %id, "an original was dealt with"),
            Err(refused) => tracing::info!(%owner, %id, refused, "an original was refused"),
        }
        self.media.remove_original(original).await
    }

    /// Makes the avatar; the inner error is the code of why there is to be none.
    async fn make(&self, original: Original) -> Result<Result<(), &'static str>> {
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
        let picture = match self.media.make(Shape::Avatar, content).await? {
            Ok(picture) => picture,
            Err(problem) => return Ok(Err(problem.code)),
        };
        let file = self.media.keep(owner, id, &picture).await?;
        let added = self.store.avatars().change(owner, avatars, |avatars| match avatars.get(id) {
            Some(_) => Ok(()),
            None => avatars.add(Avatar { id, file: file.clone() }).map_err(|problem| Error::field("avatar", problem)),
        });
        let error = match added.await {
            // Somebody else put another original there meanwhile, and was faster.
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
