//! What users do about posts: a row each, in the post's partition.

use futures::StreamExt as _;

use super::Store;
use super::keys::{self, GSI2, Key};
use super::table::{Query, Range, from_item, to_item};
use super::write::{ABSENT, EXISTS, Item, Write, number, text};
use crate::domain::event::Event;
use crate::domain::{Id, Reaction, ReactionKind, Result, UserId};

/// Rows of a deleted post that one part clears away.
const PART: usize = 200;
/// Posts that are marked as seen at the same time.
const PARALLEL: usize = 100;
const AUTHOR: &str = "author";

impl Store {
    /// What a user did about a post, as it is now.
    pub async fn reaction(&self, kind: ReactionKind, post: Id, user: UserId) -> Result<Option<Reaction>> {
        self.table.get(&keys::reaction(kind, post, user), true).await?.map(from_item).transpose()
    }

    /// Does something about a post where it was not done (`there`), or undoes it where it was.
    pub async fn toggle_reaction(&self, kind: ReactionKind, reaction: &Reaction, there: bool) -> Result<bool> {
        let key = keys::reaction(kind, reaction.post, reaction.user);
        let put = Write::put(reaction_item(&key, kind, reaction)?).only_if(ABSENT);
        self.toggle(put, Write::delete(key).only_if(EXISTS), there).await
    }

    /// Notes that a user has seen these posts; those that they had seen already stay as they are.
    pub async fn see_posts(&self, views: Vec<Reaction>) -> Result<()> {
        let kind = ReactionKind::View;
        let writes = views.into_iter().map(async |view| {
            let item = reaction_item(&keys::reaction(kind, view.post, view.user), kind, &view)?;
            self.table.write(Write::put(item).only_if(ABSENT)).await
        });
        let done: Vec<_> = futures::stream::iter(writes).buffer_unordered(PARALLEL).collect().await;
        done.into_iter().try_for_each(|done| done.map(drop))
    }

    /// Removes what a user did about a post that is gone, or that is not told by a user any more.
    pub async fn remove_reaction(&self, kind: ReactionKind, post: Id, user: UserId) -> Result<()> {
        self.table.write(Write::delete(keys::reaction(kind, post, user))).await.map(drop)
    }

    /// Clears away a part of what a deleted post left: what users did about it, and the notifications that told of it.
    /// If anything may be left, and after the `first` part in any case, since indexes lag, the item that says so is
    /// touched; the stream tells of that. Doing it twice does no harm.
    pub async fn sweep_post(&self, id: Id, author: UserId, first: bool) -> Result<()> {
        let partition = keys::post(id).pk;
        let rows = self.table.query(Query { consistent: true, limit: PART, ..Query::all(&partition) }).await?;
        let sort = keys::note_index_sort(id);
        let range = Range::Between(&sort, &sort);
        let notes = self.merged(&[(GSI2, keys::caused(author))], range, true, PART).await?;
        let ballots = self.merged(&[(GSI2, keys::ballots(id))], Range::All, true, PART).await?;
        let more = first || [rows.len(), notes.len(), ballots.len()].contains(&PART);
        let keys = rows.iter().chain(notes.iter().chain(&ballots).map(|(_, row)| row));
        let keys = keys.map(Key::of).collect::<Result<Vec<_>>>()?;
        // A post whose id was taken again would not be what was deleted; ids are not, but the rule costs nothing.
        let left = keys.into_iter().filter(|key| key.sk != keys::SWEEP && key.sk != keys::POST);
        self.table.batch_delete(left.collect()).await?;
        let again = if more {
            Write::update(keys::post_sweep(id)).set(AUTHOR, number(author)).add("part", number(1))
        } else {
            Write::delete(keys::post_sweep(id))
        };
        self.table.write(again).await.map(drop)
    }
}

fn reaction_item(key: &Key, kind: ReactionKind, reaction: &Reaction) -> Result<Item> {
    let mut item = to_item(key, reaction)?;
    // Views are but counted, and too many for a place in an index: they stay when their user goes.
    if kind != ReactionKind::View {
        item.insert(GSI2.pk.to_owned(), text(keys::done_by(reaction.user)));
        item.insert(GSI2.sk.to_owned(), text(keys::done_sort(reaction.post, key)));
    }
    Ok(item)
}

/// What the change of such a row tells.
pub(super) fn event(kind: ReactionKind, old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    Ok(match (old, new) {
        (None, Some(new)) => Some(Event::Reacted(kind, from_item(new)?)),
        (Some(old), None) => Some(Event::Unreacted(kind, from_item(old)?)),
        // They never change; an engine may tell of a write that changed nothing.
        _ => None,
    })
}
