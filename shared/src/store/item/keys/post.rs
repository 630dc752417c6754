//! Keys of posts, of what others do about them, and of feeds.

use crate::domain::{FeedEntry, Id, PostKind, ReactionKind, UserId};
use crate::dynamo::Key;
use crate::store::item::keys::{SWEEP, key, parse_user, user, user_sort};

const POST_PREFIX: &str = "POST#";

/// Sort key of a post.
pub const POST: &str = "POST";

/// What somebody publishes; what others do about it is in the same partition.
pub fn post(id: Id) -> Key {
    key(format!("{POST_PREFIX}{id}"), POST)
}

/// The post to which a partition belongs.
pub fn parse_post(pk: &str) -> Option<Id> {
    Id::parse(pk.strip_prefix(POST_PREFIX)?)
}

/// What is left of a deleted post, to be cleared away in part after part.
pub fn post_cleanup(id: Id) -> Key {
    key(post(id).pk, SWEEP)
}

/// Index partition (GSI2) of what an author has published.
pub fn posts(author: UserId) -> String {
    format!("{}{POSTS_SUFFIX}", user(author))
}

const POSTS_SUFFIX: &str = "#POSTS";

/// The author whose posts an index partition holds.
pub fn parse_posts(pk: &str) -> Option<UserId> {
    parse_user(pk.strip_suffix(POSTS_SUFFIX)?)
}

/// Where a post stands in a list: by age, and with marks if it has a poll and if it is a discussion, so that this is
/// known before it is read.
pub fn entry_sort(entry: FeedEntry) -> String {
    let poll = if entry.poll { "P" } else { "" };
    let discussion = if entry.kind == PostKind::Discussion { "D" } else { "" };
    format!("{:016}{poll}{discussion}", entry.post.get())
}

/// The post of this author that stands at a place of a list.
pub fn parse_entry(sort: &str, author: UserId) -> Option<FeedEntry> {
    let (sort, kind) = sort.strip_suffix('D').map_or((sort, PostKind::Post), |sort| (sort, PostKind::Discussion));
    let (id, poll) = sort.strip_suffix('P').map_or((sort, false), |id| (id, true));
    Some(FeedEntry { post: Id::parse(id.trim_start_matches('0'))?, author, kind, poll })
}

/// The partition of a reader's feed: apart from the rest of what is theirs, since authors fill it.
pub fn feed(reader: UserId) -> String {
    format!("FEED#{reader}")
}

/// A post in a reader's feed.
pub fn feed_entry(reader: UserId, entry: FeedEntry) -> Key {
    key(feed(reader), entry_sort(entry))
}

/// Sort-key prefix of the authors of whom so many others read that their posts are not written into feeds at once.
pub const PULL_AUTHORS: &str = "BIG#";
/// Sort key of a reader's last visit to their feed: before all of those.
pub const VISIT: &str = "BIG#!VISIT";

/// When a reader who has many such authors was last at their feed.
pub fn visit(reader: UserId) -> Key {
    key(user(reader), VISIT)
}

/// That a reader has such an author.
pub fn pull_author(reader: UserId, author: UserId) -> Key {
    key(user(reader), format!("{PULL_AUTHORS}{}", user_sort(author)))
}

/// The author of such a row.
pub fn parse_pull_author(sk: &str) -> Option<UserId> {
    UserId::parse(sk.strip_prefix(PULL_AUTHORS)?.trim_start_matches('0'))
}

/// Sort key of how far something has spread over an author's audience.
pub const SPREAD: &str = "SPREAD";

/// How far a post has come.
pub fn post_delivery(id: Id) -> Key {
    key(post(id).pk, SPREAD)
}

/// How far it has come that an author's posts are looked up.
pub fn author_delivery(id: UserId) -> Key {
    key(user(id), SPREAD)
}

/// What a user did about a post.
pub fn reaction(kind: ReactionKind, post_id: Id, by: UserId) -> Key {
    key(post(post_id).pk, format!("{}{by}", reactions(kind)))
}

/// Sort-key prefix of what users did about a post. (`FOLLOW#` are edges between users.)
pub fn reactions(kind: ReactionKind) -> &'static str {
    match kind {
        ReactionKind::Vote => "VOTE#",
        ReactionKind::Follow => "WATCH#",
        ReactionKind::View => "SEEN#",
    }
}

/// What kind of doing a row of a post tells of.
pub fn parse_reaction(sk: &str) -> Option<ReactionKind> {
    [ReactionKind::Vote, ReactionKind::Follow, ReactionKind::View].into_iter().find(|k| sk.starts_with(reactions(*k)))
}

/// Sort-key prefix of what users have chosen in the poll of a post.
pub const BALLOTS: &str = "POLLVOTE#";

/// What a user has chosen in the poll of a post. With the user, so that one query finds what they have chosen in all
/// polls of a page.
pub fn ballot(post_id: Id, by: UserId) -> Key {
    key(user(by), format!("{BALLOTS}{:016}", post_id.get()))
}

/// Index partition (GSI2) of what users have chosen in the poll of a post.
pub fn ballots(post_id: Id) -> String {
    format!("{}#BALLOTS", post(post_id).pk)
}

/// Index partition (GSI2) of a user's votes for posts and follows of them, for clearing them away.
pub fn done_by(id: UserId) -> String {
    format!("{}#DONE", user(id))
}

/// Where that stands in the index.
pub fn done_sort(post_id: Id, row: &Key) -> String {
    format!("{:016}#{}", post_id.get(), row.sk)
}
