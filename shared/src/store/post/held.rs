//! Posts and comments that are held for review: an item each, which is neither a post nor a comment, so that nothing finds it
//! there, counts it or delivers it. A release puts the post or comment in its place.

use crate::domain::account::audit::AuditedAction;
use crate::domain::cursor::{Page, PageRequest};
use crate::domain::event::Event;
use crate::domain::{Contribution, Error, Held, HeldContent, Moderation, Result, UserId, Verdict};
use crate::dynamo::{ABSENT, EXISTS, GSI1, GSI2, Item, Key, Range, Table, Write, text};
use crate::store::Store;
use crate::store::account::audit::{audit_writes, write_audited};
use crate::store::idempotency::KeyClaim;
use crate::store::item::{from_item, keys, to_item, value};
use crate::store::paging::{self, COUNTED_MAX, Source};
use crate::store::post::decisions::MODERATION;
use crate::store::post::post_media::MediaChange;
use crate::store::post::posts::posts_of;
use crate::store::post::{comments, posts};

const QUEUE: fn() -> Source = || (GSI1, keys::HELD.to_owned());

impl Store {
    /// Posts and comments that are held for review.
    pub fn held(&self) -> HeldContributions<'_> {
        HeldContributions { table: &self.table }
    }
}

/// Posts and comments that are held for review.
#[derive(Clone, Copy, Debug)]
pub struct HeldContributions<'a> {
    table: &'a Table,
}

impl HeldContributions<'_> {
    /// Holds a new post or comment, a post with its media. Returns `false` if its id is taken.
    pub async fn hold(self, held: &Held, media: &MediaChange, claim: &KeyClaim) -> Result<bool> {
        let contribution = held.contribution();
        let published = match contribution {
            Contribution::Post(post) => keys::post(post),
            Contribution::Comment(at) => keys::comment_place(at.id),
        };
        let id = contribution.id();
        let mut writes = vec![Write::put(item(held)?).only_if(ABSENT), Write::check(published).only_if(ABSENT)];
        let own = writes.len();
        writes.extend(media.writes((held.author, id), id.created().as_second()));
        let held = claim.create(self.table, id, writes).await?;
        media.check(&held, own)?;
        Ok(held.is_ok())
    }

    /// Counts what a user has published, up to `limit` posts and `limit` comments.
    pub async fn published_by(self, user: UserId, limit: usize) -> Result<usize> {
        let list = [posts_of(user), (GSI2, keys::comments_by(user))];
        let [posts, comments] = list.map(|source| async move {
            Ok::<_, Error>(paging::merged(self.table, &[source], Range::All, true, limit).await?.len())
        });
        let (posts, comments) = tokio::try_join!(posts, comments)?;
        Ok(posts + comments)
    }

    /// Reads what is held consistently; `None` once staff have decided to delete it.
    pub async fn get(self, contribution: Contribution) -> Result<Option<Held>> {
        let held = self.table.get(&keys::held(contribution), true).await?.map(from_item::<Held>).transpose()?;
        Ok(held.filter(|held| held.moderation.is_none()))
    }

    /// Reads a page of all that is held, oldest first.
    pub async fn page(self, request: &PageRequest) -> Result<Page<Held>> {
        let page = paging::page(self.table, &[QUEUE()], true, request).await?;
        let keys = page.rows.iter().map(Key::of).collect::<Result<Vec<_>, _>>()?;
        let held = self.table.batch_get(keys, false).await?.into_iter().map(from_item::<Held>);
        let mut rows = held.collect::<Result<Vec<_>>>()?;
        rows.retain(|held| held.moderation.is_none());
        rows.sort_by_key(|held| held.contribution().id());
        Ok(Page { rows, next: page.next, previous: page.previous })
    }

    /// Counts what is held, up to [`COUNTED_MAX`].
    pub async fn count(self) -> Result<usize> {
        Ok(paging::merged(self.table, &[QUEUE()], Range::All, true, COUNTED_MAX).await?.len())
    }

    /// Publishes what is held. It is `changed_meanwhile` if it is not held any more, or the role of the user who decides has
    /// changed.
    pub async fn release(self, held: &Held, audited: Option<&AuditedAction>) -> Result<()> {
        let open = "attribute_exists(#PK) AND attribute_not_exists(#moderation)";
        let mut writes = vec![Write::delete(keys::held(held.contribution())).only_if(open)];
        writes.extend(match &held.content {
            HeldContent::Post(post) => posts::publication(post)?,
            HeldContent::Comment(comment) => comments::publication(comment)?,
        });
        self.decide(held, writes, audited).await
    }

    /// Decides to delete what is held: no caller sees it from now on, and `fanout` notifies its author and removes it.
    pub async fn refuse(self, held: &Held, decision: &Moderation, audited: Option<&AuditedAction>) -> Result<()> {
        let write = Write::update_existing(keys::held(held.contribution())).set(MODERATION, value(decision)?);
        let write = write.remove(GSI1.pk).remove(GSI1.sk).only_if("attribute_not_exists(#moderation)");
        self.decide(held, vec![write], audited).await
    }

    async fn decide(self, held: &Held, mut writes: Vec<Write>, audited: Option<&AuditedAction>) -> Result<()> {
        if let Some(audited) = audited {
            writes.extend(audit_writes(held.author, audited)?);
        }
        self.table.transact(writes).await?.map_err(|_| Error::changed_meanwhile("contribution"))
    }

    /// Removes what is held. Returns `false` if it is not held. `audited`, with the author, is set where a user deletes
    /// another's; it is `changed_meanwhile` if their role has changed.
    pub async fn remove(self, contribution: Contribution, audited: Option<(UserId, &AuditedAction)>) -> Result<bool> {
        let write = Write::delete(keys::held(contribution)).only_if(EXISTS);
        match audited {
            None => Ok(self.table.write(write).await?.is_ok()),
            Some((author, audited)) => Ok(write_audited(self.table, author, vec![write], Some(audited)).await?.is_ok()),
        }
    }
}

fn item(held: &Held) -> Result<Item> {
    let contribution = held.contribution();
    let key = keys::held(contribution);
    let mut item = to_item(&key, held)?;
    item.insert(GSI1.pk.to_owned(), text(keys::HELD));
    item.insert(GSI1.sk.to_owned(), text(keys::held_sort(contribution)));
    // Deleted with its author.
    item.insert(GSI2.pk.to_owned(), text(keys::reactions_by(held.author)));
    item.insert(GSI2.sk.to_owned(), text(keys::flag_sort(contribution.id(), &key)));
    Ok(item)
}

/// The event of a change: that something is held, or that staff have decided to delete it. A release is one of the post or
/// comment.
pub(crate) fn event(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let Some(new) = new else { return old.map(from_item::<Held>).transpose().map(|old| old.and_then(removed)) };
    let was_open = old.map(|old| from_item::<Held>(old).map(|old| old.moderation.is_none())).transpose()?;
    let held: Held = from_item(new)?;
    let (contribution, author) = (held.contribution(), held.author);
    Ok(match (was_open, held.moderation) {
        (None, _) => Some(Event::HeldForReview { contribution, author }),
        (Some(true), after @ Some(Moderation { verdict: Verdict::Deleted, .. })) => {
            Some(Event::Moderated { contribution, author, post: None, before: None, after })
        }
        _ => None,
    })
}

/// The event of the end of a held post with media.
fn removed(held: Held) -> Option<Event> {
    match held.content {
        HeldContent::Post(post) if !post.content.attached.is_empty() => {
            Some(Event::HeldPostRemoved { post: post.id, author: held.author })
        }
        _ => None,
    }
}
