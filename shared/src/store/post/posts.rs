//! Posts and discussions. What a post consists of is in `post_items.rs`.

use crate::domain::account::audit::AuditedAction;
use crate::domain::cursor::{Page, PageRequest, Positioned};
use crate::domain::event::Event;
use crate::domain::post::mention::mentioned;
use crate::domain::{Contribution, Error, FeedEntry, Id, Post, PostWithCounters, Result, UserId};
use crate::dynamo::{ABSENT, Cancelled, EXISTS, GSI1, GSI2, Item, Query, Range, SK, Table, Write, number_of, text_of};
use crate::store::account::audit::write_audited;
use crate::store::idempotency::KeyClaim;
use crate::store::item::keys;
use crate::store::paging;
use crate::store::paging::{COUNTED_MAX, Source};
use crate::store::post::decisions::{decisions, new_notice};
use crate::store::post::post_items::{INNER_POLL, assemble, poll_item, post_item};
use crate::store::post::post_media::MediaChange;

/// Attribute with the text.
const HTML: &str = "html";

/// Posts and discussions.
#[derive(Clone, Copy, Debug)]
pub struct Posts<'a> {
    pub(crate) table: &'a Table,
}

impl Posts<'_> {
    /// Publishes a post without media. Returns `false` if its id is taken.
    pub async fn publish(self, post: &Post, claim: &KeyClaim) -> Result<bool> {
        self.publish_with_media(post, &MediaChange::default(), claim).await
    }

    /// Publishes a post with its media. Returns `false` if its id is taken.
    pub async fn publish_with_media(self, post: &Post, media: &MediaChange, claim: &KeyClaim) -> Result<bool> {
        let mut writes = publication(post)?;
        let own = writes.len();
        writes.extend(media.writes((post.author, post.id), post.id.created().as_second()));
        let published = claim.create(self.table, post.id, writes).await?;
        media.check(&published, own)?;
        Ok(published.is_ok())
    }

    /// Reads a post with its poll and counters, in one trip.
    pub async fn get(self, id: Id, consistent: bool) -> Result<Option<PostWithCounters>> {
        let partition = keys::post(id).pk;
        let query = Query { range: Range::Prefix(keys::POST_ITEMS), consistent, ..Query::all(&partition) };
        Ok(assemble(self.table.query(query).await?)?.pop())
    }

    /// Reads these posts, in no particular order, eventually consistently. Deleted ones are left out. Only those among
    /// `with_polls` have their polls.
    pub async fn get_many(self, ids: &[Id], with_polls: &[Id]) -> Result<Vec<PostWithCounters>> {
        let items = ids.iter().flat_map(|id| [keys::post(*id), keys::post_counters(*id)]);
        let polls = with_polls.iter().map(|id| keys::poll(*id));
        assemble(self.table.batch_get(items.chain(polls).collect(), false).await?)
    }

    /// Reads these posts with their counters consistently, without their polls.
    pub async fn get_many_consistently(self, ids: &[Id]) -> Result<Vec<PostWithCounters>> {
        let items = ids.iter().flat_map(|id| [keys::post(*id), keys::post_counters(*id)]);
        assemble(self.table.batch_get(items.collect(), true).await?)
    }

    /// Reads what the author of a post has written, without its poll and counters. Reads consistently only if an eventually
    /// consistent read does not find it.
    pub async fn written(self, id: Id) -> Result<Option<Post>> {
        let item = match self.table.get(&keys::post(id), false).await? {
            None => self.table.get(&keys::post(id), true).await?,
            found => found,
        };
        Ok(assemble(item.into_iter().collect())?.pop().map(|found| found.post))
    }

    /// Writes what an edit changes. Returns `false` if the post was deleted. The settings of a poll are written one by
    /// one, so that an edit of its question does not open a poll that was closed meanwhile. `audited` is set where the author
    /// is another user; it is `changed_meanwhile` if the role of the user who edits it has changed.
    pub async fn edit(
        self,
        before: &Post,
        after: &Post,
        media: &MediaChange,
        audited: Option<&AuditedAction>,
    ) -> Result<bool> {
        let edited_at = after.last_activity().as_second();
        let write = async |mut writes: Vec<Write>| {
            let own = writes.len();
            writes.extend(media.writes((before.author, before.id), edited_at));
            let written = write_audited(self.table, before.author, writes, audited).await?;
            media.check(&written, own)?;
            Ok::<_, Error>(written)
        };
        let post = Write::update_existing(keys::post(before.id)).changes(&post_item(before)?, &post_item(after)?);
        let Some((old, new)) = poll_item(before)?.zip(poll_item(after)?).filter(|(old, new)| old != new) else {
            return Ok(post.is_empty() || write(vec![post]).await?.is_ok());
        };
        let without_inner_poll = post.clone().remove(INNER_POLL);
        let poll = Write::update_existing(keys::poll(before.id)).changes(&old, &new);
        let edited = if post.is_empty() {
            write(vec![poll]).await?.map_err(|_| Cancelled(vec![false, true]))
        } else {
            write(vec![post, poll]).await?
        };
        match edited {
            Ok(()) => Ok(true),
            Err(Cancelled(failed)) if failed.first() == Some(&true) => Ok(false),
            // A post of an earlier version has its poll inside. From now on the poll is an item of its own.
            Err(_) => {
                let poll = Write::put(new).only_if(ABSENT);
                Ok(write(vec![without_inner_poll, poll]).await?.is_ok())
            }
        }
    }

    /// Deletes a post and its poll. A clean-up deletes votes, follows and views by event. Returns `false` if there is none.
    /// `audited` is set where a user deletes another's; it is `changed_meanwhile` if their role has changed.
    pub async fn delete(self, post: FeedEntry, audited: Option<&AuditedAction>) -> Result<bool> {
        let mut writes = vec![Write::delete(keys::post(post.post)).only_if(EXISTS)];
        writes.extend(post.poll.then(|| Write::delete(keys::poll(post.post))));
        Ok(write_audited(self.table, post.author, writes, audited).await?.is_ok())
    }

    /// Reads a page of an author's posts, newest first.
    pub async fn page_by_author(self, author: UserId, request: &PageRequest) -> Result<Page<Positioned<FeedEntry>>> {
        self.page_of_entries(&[posts_of(author)], request).await
    }

    /// Reads a page of all posts, newest first.
    pub async fn page_of_all(self, request: &PageRequest) -> Result<Page<Positioned<FeedEntry>>> {
        self.page_of_entries(&all_posts(), request).await
    }

    /// Counts an author's posts, up to [`COUNTED_MAX`].
    pub async fn count_by_author(self, author: UserId) -> Result<usize> {
        Ok(paging::merged(self.table, &[posts_of(author)], Range::All, false, COUNTED_MAX).await?.len())
    }

    /// Counts all posts, up to [`COUNTED_MAX`].
    pub async fn count_all(self) -> Result<usize> {
        Ok(paging::merged(self.table, &all_posts(), Range::All, false, COUNTED_MAX).await?.len())
    }

    /// Reads a page of a list of posts, newest first.
    pub(crate) async fn page_of_entries(
        self,
        list: &[Source],
        request: &PageRequest,
    ) -> Result<Page<Positioned<FeedEntry>>> {
        let page = paging::positioned_page(self.table, list, false, request).await?;
        page.try_map(|Positioned { position, row }| Ok(Positioned { position, row: entry(&row)? }))
    }
}

