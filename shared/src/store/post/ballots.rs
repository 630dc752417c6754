//! Votes in polls: all choices of one user are one item, changed by conditional writes. No two users write the same item, so
//! that votes never wait for each other.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::domain::cursor::{Direction, Page, Positioned};
use crate::domain::event::Event;
use crate::domain::{Ballot, Error, FeedEntry, Id, Poll, PollVote, PostKind, Result, Toggle, UserId};
use crate::dynamo::{ABSENT, Backoff, GSI2, Item, Query, Range, Refused, Table, Write, text};
use crate::store::item::{from_item, keys, to_item};
use crate::store::post::post_items::PollOfPost;
use crate::store::post::posts::Posts;

/// The most ballots that a page reads, those of polls between the polls on the page included.
pub const BALLOTS_MAX: usize = 40;

/// What is read before a vote.
#[derive(Clone, Debug)]
pub struct PollState {
    /// The kind of the post.
    pub kind: PostKind,
    /// The poll.
    pub poll: Poll,
    /// The user's choices so far.
    pub votes: Vec<PollVote>,
}

/// Votes in polls.
#[derive(Clone, Copy, Debug)]
pub struct Ballots<'a> {
    pub(crate) table: &'a Table,
}

impl Ballots<'_> {
    /// Reads the poll of a post and a user's choices in it, consistently: a vote that begins after a poll was closed finds
    /// it closed. `None` if there is no such post, or it has no poll.
    pub async fn state(self, post: Id, user: UserId) -> Result<Option<PollState>> {
        let (found, votes) = tokio::try_join!(self.poll(post), self.votes(post, user))?;
        Ok(found.map(|PollOfPost { kind, poll }| PollState { kind, poll, votes }))
    }

    async fn poll(self, post: Id) -> Result<Option<PollOfPost>> {
        if let Some(item) = self.table.get(&keys::poll(post), true).await? {
            return from_item(item).map(Some);
        }
        // A post of an earlier version has its poll inside.
        let post = Posts { table: self.table }.get(post, true).await?.map(|found| found.post);
        Ok(post.and_then(|post| Some(PollOfPost { kind: post.kind, poll: post.content.poll? })))
    }

    async fn votes(self, post: Id, user: UserId) -> Result<Vec<PollVote>> {
        let item = self.table.get(&keys::ballot(post, user), true).await?;
        Ok(item.map(from_item::<Ballot>).transpose()?.map(|ballot| ballot.votes).unwrap_or_default())
    }

    /// Reads a user's choices in the polls of these posts, eventually consistently.
    pub async fn get_many(self, posts: &[Id], user: UserId) -> Result<Vec<Ballot>> {
        let keys = posts.iter().map(|post| keys::ballot(*post, user)).collect();
        self.table.batch_get(keys, false).await?.into_iter().map(from_item).collect()
    }

    /// Adds the user's choices to a page. The user may have voted in many polls between those on the page; the page is
    /// cut after the first [`BALLOTS_MAX`] in the direction in which it was read, and the next page begins there.
    pub async fn of_page(
        self,
        user: UserId,
        mut page: Page<Positioned<FeedEntry>>,
        direction: Direction,
    ) -> Result<(Page<Positioned<FeedEntry>>, Vec<Ballot>)> {
        let polls = || page.rows.iter().map(|entry| entry.row).filter(|entry| entry.poll).map(|entry| entry.post);
        let (Some(first), Some(last)) = (polls().min(), polls().max()) else { return Ok((page, Vec::new())) };
        let (partition, [first, last]) = (keys::user(user), [first, last].map(|post| keys::ballot(post, user).sk));
        let range = Range::Between(&first, &last);
        let ascending = direction == Direction::Backward;
        let query = Query { range, ascending, limit: BALLOTS_MAX, ..Query::all(&partition) };
        let rows = self.table.query(query).await?;
        let ballots: Vec<Ballot> = rows.into_iter().map(from_item).collect::<Result<_>>()?;
        if let Some(end) = ballots.get(BALLOTS_MAX - 1).map(|last| last.post) {
            let is_beyond = |post: Id| if ascending { post > end } else { post < end };
            let beyond = |entry: &Positioned<FeedEntry>| entry.row.poll && is_beyond(entry.row.post);
            let known = match direction {
                Direction::Forward => page.rows.iter().position(beyond),
                Direction::Backward => page.rows.iter().rev().position(beyond),
            };
            page.keep(known.unwrap_or(page.rows.len()), direction);
        }
        Ok((page, ballots))
    }

    /// Votes for a choice in the poll of a post, or takes the vote back. A wish that is fulfilled writes nothing. Applies on
    /// condition that the user's choices are unchanged; otherwise it is applied again to the stored state, or fails by its
    /// own rule. Concurrent votes of one user apply one after the other. `id` is the id of a new vote.
    pub async fn toggle_vote(
        self,
        toggle: Toggle,
        (post, user): (Id, UserId),
        mut before: PollState,
        choice: Id,
        id: Id,
    ) -> Result<()> {
        let mut backoff = Backoff::new();
        loop {
            let votes = before.poll.toggle(&before.votes, toggle, choice, id)?;
            if votes == before.votes {
                return Ok(());
            }
            let change = change(Ballot { post, user, votes }, &before.votes)?;
            let Err(Refused(_)) = self.table.write(change).await? else { return Ok(()) };
            backoff.wait("a ballot kept changing").await?;
            before = self.state(post, user).await?.ok_or_else(Error::not_found)?;
        }
    }

    /// Removes the choices of a user in the poll of a deleted post.
    pub async fn remove(self, post: Id, user: UserId) -> Result<()> {
        self.table.write_if(Write::delete(keys::ballot(post, user))).await?;
        Ok(())
    }
}

/// The write of a ballot, on condition that the stored choices are those that were read.
fn change(after: Ballot, before: &[PollVote]) -> Result<Write> {
    let key = keys::ballot(after.post, after.user);
    let write = if after.votes.is_empty() {
        Write::delete(key)
    } else {
        let mut item = to_item(&key, &after)?;
        item.insert(GSI2.pk.to_owned(), text(keys::ballots(after.post)));
        item.insert(GSI2.sk.to_owned(), text(keys::id_sort(after.user)));
        Write::put(item)
    };
    Ok(match before {
        [] => write.only_if(ABSENT),
        before => write.only_if("#votes = :before").bind(":before", value(before)?),
    })
}

fn value(value: impl serde::Serialize) -> Result<AttributeValue> {
    serde_dynamo::to_attribute_value(value).map_err(Error::internal)
}

/// The event of a change of a ballot.
pub(crate) fn event(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let read = |item: Option<Item>| item.map(from_item::<Ballot>).transpose();
    let (before, after) = (read(old)?, read(new)?);
    Ok((before != after).then_some(Event::PollVoted { before, after }))
}
