//! Votes for comments: an item each, in the partition of the user who voted.

use std::collections::HashMap;

use crate::domain::cursor::{Page, PageRequest};
use crate::domain::event::Event;
use crate::domain::{
    CommentRef, CommentVote, Contribution, Error, Id, Result, Toggle, UserId, VoteChange, VoteReaction, Voter,
};
use crate::dynamo::{ABSENT, Backoff, EXISTS, GSI2, Item, Query, Range, Refused, Table, Write, number, text, text_of};
use crate::store::item::{ItemKind, from_item, keys, to_item};
use crate::store::paging;
use crate::store::post::reactions::REACTION;

/// The most votes that one query reads for a page, those for older replies included.
const PAGE_VOTES_MAX: usize = 200;

/// The reactions of a user's votes, by comment.
pub type OwnCommentVotes = HashMap<Id, VoteReaction>;

/// Votes for comments.
#[derive(Clone, Copy, Debug)]
pub struct CommentVotes<'a> {
    pub(crate) table: &'a Table,
}

impl CommentVotes<'_> {
    /// Adds the user's vote, changes its reaction or removes it. The stored vote is not read in advance: it is more often
    /// absent.
    pub async fn vote(self, toggle: Toggle, asked: Option<VoteReaction>, vote: &CommentVote) -> Result<()> {
        let key = keys::comment_vote(vote.at, vote.user);
        let mut there: Option<CommentVote> = None;
        if toggle == Toggle::Unset {
            return Ok(self.table.write_if(Write::delete(key).only_if(EXISTS)).await?);
        }
        let mut backoff = Backoff::new();
        while let Some(change) = VoteChange::of(toggle, asked, there.map(|vote| vote.reaction)) {
            let write = match (change, there) {
                (VoteChange::Turn(reaction), Some(there)) => {
                    let write = Write::update(key.clone()).set(REACTION, number(reaction.id()));
                    write.set(GSI2.sk, text(sort(&CommentVote { reaction, ..there }))).only_if(EXISTS)
                }
                (VoteChange::Add(reaction) | VoteChange::Turn(reaction), _) => {
                    Write::put(vote_item(&CommentVote { reaction, ..*vote })?).only_if(ABSENT)
                }
                (VoteChange::Remove, _) => Write::delete(key.clone()).only_if(EXISTS),
            };
            let Err(Refused(stored)) = self.table.write(write).await? else { return Ok(()) };
            there = stored.map(from_item).transpose()?;
            backoff.wait("a vote kept changing").await?;
        }
        Ok(())
    }

    /// Reads for which of these comments a user has voted, eventually consistently. If they are all on one post, and
    /// close to each other, it takes one query.
    pub async fn among(self, user: UserId, comments: &[CommentRef]) -> Result<OwnCommentVotes> {
        let wanted: Vec<_> = comments.iter().map(|at| keys::comment_vote(*at, user)).collect();
        let sorts = || wanted.iter().map(|key| key.sk.as_str());
        let (Some(first), Some(last)) = (sorts().min(), sorts().max()) else { return Ok(HashMap::new()) };
        let partition = keys::user(user);
        let range = Range::Between(first, last);
        let query = Query { range, limit: PAGE_VOTES_MAX, ..Query::all(&partition) };
        let mut rows = self.table.query(query).await?;
        if rows.len() == PAGE_VOTES_MAX {
            rows = self.table.batch_get(wanted, false).await?;
        }
        reactions(rows)
    }

    /// The same for comments on any posts: each is looked up.
    pub async fn in_any(self, user: UserId, comments: &[CommentRef]) -> Result<OwnCommentVotes> {
        let keys = comments.iter().map(|at| keys::comment_vote(*at, user)).collect();
        reactions(self.table.batch_get(keys, false).await?)
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
    let (sort, reaction) = keys::split_reaction(text_of(row, GSI2.sk)?);
    match (ItemKind::of(row)?, keys::parse_edge_sort(sort)) {
        (ItemKind::CommentVote(user), Some(vote)) => Ok(Voter { user, vote, reaction }),
        (kind, _) => Err(Error::internal(format!("{kind:?} is not a vote for a comment"))),
    }
}

fn reactions(votes: Vec<Item>) -> Result<OwnCommentVotes> {
    let reaction = |vote| from_item::<CommentVote>(vote).map(|vote| (vote.at.id, vote.reaction));
    votes.into_iter().map(reaction).collect()
}

fn vote_item(vote: &CommentVote) -> Result<Item> {
    let mut item = to_item(&keys::comment_vote(vote.at, vote.user), vote)?;
    item.insert(GSI2.pk.to_owned(), text(keys::votes_for_comment(vote.at.id)));
    item.insert(GSI2.sk.to_owned(), text(sort(vote)));
    Ok(item)
}

/// The sort key of a vote in the list of the comment's votes.
fn sort(vote: &CommentVote) -> String {
    keys::with_reaction(keys::edge_sort(vote.vote, vote.user), vote.reaction)
}

/// The event of a change of a vote.
pub(crate) fn event(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    Ok(match (old, new) {
        (None, Some(new)) => Some(Event::CommentVoted(from_item(new)?)),
        (Some(old), None) => Some(Event::CommentUnvoted(from_item(old)?)),
        (Some(old), Some(new)) => {
            let (old, new): (CommentVote, CommentVote) = (from_item(old)?, from_item(new)?);
            let (contribution, before, after) = (Contribution::Comment(new.at), old.reaction, new.reaction);
            (before != after).then_some(Event::VoteTurned { contribution, before, after })
        }
        (None, None) => None,
    })
}
