//! Reactions to posts: an item for each vote, follow and view, in the post's partition.

use std::collections::{HashMap, HashSet};

use futures::StreamExt as _;

use crate::domain::cursor::{Page, PageRequest, Positioned};
use crate::domain::event::Event;
use crate::domain::{
    Contribution, FeedEntry, Id, OwnReactions, Post, PostKind, Reaction, ReactionKind, Result, Toggle, UserId,
    VoteChange, VoteReaction, Voter,
};
use crate::dynamo::{
    ABSENT, Backoff, EXISTS, GSI1, GSI2, Item, Key, MAIN, Query, Range, Refused, Table, Write, number, text, text_of,
};
use crate::store::item::{ItemKind, from_item, keys, to_item};
use crate::store::paging;
use crate::store::paging::COUNTED_MAX;
use crate::store::post::posts::Posts;
use crate::store::toggle::Writes;

/// Posts that are marked as seen concurrently.
const PARALLEL: usize = 100;
/// The most votes and follows that one query reads for a page, those of posts between the posts on the page included.
const OWN_MAX: usize = 100;
/// Attribute with the reaction of a vote.
pub(crate) const REACTION: &str = "reaction";

/// Votes, follows and views of posts.
#[derive(Clone, Copy, Debug)]
pub struct Reactions<'a> {
    pub(crate) table: &'a Table,
}

impl Reactions<'_> {
    /// Reads a user's reaction to a post consistently.
    pub async fn get(self, kind: ReactionKind, post: Id, user: UserId) -> Result<Option<Reaction>> {
        self.table.get(&keys::reaction(kind, post, user), true).await?.map(from_item).transpose()
    }

    /// Reads which of these posts have a reaction of a user, eventually consistently.
    pub async fn among(self, kind: ReactionKind, posts: &[Id], user: UserId) -> Result<HashSet<Id>> {
        let keys = posts.iter().map(|post| keys::reaction(kind, *post, user)).collect();
        let rows = self.table.batch_get(keys, false).await?;
        rows.into_iter().map(|row| Ok(from_item::<Reaction>(row)?.post)).collect()
    }

    /// Reads what a user has done about these posts, eventually consistently: one query finds the user's votes and follows
    /// from the oldest post to the newest. Only if there are more than [`OWN_MAX`], each is looked up.
    pub async fn own(self, user: UserId, posts: &[Id]) -> Result<HashMap<Id, OwnReactions>> {
        let (Some(first), Some(last)) = (posts.iter().min(), posts.iter().max()) else { return Ok(HashMap::new()) };
        let (partition, [first, last]) = (keys::reactions_by(user), keys::reaction_sorts(*first, *last));
        let range = Range::Between(&first, &last);
        let query = Query { index: Some(GSI2), range, limit: OWN_MAX, ..Query::all(&partition) };
        let rows = self.table.query(query).await?;
        if rows.len() == OWN_MAX { self.own_of(user, posts).await } else { own(&rows) }
    }

    /// The same without the index, which a change reaches a little later: half a read unit for each vote, each follow and each
    /// suspension.
    pub async fn own_of(self, user: UserId, posts: &[Id]) -> Result<HashMap<Id, OwnReactions>> {
        let kinds = [ReactionKind::Vote, ReactionKind::Follow, ReactionKind::Suspension];
        let keys = posts.iter().flat_map(|post| kinds.map(|kind| keys::reaction(kind, *post, user))).collect();
        own(&self.table.batch_get(keys, false).await?)
    }

    /// Adds a reaction. Returns `false` and changes nothing if it exists.
    pub async fn create(self, kind: ReactionKind, reaction: &Reaction) -> Result<bool> {
        let key = keys::reaction(kind, reaction.post, reaction.user);
        let write = Write::put(reaction_item(&key, kind, reaction)?).only_if(ABSENT);
        Ok(self.table.write(write).await?.is_ok())
    }

    /// Adds a user's vote, changes its reaction or removes it. `vote` is the new vote, and `there` the reaction of the one that
    /// was read. Applies to the stored vote: concurrent changes of one user apply one after the other.
    pub async fn vote(
        self,
        toggle: Toggle,
        asked: Option<VoteReaction>,
        vote: Reaction,
        mut there: Option<VoteReaction>,
    ) -> Result<()> {
        let key = keys::reaction(ReactionKind::Vote, vote.post, vote.user);
        let mut backoff = Backoff::new();
        while let Some(change) = VoteChange::of(toggle, asked, there) {
            let write = match change {
                VoteChange::Add(reaction) => {
                    Write::put(reaction_item(&key, ReactionKind::Vote, &Reaction { reaction, ..vote })?).only_if(ABSENT)
                }
                VoteChange::Turn(reaction) => {
                    let sort = keys::with_reaction(keys::reaction_sort(vote.post, &key), reaction);
                    let write = Write::update(key.clone()).set(REACTION, number(reaction.id()));
                    write.set(GSI2.sk, text(sort)).only_if(EXISTS)
                }
                VoteChange::Remove => Write::delete(key.clone()).only_if(EXISTS),
            };
            let Err(Refused(stored)) = self.table.write(write).await? else { return Ok(()) };
            there = stored.map(from_item::<Reaction>).transpose()?.map(|vote| vote.reaction);
            backoff.wait("a vote kept changing").await?;
        }
        Ok(())
    }

    /// Adds or removes a reaction that existed (`there`) when it was read. Returns whether it exists now.
    pub async fn toggle(self, toggle: Toggle, kind: ReactionKind, reaction: &Reaction, there: bool) -> Result<bool> {
        let key = keys::reaction(kind, reaction.post, reaction.user);
        let put = Write::put(reaction_item(&key, kind, reaction)?).only_if(ABSENT);
        let delete = Write::delete(key).only_if(EXISTS);
        toggle.apply(self.table, Writes { put, delete }, there).await
    }

    /// Records that a user has seen these posts. Earlier views stay as they are.
    pub async fn mark_posts_seen(self, views: Vec<Reaction>) -> Result<()> {
        let kind = ReactionKind::View;
        let writes = views.into_iter().map(async |view| {
            let item = reaction_item(&keys::reaction(kind, view.post, view.user), kind, &view)?;
            self.table.write_if(Write::put(item).only_if(ABSENT)).await?;
            Ok(())
        });
        let done: Vec<Result<()>> = futures::stream::iter(writes).buffer_unordered(PARALLEL).collect().await;
        done.into_iter().collect()
    }

    /// Suspends notifications about a post, or ends that.
    pub async fn suspend(
        self,
        toggle: Toggle,
        post: &Post,
        user: UserId,
        there: Option<Reaction>,
        id: Id,
    ) -> Result<()> {
        let (kind, author, reaction) = (ReactionKind::Suspension, Some(post.author), VoteReaction::default());
        let key = keys::reaction(kind, post.id, user);
        let mut item = reaction_item(&key, kind, &Reaction { post: post.id, user, id, author, reaction })?;
        item.insert(GSI1.pk.to_owned(), text(keys::suspended_by(user, post.kind)));
        item.insert(GSI1.sk.to_owned(), text(keys::authored_sort(FeedEntry::of(post))));
        let (put, delete) = (Write::put(item).only_if(ABSENT), Write::delete(key).only_if(EXISTS));
        toggle.apply(self.table, Writes { put, delete }, there.is_some()).await?;
        Ok(())
    }

    /// Reads a page of the posts of a kind about which a user has suspended notifications, newest first.
    pub async fn suspended(
        self,
        user: UserId,
        kind: PostKind,
        request: &PageRequest,
    ) -> Result<Page<Positioned<FeedEntry>>> {
        let list = (GSI1, keys::suspended_by(user, kind));
        Posts { table: self.table }.page_of_entries(&[list], request).await
    }

    /// Counts them, up to [`COUNTED_MAX`].
    pub async fn count_suspended(self, user: UserId, kind: PostKind) -> Result<usize> {
        let list = (GSI1, keys::suspended_by(user, kind));
        Ok(paging::merged(self.table, &[list], Range::All, false, COUNTED_MAX).await?.len())
    }

    /// Reads a page of the users who voted for a post, in the order of the rows.
    pub async fn voters(self, post: Id, request: &PageRequest) -> Result<Page<Voter>> {
        let list = (MAIN, keys::post(post).pk);
        let page = paging::page_of_prefix(self.table, list, keys::reactions(ReactionKind::Vote), request).await?;
        let voter = |row| {
            from_item::<Reaction>(row).map(|vote| Voter { user: vote.user, vote: vote.id, reaction: vote.reaction })
        };
        let rows = page.rows.into_iter().map(voter).collect::<Result<_>>()?;
        Ok(Page { rows, next: page.next, previous: page.previous })
    }

    /// Removes a reaction to a deleted post, or of a deleted user.
    pub async fn remove(self, kind: ReactionKind, post: Id, user: UserId) -> Result<()> {
        self.table.write_if(Write::delete(keys::reaction(kind, post, user))).await?;
        Ok(())
    }
}

