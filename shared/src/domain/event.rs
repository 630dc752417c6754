//! What happened in the community, as the table's stream tells it.

use crate::domain::feed::FeedDelivery;
use crate::domain::folder::FolderId;
use crate::domain::graph::edge::{Edge, EdgeKind};
use crate::domain::graph::friendship::Friendship;
use crate::domain::id::{Id, UserId};
use crate::domain::notification::announcement::Announcement;
use crate::domain::post::poll::Ballot;
use crate::domain::post::{Post, Reaction, ReactionKind};
use crate::domain::profile::picture::FileName;
use crate::domain::profile::user::Profile;

/// One thing that happened. Each is told by exactly one change of one item, so its place in the stream names it.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// An account came to be.
    UserRegistered(Box<Profile>),
    /// A profile changed.
    UserUpdated {
        /// What it was.
        before: Box<Profile>,
        /// What it is.
        after: Box<Profile>,
    },
    /// An account ended: nothing of the user is left but what is to be cleared away.
    UserDeleted(Box<Profile>),
    /// More is left of a deleted user (`all`: of one who is gone altogether) than was cleared away so far.
    UserCleanupDue {
        /// The user.
        user: UserId,
        /// Whether rows of their own go as well, and not only edges.
        all: bool,
    },
    /// Avatars were deleted, by their user or with them: their files are nobody's.
    AvatarsRemoved(Vec<FileName>),
    /// An edge was made.
    Linked(EdgeKind, Edge),
    /// An edge was removed.
    Unlinked(EdgeKind, Edge),
    /// What stands between two users changed.
    FriendshipChanged {
        /// What stood there before.
        before: Option<Friendship>,
        /// What stands there.
        after: Option<Friendship>,
    },
    /// Staff said something, and the next part of its audience is to be told.
    AnnouncementDue {
        /// What is said.
        notice: Box<Announcement>,
        /// Where the audience that was told so far ends; `None`: nobody was.
        after: Option<String>,
    },
    /// A folder was deleted: what lies in it is to be cleared away.
    FolderDeleted(FolderId),
    /// A post was published.
    PostPublished(Box<Post>),
    /// A post was deleted: nothing of it is left but what is to be cleared away.
    PostDeleted(Box<Post>),
    /// More is left of a deleted post than was cleared away so far.
    PostCleanupDue {
        /// The post.
        post: Id,
        /// Who had published it.
        author: UserId,
    },
    /// A user did something about a post.
    Reacted(ReactionKind, Reaction),
    /// A user undid it.
    Unreacted(ReactionKind, Reaction),
    /// What a user has chosen in a poll changed.
    PollVoted {
        /// What it was.
        before: Option<Ballot>,
        /// What it is.
        after: Option<Ballot>,
    },
    /// A reader with many authors whose posts are not written into feeds has come to their feed.
    FeedVisited(UserId),
    /// The next part of an author's audience is due to receive something.
    DeliveryDue {
        /// What they receive.
        delivery: FeedDelivery,
        /// Where the audience that has received it ends.
        after: String,
    },
}
