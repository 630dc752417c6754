//! Home feeds: their entries, their limits, and how a post is delivered to an author's audience.

use serde::{Deserialize, Serialize};

use crate::domain::id::{Id, UserId};
use crate::domain::post::{Post, PostKind};

/// Posts of an author that a feed is filled with when somebody comes to follow them.
pub const BACKFILL: usize = 20;
/// How long an entry of a feed is kept, in seconds: 90 days.
pub const ENTRY_KEPT_FOR: i64 = 90 * 24 * 60 * 60;
/// Followers and connections up to which an author's posts are written into the feeds of each of them.
pub const AUDIENCE_MAX: u64 = 5_000;
/// Authors with more of them that one reader has.
pub const PULL_AUTHORS_MAX: usize = 100;
/// Those among them whose posts are looked up whenever the feed is read.
pub const READ_ON_DEMAND_MAX: usize = 4;
/// How often the posts of all of them are fetched for a reader who keeps coming, in seconds.
pub const PULL_INTERVAL: i64 = 60;

/// What is known of a post before it was read: where a list leads.
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

/// Something that an author's whole audience receives, part after part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedDelivery {
    /// A post, into the feed of each.
    Post(FeedEntry),
    /// That the author's posts are not to be written into feeds from now on: there are too many who read them.
    Big(UserId),
}

impl FeedDelivery {
    /// Whose audience it is.
    pub fn author(self) -> UserId {
        match self {
            Self::Post(entry) => entry.author,
            Self::Big(author) => author,
        }
    }
}
