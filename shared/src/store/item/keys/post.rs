//! Keys of posts, and of what users do about them.

use super::{id_sort, maintenance, parse_user, user};
use crate::domain::{FeedEntry, Id, PostKind, ReactionKind, UserId, VoteReaction};
use crate::dynamo::Key;

const POST_PREFIX: &str = "POST#";
const POSTS_SUFFIX: &str = "#POSTS";
const ALL_POSTS: &str = "POSTS#";
pub(in crate::store::item) const POST: &str = "POST";
pub(in crate::store::item) const POLL: &str = "POST#POLL";
pub(in crate::store::item) const POST_COUNTERS: &str = "POST#COUNTERS";
pub(in crate::store::item) const BALLOTS: &str = "POLLVOTE#";
/// What precedes the id of a reaction in a sort key.
const REACTION_MARK: &str = "#R";

/// What the author of a post has written, but for the poll. Votes, follows and views of the post are in the same
/// partition.
pub fn post(id: Id) -> Key {
    Key::new(format!("{POST_PREFIX}{id}"), POST)
}

/// The poll of a post.
pub fn poll(post: Id) -> Key {
    Key::new(format!("{POST_PREFIX}{post}"), POLL)
}

/// The counters of a post.
pub fn post_counters(post: Id) -> Key {
    Key::new(format!("{POST_PREFIX}{post}"), POST_COUNTERS)
}

/// Sort-key prefix of the items that a post consists of: [`post`], [`poll`] and [`post_counters`].
pub const POST_ITEMS: &str = POST;

/// Reads the post from a partition of [`post`].
pub fn parse_post(pk: &str) -> Option<Id> {
    Id::parse(pk.strip_prefix(POST_PREFIX)?)
}

/// The clean-up of a deleted post.
pub fn post_cleanup(id: Id) -> Key {
    Key::new(post(id).pk, maintenance::CLEANUP)
}

/// Index partition (GSI2) of an author's posts.
pub fn posts(author: UserId) -> String {
    format!("{}{POSTS_SUFFIX}", user(author))
}

/// Reads the author from a partition of [`posts`].
pub fn parse_posts(pk: &str) -> Option<UserId> {
    parse_user(pk.strip_suffix(POSTS_SUFFIX)?)
}

/// Parts of the list of all posts. Concurrent posts rarely go to the same one, and a page reads all of them.
pub const POSTS_PARTS: u64 = 4;

/// Index partition (GSI1) of a part of the list of all posts.
pub fn all_posts(part: u64) -> String {
    format!("{ALL_POSTS}{part}")
}

/// The part of the list of all posts that has this post.
pub fn part_of(post: Id) -> u64 {
    post.get() % POSTS_PARTS
}

/// Sort key of a post in the list of all posts: that of any list, and its author.
pub fn authored_sort(entry: FeedEntry) -> String {
    format!("{}#{}", entry_sort(entry), entry.author)
}

/// Reads the post from [`authored_sort`].
pub fn parse_authored(sort: &str) -> Option<FeedEntry> {
    let (sort, author) = sort.split_once('#')?;
    parse_entry(sort, UserId::parse(author)?)
}

/// Sort key of a post in a list: its age, and marks for a poll and for a discussion, so that both are known before the
/// post is read.
pub fn entry_sort(entry: FeedEntry) -> String {
    let poll = if entry.poll { "P" } else { "" };
    let discussion = if entry.kind == PostKind::Discussion { "D" } else { "" };
    format!("{}{poll}{discussion}", id_sort(entry.post))
}

/// Reads the post of this author from [`entry_sort`].
pub fn parse_entry(sort: &str, author: UserId) -> Option<FeedEntry> {
    let (sort, kind) = sort.strip_suffix('D').map_or((sort, PostKind::Post), |sort| (sort, PostKind::Discussion));
    let (id, poll) = sort.strip_suffix('P').map_or((sort, false), |id| (id, true));
    Some(FeedEntry { post: super::parse_id_sort(id)?, author, kind, poll })
}

/// A vote for, a follow or a view of a post.
pub fn reaction(kind: ReactionKind, post_id: Id, by: UserId) -> Key {
    Key::new(post(post_id).pk, format!("{}{by}", reactions(kind)))
}

/// Sort-key prefix of reactions of a kind. (`FOLLOW#` is the prefix of follows between users.)
pub const fn reactions(kind: ReactionKind) -> &'static str {
    match kind {
        ReactionKind::Vote => "VOTE#",
        ReactionKind::Follow => "WATCH#",
        ReactionKind::View => "SEEN#",
        ReactionKind::Suspension => "SUSPENDED#",
    }
}

/// Reads kind and user from the sort key of a reaction.
pub fn parse_reaction(sk: &str) -> Option<(ReactionKind, UserId)> {
    let kinds = [ReactionKind::Vote, ReactionKind::Follow, ReactionKind::View, ReactionKind::Suspension];
    kinds.into_iter().find_map(|kind| Some((kind, UserId::parse(sk.strip_prefix(reactions(kind))?)?)))
}

/// What a user has chosen in the poll of a post. In the user's partition, so that one query finds the user's choices in
/// all polls of a page.
pub fn ballot(post_id: Id, by: UserId) -> Key {
    Key::new(user(by), format!("{BALLOTS}{}", id_sort(post_id)))
}

/// Index partition (GSI2) of the ballots of a post's poll.
pub fn ballots(post_id: Id) -> String {
    format!("{}#BALLOTS", post(post_id).pk)
}

/// Index partition (GSI2) of a user's votes for posts and follows of posts, for the clean-up.
pub fn reactions_by(id: UserId) -> String {
    format!("{}#DONE", user(id))
}

/// Index partition (GSI1) of the posts of a kind about which a user has suspended notifications.
pub fn suspended_by(id: UserId, kind: PostKind) -> String {
    format!("{}#SUSPENDED#{}", user(id), kind.name())
}

/// Sort key of a reaction in that index.
pub fn reaction_sort(post_id: Id, row: &Key) -> String {
    format!("{}#{}", id_sort(post_id), row.sk)
}

/// A sort key of an index with the reaction of a vote, by which votes are listed and recounted without their items. The
/// first reaction is left out.
pub fn with_reaction(sort: String, reaction: VoteReaction) -> String {
    if reaction.is_like() { sort } else { format!("{sort}{REACTION_MARK}{}", reaction.id()) }
}

/// Reads the sort key and the reaction from [`with_reaction`].
pub fn split_reaction(sort: &str) -> (&str, VoteReaction) {
    let parts = sort.rsplit_once(REACTION_MARK);
    let parts = parts.and_then(|(sort, id)| Some((sort, VoteReaction::new(id.parse().ok()?)?)));
    parts.unwrap_or((sort, VoteReaction::Like))
}

/// Bounds of the sort keys in that index of reactions to the posts from `first` to `last`.
pub fn reaction_sorts(first: Id, last: Id) -> [String; 2] {
    [format!("{}#", id_sort(first)), format!("{}$", id_sort(last))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_lists_are_read_as_they_are_written() {
        let id = |number: u64| Id::try_from(number).unwrap();
        for kind in [PostKind::Post, PostKind::Discussion] {
            for poll in [false, true] {
                let entry = FeedEntry { post: id(9_000), author: id(3), kind, poll };
                assert_eq!(parse_entry(&entry_sort(entry), entry.author), Some(entry));
            }
        }
    }
}
