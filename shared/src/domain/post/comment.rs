//! Comments on posts, and replies to comments (`docs/api/community.md`, "Comments").

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::error::Problem;
use crate::domain::id::{Id, UserId};
use crate::domain::post::moderation::Moderation;
use crate::domain::post::vote_reaction::VoteReaction;
use crate::domain::post::{PostKind, html};

/// Maximum length of a text before cleaning, in characters.
pub const TEXT_MAX: usize = 5_000;
/// Maximum size of a text after cleaning, in bytes. It bounds the size of a page.
pub const CLEAN_MAX: usize = 8 * 1024;
/// Newest replies that are shown with a comment.
pub const LATEST: usize = 3;
/// Maximum offset in a list of comments. Rows are read whole, so that an offset costs more than in other lists.
pub const OFFSET_MAX: usize = 100;

/// Where a comment is: on a post, or below a comment on that post. There are no further levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CommentRef {
    /// The post.
    pub post: Id,
    /// The comment that this one replies to; `None` for a comment on the post itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Id>,
    /// The comment.
    pub id: Id,
}

impl CommentRef {
    /// A comment on the post itself.
    pub fn top(post: Id, id: Id) -> Self {
        Self { post, parent: None, id }
    }

    /// The comment that this one is a reply to.
    pub fn parent(self) -> Option<Self> {
        self.parent.map(|parent| Self::top(self.post, parent))
    }
}

/// A comment, stored in this form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Where it is.
    #[serde(flatten)]
    pub at: CommentRef,
    /// The kind of the post.
    pub kind: PostKind,
    /// The author.
    pub author: UserId,
    /// The reply that this one answers; it has the same parent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_reply_to: Option<Id>,
    /// The author of the post, or of the parent, who is notified.
    pub notified: UserId,
    /// The text, cleaned by [`clean`]. Empty once its author was deleted for good.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub html: String,
    /// When it was last edited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited: Option<Timestamp>,
    /// When it was deleted. It stays as a blank while it has replies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<Timestamp>,
    /// What staff have decided about the comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moderation: Option<Moderation>,
    /// The last restoration by another user than the author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restored: Option<Id>,
}

impl Comment {
    /// Whether its text is shown.
    pub fn is_live(&self) -> bool {
        self.deleted.is_none()
    }
}

/// What a comment's id alone does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentPlace {
    /// Where the comment is.
    #[serde(flatten)]
    pub at: CommentRef,
    /// The kind of the post.
    pub kind: PostKind,
    /// The author of the comment.
    pub author: UserId,
}

impl CommentPlace {
    /// The place of a comment.
    pub fn of(comment: &Comment) -> Self {
        Self { at: comment.at, kind: comment.kind, author: comment.author }
    }
}

/// One of the newest replies to a comment, with its author, so that both are read in one trip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LatestReply {
    /// The reply.
    pub id: Id,
    /// Its author.
    pub author: UserId,
}

/// A comment with what is derived from its votes and replies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedComment {
    /// The comment.
    pub comment: Comment,
    /// Votes for the comment.
    pub votes: u64,
    /// Votes for the comment with each reaction that is counted.
    pub reactions: BTreeMap<VoteReaction, u64>,
    /// Flags of the comment.
    pub flags: u64,
    /// Replies to the comment.
    pub replies: u64,
    /// The newest replies, oldest first.
    pub latest: Vec<LatestReply>,
}

impl CountedComment {
    /// Whether it is shown at all: a deleted comment is shown, as a blank, only while it has replies.
    pub fn is_shown(&self) -> bool {
        self.comment.is_live() || self.replies > 0
    }
}

/// A vote of one user for a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentVote {
    /// The comment.
    #[serde(flatten)]
    pub at: CommentRef,
    /// The user.
    pub user: UserId,
    /// The id of the vote, which contains the time. A vote that is taken back and repeated has another id.
    pub vote: Id,
    /// The author of the comment.
    pub author: UserId,
    /// How the vote is meant.
    #[serde(default, skip_serializing_if = "VoteReaction::is_like")]
    pub reaction: VoteReaction,
}

