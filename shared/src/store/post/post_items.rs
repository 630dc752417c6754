//! The items of a post: what its author has written, its poll, and its counters. Handlers write the first two and `fanout`
//! the third, so that neither edits, nor votes, nor counting wait for each other.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::domain::post::PostCounters;
use crate::domain::{FeedEntry, Id, Poll, Post, PostKind, PostWithCounters, Result};
use crate::dynamo::{GSI1, GSI2, Index, Item, number_of, text};
use crate::store::counter::counters::{COUNT, choice_of, reactions_of};
use crate::store::item::{ItemKind, from_item, keys, to_item};

/// Attribute in which posts of earlier versions have their poll.
pub(crate) const INNER_POLL: &str = "poll";

/// The poll of a post, and the kind of the post, which never changes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PollOfPost {
    /// The kind of the post.
    pub kind: PostKind,
    /// The poll.
    #[serde(flatten)]
    pub poll: Poll,
}

/// The item with what the author has written, but for the poll.
pub(crate) fn post_item(post: &Post) -> Result<Item> {
    let entry = FeedEntry::of(post);
    let mut item = to_item(&keys::post(post.id), post)?;
    item.remove(INNER_POLL);
    let mut list = |index: Index, pk: String, sk: String| {
        item.insert(index.pk.to_owned(), text(pk));
        item.insert(index.sk.to_owned(), text(sk));
    };
    list(GSI1, keys::all_posts(keys::part_of(post.id)), keys::authored_sort(entry));
    list(GSI2, keys::posts(post.author), keys::entry_sort(entry));
    Ok(item)
}

/// The item with the poll of a post, if it has one.
pub(crate) fn poll_item(post: &Post) -> Result<Option<Item>> {
    let poll = post.content.poll.clone().map(|poll| PollOfPost { kind: post.kind, poll });
    poll.map(|poll| to_item(&keys::poll(post.id), &poll)).transpose()
}

/// Puts posts together from their items. Without the first item there is no post, whatever is left of it, nor once staff
/// have deleted it.
pub(crate) fn assemble(items: Vec<Item>) -> Result<Vec<PostWithCounters>> {
    let (mut posts, mut polls, mut counters) = (Vec::new(), HashMap::new(), HashMap::new());
    for item in items {
        match ItemKind::of(&item)? {
            ItemKind::Post(_) => posts.extend(Some(from_item::<Post>(item)?).filter(|post| !post.is_deleted())),
            ItemKind::Poll(post) => drop(polls.insert(post, from_item::<PollOfPost>(item)?.poll)),
            ItemKind::PostCounters(post) => drop(counters.insert(post, counters_of(&item))),
            _ => {}
        }
    }
    let assembled = posts.into_iter().map(|mut post: Post| {
        post.content.poll = polls.remove(&post.id).or(post.content.poll);
        PostWithCounters { counters: counters.remove(&post.id).unwrap_or_default(), post }
    });
    Ok(assembled.collect())
}

fn counters_of(item: &Item) -> PostCounters {
    let choices: BTreeMap<Id, u64> =
        item.keys().filter_map(|name| Some((choice_of(name)?, number_of(item, name)))).collect();
    let count = |what: &str| number_of(item, &format!("{COUNT}{what}"));
    PostCounters {
        votes: count("votes"),
        followers: count("followers"),
        views: count("views"),
        flags: count("flags"),
        comments: count("comments"),
        top_comments: count("top_comments"),
        reactions: reactions_of(item),
        choices,
    }
}
