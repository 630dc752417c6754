//! Keys of comments, and of votes for them.

use super::{id_sort, maintenance, parse_id_sort, post, user};
use crate::domain::{CommentRef, Id, UserId};
use crate::dynamo::Key;

const COMMENTS: &str = "COMMENTS#";
const REPLIES: &str = "REPLIES#";
/// Sort-key prefix of comments, and partition prefix of what belongs to one.
pub(in crate::store::item) const COMMENT: &str = "COMMENT#";
pub(in crate::store::item) const PLACE: &str = "PLACE";
/// Sort-key prefix of a user's votes for comments.
pub(in crate::store::item) const COMMENT_VOTES: &str = "CVOTE#";
/// Partitions over which the comments on a post are spread. New comments always sort last, so that in one partition all
/// of them would be written to the same place.
const PARTITIONS: u16 = 4;

/// A comment: comments on a post in one of the post's partitions, replies in a partition of the comment above them.
pub fn comment(at: CommentRef) -> Key {
    let partition = match at.parent {
        None => format!("{COMMENTS}{}#{}", at.post, at.id.random_bits() % PARTITIONS),
        Some(parent) => replies(parent),
    };
    Key::new(partition, comment_sort(at.id))
}

/// The position of a comment in its list.
pub fn comment_sort(id: Id) -> String {
    format!("{COMMENT}{}", id_sort(id))
}

fn parse_comment_sort(sk: &str) -> Option<Id> {
    parse_id_sort(sk.strip_prefix(COMMENT)?)
}

/// The partitions of the comments on a post.
pub fn comments(post_id: Id) -> impl Iterator<Item = String> {
    (0..PARTITIONS).map(move |n| format!("{COMMENTS}{post_id}#{n}"))
}

/// The partition of the replies to a comment.
pub fn replies(parent: Id) -> String {
    format!("{REPLIES}{parent}")
}

/// Reads the comment from its key if it is a comment on a post; the key of a reply does not tell the post.
pub fn parse_comment_on(key: &Key) -> Option<CommentRef> {
    let (post, _) = key.pk.strip_prefix(COMMENTS)?.split_once('#')?;
    Some(CommentRef::top(Id::parse(post)?, parse_comment_sort(&key.sk)?))
}

/// Reads the comment from the key of a comment or reply.
pub fn parse_comment(pk: &str, sk: &str) -> Option<Id> {
    let is_list = pk.starts_with(COMMENTS) || pk.starts_with(REPLIES);
    if is_list { parse_comment_sort(sk) } else { None }
}

/// Where a comment is, and what belongs to it by its id.
pub fn comment_place(id: Id) -> Key {
    Key::new(format!("{COMMENT}{id}"), PLACE)
}

/// Reads the comment from the partition of [`comment_place`].
pub fn parse_comment_place(pk: &str) -> Option<Id> {
    Id::parse(pk.strip_prefix(COMMENT)?)
}

/// The clean-up of a deleted comment.
pub fn comment_cleanup(id: Id) -> Key {
    Key::new(comment_place(id).pk, maintenance::CLEANUP)
}

/// Index partitions (GSI1) of the replies on a post, whatever comment they reply to.
pub fn replies_on(post_id: Id) -> impl Iterator<Item = String> {
    (0..PARTITIONS).map(move |n| format!("{}#{REPLIES}{n}", post(post_id).pk))
}

/// Index partitions (GSI1) of the comments on a post that are neither replies nor deleted, with their authors.
pub fn authored_on(post_id: Id) -> impl Iterator<Item = String> {
    (0..PARTITIONS).map(move |n| format!("{}#{COMMENTS}{n}", post(post_id).pk))
}

/// The index partition of a comment, or of a reply, with its author, on its post.
pub fn authored(at: CommentRef) -> String {
    let list = if at.parent.is_some() { REPLIES } else { COMMENTS };
    format!("{}#{list}{}", post(at.post).pk, at.id.random_bits() % PARTITIONS)
}

/// Sort key of a comment in that index.
pub fn authored_comment_sort(id: Id, author: UserId) -> String {
    format!("{}#{author}", id_sort(id))
}

/// Reads the author from [`authored_comment_sort`]. Replies of earlier versions have none.
pub fn parse_comment_author(sort: &str) -> Option<UserId> {
    UserId::parse(sort.split_once('#')?.1)
}

/// Index partition (GSI1) of the comments on a post that are deleted but not removed.
pub fn deleted_comments(post_id: Id) -> String {
    format!("{}#DELETED", post(post_id).pk)
}

/// Index partition (GSI2) of an author's comments, for the clean-up.
pub fn comments_by(author: UserId) -> String {
    format!("{}#COMMENTS", user(author))
}

/// A vote for a comment. In the user's partition, in the order of a post's comments, so that one query finds the user's
/// votes for a page of comments and the replies to them.
pub fn comment_vote(at: CommentRef, by: UserId) -> Key {
    let post = id_sort(at.post);
    let sort = match at.parent {
        None => format!("{COMMENT_VOTES}{post}#{}", id_sort(at.id)),
        Some(parent) => format!("{COMMENT_VOTES}{post}#{}#{}", id_sort(parent), id_sort(at.id)),
    };
    Key::new(user(by), sort)
}

/// Index partition (GSI2) of the votes for a comment.
pub fn votes_for_comment(id: Id) -> String {
    format!("{}#VOTES", comment_place(id).pk)
}