/// The writes that publish a post, unless its id is taken.
pub(crate) fn publication(post: &Post) -> Result<Vec<Write>> {
    let mut writes = vec![Write::put(post_item(post)?).only_if(ABSENT)];
    writes.extend(poll_item(post)?.map(Write::put));
    Ok(writes)
}

/// Where an author's posts are listed.
pub(crate) fn posts_of(author: UserId) -> Source {
    (GSI2, keys::posts(author))
}

/// Where all posts are listed.
fn all_posts() -> Vec<Source> {
    (0..keys::POSTS_PARTS).map(|part| (GSI1, keys::all_posts(part))).collect()
}

/// Reads an entry from a row of a feed, or of an index of posts.
pub(crate) fn entry(row: &Item) -> Result<FeedEntry> {
    if row.contains_key(GSI1.pk) {
        let sort = text_of(row, GSI1.sk)?;
        return keys::parse_authored(sort).ok_or_else(|| Error::internal(format!("{sort} is not a post")));
    }
    // The author is an attribute of a row of a feed, and in the partition key of the index.
    let (sort, author) = match row.get(GSI2.pk) {
        Some(_) => (text_of(row, GSI2.sk)?, keys::parse_posts(text_of(row, GSI2.pk)?)),
        None => (text_of(row, SK)?, UserId::try_from(number_of::<u64>(row, "author")).ok()),
    };
    let entry = author.and_then(|author| keys::parse_entry(sort, author));
    entry.ok_or_else(|| Error::internal(format!("{sort} is not an entry of a feed")))
}

/// The event of a change of a post. Of edits only those have one that change whom the post mentions.
pub(crate) fn event(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    Ok(match (old, new) {
        (None, Some(new)) => Some(Event::PostPublished(entry(&new)?, mentioned_in(&new))),
        (Some(old), None) => Some(Event::PostDeleted(entry(&old)?)),
        (Some(old), Some(new)) => change(&old, &new)?,
        (None, None) => None,
    })
}

/// The event of a decision of staff about a post, of a reminder to its author, or of an edit that changes whom it mentions.
fn change(old: &Item, new: &Item) -> Result<Option<Event>> {
    let post = entry(new)?;
    let (contribution, author) = (Contribution::Post(post.post), post.author);
    if let Some(notice) = new_notice(old, new)? {
        return Ok(Some(Event::Noticed { contribution, notice }));
    }
    if let Some((before, after)) = decisions(old, new)? {
        return Ok(Some(Event::Moderated { contribution, author, post: Some(post), before, after }));
    }
    let (before, after) = (mentioned_in(old), mentioned_in(new));
    Ok((before != after).then_some(Event::MentionsChanged { contribution, author, before, after }))
}

/// The users whom the text of a post mentions.
pub(crate) fn mentioned_in(post: &Item) -> Vec<UserId> {
    text_of(post, HTML).map(mentioned).unwrap_or_default()
}
