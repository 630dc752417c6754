//! Votes for comments: an item each, in the partition of the user who voted.

use std::collections::HashSet;

use crate::domain::cursor::{Page, PageRequest};
use crate::domain::event::Event;
use crate::domain::{CommentRef, CommentVote, Error, Id, Result, Toggle, UserId, Voter};
use crate::dynamo::{ABSENT, EXISTS, GSI2, Item, Query, Range, Table, Write, text, text_of};
use crate::store::item::{ItemKind, from_item, keys, to_item};
use crate::store::paging;
use crate::store::toggle::Writes;

/// The most votes that one query reads for a page, those for older replies included.
const PAGE_VOTES_MAX: usize = 200;

/// Votes for comments.
#[derive(Clone, Copy, Debug)]
pub struct CommentVotes<'a> {
    pub(crate) table: &'a Table,
}

impl CommentVotes<'_> {
    /// Adds the user's vote or removes it.
    pub async fn toggle(self, toggle: Toggle, vote: &CommentVote) -> Result<()> {
        let put = Write::put(vote_item(vote)?).only_if(ABSENT);
        let delete = Write::delete(keys::comment_vote(vote.at, vote.user)).only_if(EXISTS);
        toggle.apply_unread(self.table, Writes { put, delete }).await
    }

    /// Reads for which of these comments a user has voted, eventually consistently. If they are all on one post, and
    /// close to each other, it takes one query.
    pub async fn among(self, user: UserId, comments: &[CommentRef]) -> Result<HashSet<Id>> {
        let wanted: Vec<_> = comments.iter().map(|at| keys::comment_vote(*at, user)).collect();
        let sorts = || wanted.iter().map(|key| key.sk.as_str());
        let (Some(first), Some(last)) = (sorts().min(), sorts().max()) else { return Ok(HashSet::new()) };
        let partition = keys::user(user);
        let range = Range::Between(first, last);
        let query = Query { range, limit: PAGE_VOTES_MAX, ..Query::all(&partition) };
        let mut rows = self.table.query(query).await?;
        if rows.len() == PAGE_VOTES_MAX {
            rows = self.table.batch_get(wanted, false).await?;
        }
        ids(rows)
    }

    /// The same for comments on any posts: each is looked up.
    pub async fn in_any(self, user: UserId, comments: &[CommentRef]) -> Result<HashSet<Id>> {
        let keys = comments.iter().map(|at| keys::comment_vote(*at, user)).collect();
        ids(self.table.batch_get(keys, false).await?)
    }

    /// Reads a page of the users who voted for a comment, newest vote first.
    pub async fn voters(self, comment: Id, request: &PageRequest) -> Result<Page<Voter>> {
        let list = (GSI2, keys::votes_for_comment(comment));
        let page = paging::page(self.table, &[list], false, request).await?;
        let rows = page.rows.iter().map(voter).collect::<Result<_>>()?;
        Ok(Page { rows, next: page.next, previous: page.previous })
    }

    /// Removes a vote for a deleted comment, or of a deleted user.
    pub async fn remove(self, at: CommentRef, user: UserId) -> Result<()> {
        Ok(self.table.write_if(Write::delete(keys::comment_vote(at, user))).await?)
    }
}

fn voter(row: &Item) -> Result<Voter> {
    let vote = keys::parse_edge_sort(text_of(row, GSI2.sk)?);
    match (ItemKind::of(row)?, vote) {
        (ItemKind::CommentVote(user), Some(vote)) => Ok(Voter { user, vote }),
        (kind, _) => Err(Error::internal(format!("{kind:?} is not a vote for a comment"))),
    }
}

fn ids(votes: Vec<Item>) -> Result<HashSet<Id>> {
    votes.into_iter().map(|vote| Ok(from_item::<CommentVote>(vote)?.at.id)).collect()
}

fn vote_item(vote: &CommentVote) -> Result<Item> {
    let mut item = to_item(&keys::comment_vote(vote.at, vote.user), vote)?;
    item.insert(GSI2.pk.to_owned(), text(keys::votes_for_comment(vote.at.id)));
    item.insert(GSI2.sk.to_owned(), text(keys::edge_sort(vote.vote, vote.user)));
    Ok(item)
}

/// The event of a change of a vote.
pub(crate) fn event(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    Ok(match (old, new) {
        (None, Some(new)) => Some(Event::CommentVoted(from_item(new)?)),
        (Some(old), None) => Some(Event::CommentUnvoted(from_item(old)?)),
        _ => None,
    })
}
