//! Media of posts: an item each in its owner's partition. While it is in a post, indexes list it under its id and under the
//! post; otherwise it expires.

use crate::domain::event::Event;
use crate::domain::post::media::UNUSED_FOR;
use crate::domain::{Error, Id, PostMedia, Problem, Result, StoredMedia, UserId};
use crate::dynamo::{ABSENT, Cancelled, EXPIRES, GSI1, GSI2, Item, Range, Table, Write, number, text};
use crate::store::idempotency::KeyClaim;
use crate::store::item::{from_item, keys, to_item};
use crate::store::paging;

/// Attribute with the post that has a media.
const POST: &str = "post";
/// The condition that a media is as it was read, and in no post.
const UNCHANGED: &str = "#version = :version AND attribute_not_exists(#post)";

/// Media of posts.
#[derive(Clone, Copy, Debug)]
pub struct PostMediaItems<'a> {
    pub(crate) table: &'a Table,
}

/// The media that come into a post, or leave it, with a write of the post.
#[derive(Clone, Debug, Default)]
pub struct MediaChange {
    /// Those that come, as they were read.
    pub added: Vec<StoredMedia>,
    /// Those that leave.
    pub removed: Vec<Id>,
}

impl PostMediaItems<'_> {
    /// Creates a media. Returns `false` if its id is taken.
    pub async fn create(self, media: &StoredMedia, claim: &KeyClaim) -> Result<bool> {
        let put = Write::put(item(media)?).only_if(ABSENT);
        Ok(claim.create(self.table, media.media.id, vec![put]).await?.is_ok())
    }

    /// Reads a media of a user consistently, even one that has expired and is not removed yet.
    pub async fn get(self, owner: UserId, id: Id) -> Result<Option<StoredMedia>> {
        self.table.get(&keys::post_media(owner, id), true).await?.map(from_item).transpose()
    }

    /// Reads these media of a user consistently, in no particular order. Those that do not exist are left out.
    pub async fn get_many(self, owner: UserId, ids: &[Id]) -> Result<Vec<StoredMedia>> {
        let keys = ids.iter().map(|id| keys::post_media(owner, *id)).collect();
        self.table.batch_get(keys, true).await?.into_iter().map(from_item).collect()
    }

    /// Whether a post has this media, of any owner.
    pub async fn is_in_post(self, id: Id) -> Result<bool> {
        let list = [(GSI1, keys::used_media(id))];
        Ok(!paging::merged(self.table, &list, Range::All, true, 1).await?.is_empty())
    }

    /// Replaces a media that is in no post. A change that was made meanwhile is a conflict.
    pub async fn change(self, before: &StoredMedia, after: PostMedia) -> Result<StoredMedia> {
        let after = StoredMedia { media: after, version: before.version + 1, ..before.clone() };
        let put = Write::put(item(&after)?).only_if(UNCHANGED).bind(":version", number(before.version));
        match self.table.write(put).await? {
            Ok(_) => Ok(after),
            Err(_) => Err(Error::changed_meanwhile("media")),
        }
    }

    /// Deletes a media that is in no post. A change that was made meanwhile is a conflict.
    pub async fn delete(self, media: &StoredMedia) -> Result<()> {
        let delete = Write::delete(keys::post_media(media.owner, media.media.id));
        match self.table.write(delete.only_if(UNCHANGED).bind(":version", number(media.version))).await? {
            Ok(_) => Ok(()),
            Err(_) => Err(Error::changed_meanwhile("media")),
        }
    }
}

impl MediaChange {
    /// The writes that go with that of a post of this author.
    pub(crate) fn writes(&self, (author, post): (UserId, Id), now: i64) -> Vec<Write> {
        let added = self.added.iter().map(|media| attach(media, post, now));
        added.chain(self.removed.iter().map(|id| detach(author, *id, post, now))).collect()
    }

    /// Fails if the media are the reason why these writes were refused, of which the first `own` are not theirs.
    pub(crate) fn check(&self, written: &Result<(), Cancelled>, own: usize) -> Result<()> {
        let Err(Cancelled(failed)) = written else { return Ok(()) };
        let count = self.added.len() + self.removed.len();
        let is_theirs =
            !failed.iter().take(own).any(|failed| *failed) && failed.iter().skip(own).take(count).any(|failed| *failed);
        if is_theirs { Err(Error::field("medias", Problem::unknown_media())) } else { Ok(()) }
    }
}

fn item(media: &StoredMedia) -> Result<Item> {
    to_item(&keys::post_media(media.owner, media.media.id), media)
}

fn attach(media: &StoredMedia, post: Id, now: i64) -> Write {
    let id = media.media.id;
    let sort = || text(keys::id_sort(id));
    Write::update_existing(keys::post_media(media.owner, id))
        .only_if(UNCHANGED)
        .only_if("#expires > :now")
        .bind(":version", number(media.version))
        .bind(":now", number(now))
        .set(POST, number(post))
        .remove(EXPIRES)
        .set(GSI1.pk, text(keys::used_media(id)))
        .set(GSI1.sk, sort())
        .set(GSI2.pk, text(keys::media_of(post)))
        .set(GSI2.sk, sort())
}

fn detach(owner: UserId, id: Id, post: Id, now: i64) -> Write {
    let write = Write::update_existing(keys::post_media(owner, id)).only_if("#post = :post");
    let write = write.bind(":post", number(post)).set(EXPIRES, number(now + UNUSED_FOR)).remove(POST);
    [GSI1.pk, GSI1.sk, GSI2.pk, GSI2.sk].into_iter().fold(write, Write::remove)
}

/// The event of a change of a media: files that it has no more.
pub(crate) fn event(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let files = |item: Option<Item>| -> Result<Vec<_>> {
        Ok(item.map(from_item::<StoredMedia>).transpose()?.map(|stored| stored.media.files()).unwrap_or_default())
    };
    let (before, after) = (files(old)?, files(new)?);
    let gone: Vec<_> = before.into_iter().filter(|file| !after.contains(file)).collect();
    Ok((!gone.is_empty()).then_some(Event::MediaRemoved(gone)))
}
