//! Counters recomputed from source items, page by page: whatever the size of a partition, a page of it is in memory.

use std::collections::BTreeMap;

use crate::domain::counter::{Counter, CounterOwner};
use crate::domain::{
    Ballot, CommentRef, Error, FeedEntry, FlagTarget, Id, PostKind, ReactionKind, Result, UserId, VoteReaction,
};
use crate::dynamo::{GSI1, GSI2, Index, Item, MAIN, Part, PartPage, Range, Table, text_of};
use crate::store::EdgeList;
use crate::store::item::{ItemKind, from_item, keys};
use crate::store::post::posts::{entry, posts_of};

/// Recomputed counters.
pub(crate) type Facts = BTreeMap<Counter, u64>;

/// Items of which more than the number matters that are held in memory at a time.
const PAGE: usize = 1_000;

/// Counters that are the lengths of lists of users.
const LISTS: [(Counter, EdgeList); 5] = [
    (Counter::Followings, EdgeList::Followings),
    (Counter::Followers, EdgeList::Followers),
    (Counter::Connections, EdgeList::Connections),
    (Counter::RequestsSent, EdgeList::RequestsSent),
    (Counter::RequestsReceived, EdgeList::RequestsReceived),
];

/// Counters of a post that are its numbers of follows and views.
const REACTIONS: [(Counter, ReactionKind); 2] =
    [(Counter::PostFollowers, ReactionKind::Follow), (Counter::Views, ReactionKind::View)];

/// A list of source items, and what each item adds to counters.
#[derive(Clone, Debug)]
struct Source {
    part: Part<'static>,
    adds: Adds,
}

#[derive(Clone, Debug)]
enum Adds {
    /// The same to these counters.
    Each(Vec<(Counter, i64)>),
    /// What a post adds to the counters of its author.
    Post,
    /// What a vote for a post or a comment adds.
    Vote,
    /// The choices of a voter in the poll of this post.
    Ballot(Id),
}

/// The source items of a user, post or comment, as far as they are counted.
#[derive(Clone, Debug)]
pub struct Counting {
    /// The user, post or comment.
    pub of: CounterOwner,
    /// The lists, one counted after the other.
    sources: Vec<Source>,
    /// How many lists are counted.
    pub(crate) done: usize,
    /// The item of the next list after which the counting continues.
    pub(crate) after: Option<Item>,
    pub(crate) sums: BTreeMap<Counter, i64>,
}

impl Counting {
    /// Of a user.
    pub fn of_user(user: UserId) -> Self {
        let lists = LISTS.into_iter().flat_map(|(counter, list)| {
            list.sources(user).into_iter().map(move |(index, pk)| Source::each(index, pk, Range::All, &[(counter, 1)]))
        });
        let (index, pk) = posts_of(user);
        let posts = Source { part: Part { index, pk, range: Range::All }, adds: Adds::Post };
        let of_posts = [Counter::Posts, Counter::Discussions, Counter::Polls];
        let others = [posts, flags(FlagTarget::User(user))];
        Self::new(CounterOwner::User(user), lists.chain(others).collect(), of_posts)
    }

    /// Of a post. Deleted comments are items of the lists, but not comments.
    pub fn of_post(post: FeedEntry) -> Self {
        let id = post.post;
        let partition = || keys::post(id).pk;
        let votes = Range::Prefix(keys::reactions(ReactionKind::Vote));
        let votes = Source { part: Part { index: MAIN, pk: partition(), range: votes }, adds: Adds::Vote };
        let reactions = REACTIONS.map(|(counter, kind)| {
            Source::each(MAIN, partition(), Range::Prefix(keys::reactions(kind)), &[(counter, 1)])
        });
        let top = [(Counter::Comments, 1), (Counter::TopComments, 1)];
        let comments = keys::comments(id).map(|pk| Source::each(MAIN, pk, Range::All, &top));
        let replies = keys::replies_on(id).map(|pk| Source::each(GSI1, pk, Range::All, &[(Counter::Comments, 1)]));
        let deleted = Source::each(GSI1, keys::deleted_comments(id), Range::All, &[(Counter::Comments, -1)]);
        let mut sources: Vec<_> = reactions
            .into_iter()
            .chain(comments)
            .chain(replies)
            .chain([votes, flags(FlagTarget::Post(id)), deleted])
            .collect();
        if post.poll {
            let part = Part { index: GSI2, pk: keys::ballots(id), range: Range::All };
            sources.push(Source { part, adds: Adds::Ballot(id) });
        }
        Self::new(CounterOwner::Post(id), sources, of_votes())
    }

    /// Of a comment.
    pub fn of_comment(at: CommentRef) -> Self {
        let part = Part { index: GSI2, pk: keys::votes_for_comment(at.id), range: Range::All };
        let votes = Source { part, adds: Adds::Vote };
        let replies = Source::each(MAIN, keys::replies(at.id), Range::All, &[(Counter::Replies, 1)]);
        let replies = at.parent.is_none().then_some(replies);
        let sources = [votes, flags(FlagTarget::Comment(at))].into_iter().chain(replies).collect();
        Self::new(CounterOwner::Comment(at), sources, of_votes())
    }

