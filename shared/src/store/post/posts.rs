//! Posts: an item each, with counters as attributes beside the author's content. Handlers write the content and
//! `fanout` the counters; neither replaces the whole item.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::domain::cursor::{Page, PageRequest, Positioned};
use crate::domain::event::Event;
use crate::domain::post::PostCounters;
use crate::domain::{Error, FeedEntry, Id, Post, PostWithCounters, Result, UserId};
use crate::dynamo::{ABSENT, EXISTS, GSI1, GSI2, Index, Item, Range, SK, Table, Write, number_of, text, text_of};
use crate::store::counter::counters::{COUNT, choice_of};
use crate::store::idempotency::KeyClaim;
use crate::store::item::{from_item, keys, to_item};
use crate::store::paging;
use crate::store::paging::{COUNTED_MAX, Source};

/// Attribute with the poll. A post neither gains nor loses it.
const POLL: &str = "poll";

/// Posts and discussions.
#[derive(Clone, Copy, Debug)]
pub struct Posts<'a> {
    pub(crate) table: &'a Table,
}

impl Posts<'_> {
    /// Publishes a post. Returns `false` if its id is taken.
    pub async fn publish(self, post: &Post, claim: &KeyClaim) -> Result<bool> {
        let write = Write::put(post_item(post)?).only_if(ABSENT);
        Ok(claim.create(self.table, post.id, vec![write]).await?.is_ok())
    }

    /// Reads a post.
    pub async fn get(self, id: Id, consistent: bool) -> Result<Option<PostWithCounters>> {
        self.table.get(&keys::post(id), consistent).await?.map(posted).transpose()
    }

    /// Reads these posts, in no particular order, eventually consistently. Deleted ones are left out.
    pub async fn get_many(self, ids: &[Id]) -> Result<Vec<PostWithCounters>> {
        let items = self.table.batch_get(ids.iter().map(|id| keys::post(*id)).collect(), false).await?;
        items.into_iter().map(posted).collect()
    }

    /// Writes what an edit changes. Returns `false` if the post was deleted. The settings of a poll are written one by
    /// one, so that an edit of its question does not open a poll that was closed meanwhile.
    pub async fn edit(self, before: &Post, after: &Post) -> Result<bool> {
        let (mut old, mut new) = (post_item(before)?, post_item(after)?);
        let polls = old.remove(POLL).zip(new.remove(POLL));
        let mut write = Write::update(keys::post(before.id)).changes(&old, &new);
        if let Some((AttributeValue::M(old), AttributeValue::M(new))) = polls {
            write = write.entry_changes(POLL, &old, &new);
        }
        Ok(write.is_empty() || self.table.write(write.only_if(EXISTS)).await?.is_ok())
    }

    /// Deletes a post. A clean-up deletes votes, follows and views by event. Returns `false` if there is none.
    pub async fn delete(self, id: Id) -> Result<bool> {
        Ok(self.table.write(Write::delete(keys::post(id)).only_if(EXISTS)).await?.is_ok())
    }

    /// Reads a page of an author's posts, newest first.
    pub async fn page_by_author(self, author: UserId, request: &PageRequest) -> Result<Page<Positioned<FeedEntry>>> {
        self.page_of_entries(&[posts_of(author)], request).await
    }

    /// Reads a page of all posts, newest first.
    pub async fn page_of_all(self, request: &PageRequest) -> Result<Page<Positioned<FeedEntry>>> {
        self.page_of_entries(&all_posts(), request).await
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

/// Where an author's posts are listed.
pub(crate) fn posts_of(author: UserId) -> Source {
    (GSI2, keys::posts(author))
}

/// Where all posts are listed.
fn all_posts() -> Vec<Source> {
    (0..keys::POSTS_PARTS).map(|part| (GSI1, keys::all_posts(part))).collect()
}

fn post_item(post: &Post) -> Result<Item> {
    let entry = FeedEntry::of(post);
    let mut item = to_item(&keys::post(post.id), post)?;
    let mut list = |index: Index, pk: String, sk: String| {
        item.insert(index.pk.to_owned(), text(pk));
        item.insert(index.sk.to_owned(), text(sk));
    };
    list(GSI1, keys::all_posts(keys::part_of(post.id)), keys::authored_sort(entry));
    list(GSI2, keys::posts(post.author), keys::entry_sort(entry));
    Ok(item)
}

fn posted(item: Item) -> Result<PostWithCounters> {
    let mut choices = BTreeMap::new();
    for name in item.keys() {
        if let Some(choice) = choice_of(name) {
            choices.insert(choice, number_of(&item, name));
        }
    }
    let count = |what: &str| number_of(&item, &format!("{COUNT}{what}"));
    let counters = PostCounters {
        votes: count("votes"),
        followers: count("followers"),
        views: count("views"),
        flags: count("flags"),
        comments: count("comments"),
        top_comments: count("top_comments"),
        choices,
    };
    Ok(PostWithCounters { post: from_item(item)?, counters })
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

/// The event of a change of a post. Edits and counters have none.
pub(crate) fn event(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    Ok(match (old, new) {
        (None, Some(new)) => Some(Event::PostPublished(Box::new(from_item(new)?))),
        (Some(old), None) => Some(Event::PostDeleted(Box::new(from_item(old)?))),
        _ => None,
    })
}