/// A user who voted, how, and the id of the vote, which contains the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voter {
    /// The user.
    pub user: UserId,
    /// The vote.
    pub vote: Id,
    /// How it is meant.
    pub reaction: VoteReaction,
}

/// The order of a list of comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentOrder {
    /// Oldest first.
    Oldest,
    /// Newest first.
    Newest,
    /// Newest first; on each page those of users whom the caller follows or is connected with come first.
    Connection,
}

impl CommentOrder {
    /// The names of the orders in the API.
    pub const NAMES: &[&str] = &["added_at", "-added_at", "connection", "-connection"];

    /// Parses the name of an order.
    pub fn parse(name: &str) -> Result<Self, Problem> {
        match name {
            "added_at" | "" => Ok(Self::Oldest),
            "-added_at" => Ok(Self::Newest),
            "connection" | "-connection" => Ok(Self::Connection),
            _ => Err(Problem::new("invalid_choice", format!("Take one of {}.", Self::NAMES.join(", ")))),
        }
    }
}

/// Cleans the text of a comment by the rules of a post's text. It must not be blank.
pub fn clean(text: &str) -> Result<String, Problem> {
    if text.chars().count() > TEXT_MAX {
        return Err(Problem::too_long(TEXT_MAX));
    }
    let clean = html::clean(text)?;
    if clean.len() > CLEAN_MAX {
        return Err(Problem::new(
            "max_length",
            format!("Ensure this text has no more than {CLEAN_MAX} bytes of HTML."),
        ));
    }
    if html::is_blank(&clean) { Err(Problem::blank()) } else { Ok(clean) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cleaned_bounded_and_not_blank() {
        assert_eq!(clean("<b onclick=x()>Hi</b><script>x()</script>"), Ok("<b>Hi</b>".to_owned()));
        assert!(clean("<img src=\"https://example.org/a.png\">").is_ok());
        for (text, code) in [
            (String::new(), "blank"),
            ("  \n ".to_owned(), "blank"),
            ("<p><br></p>".to_owned(), "blank"),
            ("<script>x()</script>".to_owned(), "blank"),
            ("<img src=x>".to_owned(), "blank"),
            ("x".repeat(TEXT_MAX + 1), "max_length"),
            ("\u{1f600}".repeat(CLEAN_MAX / 4 + 1), "max_length"),
            ("<b>".repeat(501), "max_tags"),
            ("a\0b".to_owned(), "invalid"),
        ] {
            assert_eq!(clean(&text).map_err(|problem| problem.code), Err(code), "{text:.40}");
        }
        assert!(clean(&"x".repeat(TEXT_MAX)).is_ok());
    }

    #[test]
    fn every_named_order_is_known_and_no_other() {
        for name in CommentOrder::NAMES {
            assert!(CommentOrder::parse(name).is_ok(), "{name}");
        }
        for name in ["id", "added_at,-added_at", "ADDED_AT", "--added_at"] {
            assert_eq!(CommentOrder::parse(name).map_err(|problem| problem.code), Err("invalid_choice"), "{name}");
        }
    }

    #[test]
    fn a_blank_is_shown_while_it_has_replies() {
        let id = |n: u64| Id::try_from(n).unwrap();
        let comment = |deleted| Comment {
            moderation: None,
            restored: None,
            at: CommentRef::top(id(1), id(2)),
            kind: PostKind::Post,
            author: id(3),
            in_reply_to: None,
            notified: id(4),
            html: "x".to_owned(),
            edited: None,
            deleted,
        };
        for (deleted, replies, shown) in [
            (None, 0, true),
            (None, 1, true),
            (Some(Timestamp::UNIX_EPOCH), 0, false),
            (Some(Timestamp::UNIX_EPOCH), 1, true),
        ] {
            let counted = CountedComment {
                comment: comment(deleted),
                votes: 0,
                reactions: BTreeMap::new(),
                flags: 0,
                replies,
                latest: Vec::new(),
            };
            assert_eq!(counted.is_shown(), shown, "{deleted:?} {replies}");
        }
    }
}