    fn new(of: CounterOwner, sources: Vec<Source>, others: impl IntoIterator<Item = Counter>) -> Self {
        let each = sources.iter().flat_map(|source| match &source.adds {
            Adds::Each(counters) => counters.as_slice(),
            Adds::Post | Adds::Vote | Adds::Ballot(_) => &[],
        });
        let sums = each.map(|(counter, _)| *counter).chain(others).map(|counter| (counter, 0)).collect();
        Self { of, sources, done: 0, after: None, sums }
    }

    /// Makes the counting begin again.
    pub(crate) fn start_over(&mut self) {
        (self.done, self.after) = (0, None);
        self.sums.values_mut().for_each(|sum| *sum = 0);
    }

    /// The counters, once all is counted.
    pub(crate) fn facts(&self) -> Facts {
        self.sums.iter().map(|(counter, sum)| (*counter, u64::try_from(*sum).unwrap_or(0))).collect()
    }

    /// Counts up to `limit` more items, and up to a page beyond. Returns whether all are counted.
    pub(crate) async fn advance(&mut self, table: &Table, limit: u64) -> Result<bool> {
        let mut counted = 0;
        while let Some(source) = self.sources.get(self.done) {
            if counted >= limit {
                return Ok(false);
            }
            let page = source.page(table, self.after.take(), limit - counted).await?;
            counted += page.count;
            for (counter, by) in source.adds.of(table, &page).await? {
                *self.sums.entry(counter).or_default() += by;
            }
            self.after = page.next;
            self.done += usize::from(self.after.is_none());
        }
        Ok(true)
    }
}

impl Source {
    fn each(index: Index, pk: String, range: Range<'static>, adds: &[(Counter, i64)]) -> Self {
        Self { part: Part { index, pk, range }, adds: Adds::Each(adds.to_vec()) }
    }

    async fn page(&self, table: &Table, after: Option<Item>, limit: u64) -> Result<PartPage> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        Ok(match self.adds {
            Adds::Each(_) => table.count_page(&self.part, after, limit).await?,
            Adds::Post | Adds::Vote | Adds::Ballot(_) => table.items_page(&self.part, after, limit.min(PAGE)).await?,
        })
    }
}

impl Adds {
    /// What the items of a page add.
    async fn of(&self, table: &Table, page: &PartPage) -> Result<Vec<(Counter, i64)>> {
        match self {
            Self::Each(counters) => {
                let count = i64::try_from(page.count).map_err(Error::internal)?;
                Ok(counters.iter().map(|(counter, by)| (*counter, by * count)).collect())
            }
            Self::Post => {
                let mut adds = Vec::new();
                for item in &page.items {
                    let entry = entry(item)?;
                    let discussion = entry.kind == PostKind::Discussion;
                    adds.push((if discussion { Counter::Discussions } else { Counter::Posts }, 1));
                    adds.extend(entry.poll.then_some((Counter::Polls, 1)));
                }
                Ok(adds)
            }
            Self::Vote => {
                let mut adds = Vec::new();
                for item in &page.items {
                    let (_, reaction) = keys::split_reaction(text_of(item, GSI2.sk)?);
                    adds.push((Counter::Votes, 1));
                    adds.extend((!reaction.is_like()).then_some((Counter::Reaction(reaction), 1)));
                }
                Ok(adds)
            }
            Self::Ballot(post) => votes(table, *post, &page.items).await,
        }
    }
}

/// The counters that votes for a post or a comment add to.
fn of_votes() -> impl Iterator<Item = Counter> {
    [Counter::Votes].into_iter().chain(VoteReaction::COUNTED.map(Counter::Reaction))
}

fn flags(target: FlagTarget) -> Source {
    Source::each(MAIN, keys::flagged(target), Range::Prefix(keys::FLAGS), &[(Counter::Flags, 1)])
}

/// The votes of these voters, who are rows of an index, in the poll of a post.
async fn votes(table: &Table, post: Id, voters: &[Item]) -> Result<Vec<(Counter, i64)>> {
    let ballot = |row: &Item| match ItemKind::of(row)? {
        ItemKind::Ballot(voter) => Ok(keys::ballot(post, voter)),
        kind => Err(Error::internal(format!("{kind:?} is not a ballot"))),
    };
    let ballots = table.batch_get(voters.iter().map(ballot).collect::<Result<_>>()?, true).await?;
    let mut votes = Vec::new();
    for ballot in ballots {
        votes.extend(from_item::<Ballot>(ballot)?.votes.into_iter().map(|vote| (Counter::Choice(vote.choice), 1)));
    }
    Ok(votes)
}