/// What a user has done about posts, by the keys of the user's reactions.
fn own(rows: &[Item]) -> Result<HashMap<Id, OwnReactions>> {
    let mut own: HashMap<Id, OwnReactions> = HashMap::new();
    for row in rows {
        let key = Key::of(row)?;
        let (ItemKind::Reaction(kind), Some(post)) = (ItemKind::of(row)?, keys::parse_post(&key.pk)) else { continue };
        let of_post = own.entry(post).or_default();
        match kind {
            ReactionKind::Vote => of_post.vote = Some(keys::split_reaction(text_of(row, GSI2.sk)?).1),
            ReactionKind::Follow => of_post.followed = true,
            ReactionKind::Suspension => of_post.suspended = true,
            ReactionKind::View => {}
        }
    }
    Ok(own)
}

fn reaction_item(key: &Key, kind: ReactionKind, reaction: &Reaction) -> Result<Item> {
    let mut item = to_item(key, reaction)?;
    // Views are too many for an index: they stay when their user is deleted.
    if kind != ReactionKind::View {
        item.insert(GSI2.pk.to_owned(), text(keys::reactions_by(reaction.user)));
        let sort = keys::with_reaction(keys::reaction_sort(reaction.post, key), reaction.reaction);
        item.insert(GSI2.sk.to_owned(), text(sort));
    }
    Ok(item)
}

/// The event of a change of a reaction.
pub(crate) fn event(kind: ReactionKind, old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    Ok(match (old, new) {
        (None, Some(new)) => Some(Event::Reacted(kind, from_item(new)?)),
        (Some(old), None) => Some(Event::Unreacted(kind, from_item(old)?)),
        // Only votes change, and an engine may report a write that changed nothing.
        (Some(old), Some(new)) => {
            let (old, new): (Reaction, Reaction) = (from_item(old)?, from_item(new)?);
            let (contribution, before, after) = (Contribution::Post(new.post), old.reaction, new.reaction);
            (before != after).then_some(Event::VoteTurned { contribution, before, after })
        }
        (None, None) => None,
    })
}
