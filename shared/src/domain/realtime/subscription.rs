//! Subscriptions: the posts that a socket watches, as it has asked by messages.

use serde::{Deserialize, Serialize};

use crate::domain::id::{Id, UserId};
use crate::domain::post::PostKind;

/// Posts that a socket watches at once.
pub const SUBSCRIPTIONS_MAX: usize = 20;
/// Sockets that watch a post at once. They are one item, which is read and written with each change, so that a post whom very
/// many look at makes no key hot. The others poll.
pub const WATCHERS_MAX: usize = 100;
/// New comments in a message. Beyond them, the message says only how many there are.
pub const COMMENTS_MAX: usize = 10;

/// A socket that watches a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watcher {
    /// Its user.
    pub user: UserId,
    /// When the socket ends at the latest, in seconds since 1970.
    pub until: i64,
}

/// What a message asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// Whether it begins or ends.
    pub action: SubscriptionAction,
    /// The kind of the post.
    pub kind: PostKind,
    /// The post.
    pub post: Id,
}

/// Whether a subscription begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubscriptionAction {
    /// It begins.
    Subscribe,
    /// It ends.
    Unsubscribe,
}

/// Why a subscription is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SubscriptionRefusal {
    /// The message names no post, or more than one.
    Invalid,
    /// There is no such post, or the user may not see it.
    NotFound,
    /// The socket watches [`SUBSCRIPTIONS_MAX`] posts.
    TooManySubscriptions,
    /// [`WATCHERS_MAX`] sockets watch the post.
    TooManyWatchers,
    /// The table does not respond.
    Unavailable,
}
