//! Counters recomputed from source items.

use std::collections::BTreeMap;

use crate::domain::counter::Counter;
use crate::domain::cursor::{Cursor, PageRequest, Start};
use crate::domain::{Ballot, CommentRef, Error, FlagTarget, Id, Post, PostKind, ReactionKind, Result, UserId};
use crate::dynamo::{GSI1, GSI2, Index, Item, MAIN, Query};
use crate::store::counter::counters::CounterItems;
use crate::store::item::{ItemKind, from_item, keys};
use crate::store::post::posts::Posts;

/// Recomputed counters.
pub(crate) type Facts = BTreeMap<Counter, u64>;

/// Rows that are held in memory at a time.
const STEP: usize = 1_000;

impl CounterItems<'_> {
    /// Counts a user's posts.
    pub(crate) async fn count_posts_by(self, user: UserId) -> Result<Facts> {
        let mut facts = Facts::from([Counter::Posts, Counter::Discussions, Counter::Polls].map(|counter| (counter, 0)));
        let mut add = |counter| *facts.entry(counter).or_default() += 1;
        let mut start = Start::Offset(0);
        loop {
            let page = Posts { table: self.table }.page_by_author(user, &PageRequest { limit: STEP, start }).await?;
            for entry in &page.rows {
                add(if entry.kind == PostKind::Discussion { Counter::Discussions } else { Counter::Posts });
                if entry.poll {
                    add(Counter::Polls);
                }
            }
            let Some(Cursor { position, .. }) = page.next else { return Ok(facts) };
            start = Start::after(Some(&position));
        }
    }

    /// Counts the reactions to a post, and the comments on it.
    pub(crate) async fn count_post(self, post: &Post) -> Result<Facts> {
        let partition = keys::post(post.id).pk;
        let kinds = [
            (Counter::Votes, ReactionKind::Vote),
            (Counter::PostFollowers, ReactionKind::Follow),
            (Counter::Views, ReactionKind::View),
        ];
        let counts = kinds.map(async |(counter, kind)| {
            let prefix = keys::reactions(kind);
            Ok::<_, Error>((counter, self.table.count(MAIN, &partition, Some(prefix)).await?))
        });
        let (counts, flags, comments, mut facts) = futures::try_join!(
            futures::future::try_join_all(counts),
            self.count_flags(FlagTarget::Post(post.id)),
            self.count_comments(post.id),
            self.count_poll_votes(post)
        )?;
        facts.extend(counts);
        facts.insert(Counter::Flags, flags);
        facts.extend(comments);
        Ok(facts)
    }

    /// Counts the comments on a post and the replies to them. Deleted ones are rows of the list, but not comments.
    async fn count_comments(self, post: Id) -> Result<Facts> {
        let top = self.count_all(MAIN, keys::comments(post));
        let replies = self.count_all(GSI1, keys::replies_on(post));
        let deleted = keys::deleted_comments(post);
        let deleted = async { Ok::<_, Error>(self.table.count(GSI1, &deleted, None).await?) };
        let (top, replies, deleted) = futures::try_join!(top, replies, deleted)?;
        Ok(Facts::from([(Counter::Comments, (top + replies).saturating_sub(deleted)), (Counter::TopComments, top)]))
    }

    async fn count_flags(self, target: FlagTarget) -> Result<u64> {
        Ok(self.table.count(MAIN, &keys::flagged(target), Some(keys::FLAGS)).await?)
    }

    async fn count_all(self, index: Index, partitions: impl Iterator<Item = String>) -> Result<u64> {
        let partitions: Vec<String> = partitions.collect();
        let counts = partitions.iter().map(|partition| self.table.count(index, partition, None));
        Ok(futures::future::try_join_all(counts).await?.into_iter().sum())
    }

    /// Counts the votes for a comment, its flags, and the replies to it.
    pub(crate) async fn count_comment(self, at: CommentRef) -> Result<Facts> {
        let (votes, replies) = (keys::votes_for_comment(at.id), keys::replies(at.id));
        let count = async |index, partition: &str| Ok::<_, Error>(self.table.count(index, partition, None).await?);
        let flags = self.count_flags(FlagTarget::Comment(at));
        let (votes, replies, flags) = futures::try_join!(count(GSI2, &votes), count(MAIN, &replies), flags)?;
        let replies = at.parent.is_none().then_some((Counter::Replies, replies));
        Ok([(Counter::Votes, votes), (Counter::Flags, flags)].into_iter().chain(replies).collect())
    }

    async fn count_poll_votes(self, post: &Post) -> Result<Facts> {
        let Some(poll) = &post.content.poll else { return Ok(Facts::new()) };
        let mut facts: Facts = poll.choices.iter().map(|choice| (Counter::Choice(choice.id), 0)).collect();
        let partition = keys::ballots(post.id);
        let voters = self.table.query(Query { index: Some(GSI2), ..Query::all(&partition) }).await?;
        for part in voters.chunks(STEP) {
            let voter = |row: &Item| match ItemKind::of(row)? {
                ItemKind::Ballot(voter) => Ok(voter),
                kind => Err(Error::internal(format!("{kind:?} is not a ballot"))),
            };
            let voters: Vec<UserId> = part.iter().map(voter).collect::<Result<_>>()?;
            let keys = voters.iter().map(|voter| keys::ballot(post.id, *voter)).collect();
            for ballot in self.table.batch_get(keys, true).await? {
                for vote in from_item::<Ballot>(ballot)?.votes {
                    *facts.entry(Counter::Choice(vote.choice)).or_default() += 1;
                }
            }
        }
        Ok(facts)
    }
}
