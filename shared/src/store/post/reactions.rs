//! What users do about posts: a row each, in the post's partition.

use futures::StreamExt as _;

use crate::domain::event::Event;
use crate::domain::{Id, Reaction, ReactionKind, Result, UserId};
use crate::dynamo::{ABSENT, EXISTS, GSI2, Item, Key, Table, Write, text};
use crate::store::item::{from_item, keys, to_item};
use crate::store::toggle::toggle;

/// Posts that are marked as seen at the same time.
const PARALLEL: usize = 100;

/// Votes, follows and views of posts.
#[derive(Clone, Copy, Debug)]
pub struct Reactions<'a> {
    pub(crate) table: &'a Table,
}

impl Reactions<'_> {
    /// What a user did about a post, as it is now.
    pub async fn get(self, kind: ReactionKind, post: Id, user: UserId) -> Result<Option<Reaction>> {
        self.table.get(&keys::reaction(kind, post, user), true).await?.map(from_item).transpose()
    }

    /// Does something about a post where it was not done (`there`), or undoes it where it was.
    pub async fn toggle(self, kind: ReactionKind, reaction: &Reaction, there: bool) -> Result<bool> {
        let key = keys::reaction(kind, reaction.post, reaction.user);
        let put = Write::put(reaction_item(&key, kind, reaction)?).only_if(ABSENT);
        toggle(self.table, put, Write::delete(key).only_if(EXISTS), there).await
    }

    /// Notes that a user has seen these posts; those that they had seen already stay as they are.
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

    /// Removes what a user did about a post that is gone, or that is not told by a user any more.
    pub async fn remove(self, kind: ReactionKind, post: Id, user: UserId) -> Result<()> {
        self.table.write_if(Write::delete(keys::reaction(kind, post, user))).await?;
        Ok(())
    }
}

fn reaction_item(key: &Key, kind: ReactionKind, reaction: &Reaction) -> Result<Item> {
    let mut item = to_item(key, reaction)?;
    // Views are but counted, and too many for a place in an index: they stay when their user goes.
    if kind != ReactionKind::View {
        item.insert(GSI2.pk.to_owned(), text(keys::reactions_by(reaction.user)));
        item.insert(GSI2.sk.to_owned(), text(keys::reaction_sort(reaction.post, key)));
    }
    Ok(item)
}

/// What the change of such a row tells.
pub(crate) fn event(kind: ReactionKind, old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    Ok(match (old, new) {
        (None, Some(new)) => Some(Event::Reacted(kind, from_item(new)?)),
        (Some(old), None) => Some(Event::Unreacted(kind, from_item(old)?)),
        // They never change; an engine may tell of a write that changed nothing.
        _ => None,
    })
}
