//! Reactions to posts: an item for each vote, follow and view, in the post's partition.

use std::collections::HashSet;

use futures::StreamExt as _;

use crate::domain::cursor::{Page, PageRequest};
use crate::domain::event::Event;
use crate::domain::{Id, Reaction, ReactionKind, Result, Toggle, UserId, Voter};
use crate::dynamo::{ABSENT, EXISTS, GSI2, Item, Key, MAIN, Table, Write, text};
use crate::store::item::{from_item, keys, to_item};
use crate::store::paging;
use crate::store::toggle::Writes;

/// Posts that are marked as seen concurrently.
const PARALLEL: usize = 100;

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

    /// Adds a reaction. Returns `false` and changes nothing if it exists.
    pub async fn create(self, kind: ReactionKind, reaction: &Reaction) -> Result<bool> {
        let key = keys::reaction(kind, reaction.post, reaction.user);
        let write = Write::put(reaction_item(&key, kind, reaction)?).only_if(ABSENT);
        Ok(self.table.write(write).await?.is_ok())
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

    /// Reads a page of the users who voted for a post, in the order of the rows.
    pub async fn voters(self, post: Id, request: &PageRequest) -> Result<Page<Voter>> {
        let list = (MAIN, keys::post(post).pk);
        let page = paging::page_of_prefix(self.table, list, keys::reactions(ReactionKind::Vote), request).await?;
        let voter = |row| from_item::<Reaction>(row).map(|vote| Voter { user: vote.user, vote: vote.id });
        let rows = page.rows.into_iter().map(voter).collect::<Result<_>>()?;
        Ok(Page { rows, next: page.next, previous: page.previous })
    }

    /// Removes a reaction to a deleted post, or of a deleted user.
    pub async fn remove(self, kind: ReactionKind, post: Id, user: UserId) -> Result<()> {
        self.table.write_if(Write::delete(keys::reaction(kind, post, user))).await?;
        Ok(())
    }
}

fn reaction_item(key: &Key, kind: ReactionKind, reaction: &Reaction) -> Result<Item> {
    let mut item = to_item(key, reaction)?;
    // Views are too many for an index: they stay when their user is deleted.
    if kind != ReactionKind::View {
        item.insert(GSI2.pk.to_owned(), text(keys::reactions_by(reaction.user)));
        item.insert(GSI2.sk.to_owned(), text(keys::reaction_sort(reaction.post, key)));
    }
    Ok(item)
}

/// The event of a change of a reaction.
pub(crate) fn event(kind: ReactionKind, old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    Ok(match (old, new) {
        (None, Some(new)) => Some(Event::Reacted(kind, from_item(new)?)),
        (Some(old), None) => Some(Event::Unreacted(kind, from_item(old)?)),
        // Reactions never change, but an engine may report a write that changed nothing.
        _ => None,
    })
}
