//! Home feeds: their entries and limits, and how posts are delivered to an author's audience (`docs/feeds.md`).

use serde::{Deserialize, Serialize};

use crate::domain::id::{Id, UserId};
use crate::domain::post::{Post, PostKind};

/// Number of an author's latest posts that a reader's feed receives when the reader begins to follow them.
pub const BACKFILL: usize = 20;
/// How long a feed entry is kept, in seconds: 90 days.
pub const ENTRY_KEPT_FOR: i64 = 90 * 24 * 60 * 60;
/// Maximum number of followers and connections of an author whose posts are written into each reader's feed. An author
/// with more becomes a pull author (fan-out on read).
pub const AUDIENCE_MAX: u64 = 5_000;
/// Maximum number of pull authors of one reader.
pub const PULL_AUTHORS_MAX: usize = 100;
/// Number of a reader's pull authors whose posts are looked up on every read of the feed.
pub const READ_ON_DEMAND_MAX: usize = 4;
/// Minimum time between two fetches of all pull authors' posts for one reader, in seconds.
pub const PULL_INTERVAL: i64 = 60;

/// What a list knows of a post before the post is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FeedEntry {
    /// The post.
    pub post: Id,
    /// Its author.
    pub author: UserId,
    /// Its kind.
    pub kind: PostKind,
    /// Whether it has a poll.
    pub poll: bool,
}

impl FeedEntry {
    /// The entry of a post.
    pub fn of(post: &Post) -> Self {
        Self { post: post.id, author: post.author, kind: post.kind, poll: post.content.poll.is_some() }
    }
}

/// A delivery to an author's whole audience, page by page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedDelivery {
    /// A post, which is written into each reader's feed.
    Post(FeedEntry),
    /// The author has become a pull author. Each reader stores that.
    PullAuthor(UserId),
}

impl FeedDelivery {
    /// The author whose audience receives it.
    pub fn author(self) -> UserId {
        match self {
            Self::Post(entry) => entry.author,
            Self::PullAuthor(author) => author,
        }
    }
}
