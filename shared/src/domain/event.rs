//! Events of the community, as the table's stream delivers them.

use jiff::civil::Date;

use crate::domain::account::audit::OwnAct;
use crate::domain::account::ban::Ban;
use crate::domain::feed::{FeedDelivery, FeedEntry};
use crate::domain::folder::FolderId;
use crate::domain::graph::edge::{Edge, EdgeKind};
use crate::domain::graph::friendship::Friendship;
use crate::domain::id::{Id, UserId};
use crate::domain::notification::Notification;
use crate::domain::notification::announcement::Announcement;
use crate::domain::notification::reading::Reading;
use crate::domain::post::comment::{CommentVote, CountedComment};
use crate::domain::post::contribution::Contribution;
use crate::domain::post::flag::Flag;
use crate::domain::post::media_upload::MediaUpload;
use crate::domain::post::moderation::{Moderation, Notice};
use crate::domain::post::poll::Ballot;
use crate::domain::post::vote_reaction::VoteReaction;
use crate::domain::post::{Reaction, ReactionKind};
use crate::domain::profile::Profile;
use crate::domain::profile::picture::FileName;
use crate::domain::realtime::SocketId;

/// An event. Each corresponds to exactly one change of one item, so its place in the stream identifies it.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// An account was created.
    UserRegistered(Box<Profile>),
    /// A profile changed.
    UserUpdated {
        /// The old profile.
        before: Box<Profile>,
        /// The new profile.
        after: Box<Profile>,
    },
    /// An account was deleted for good. Everything that is left of it has to be cleaned up.
    UserDeleted(Box<Profile>),
    /// A deleted user has items that are not cleaned up yet.
    UserCleanupDue {
        /// The user.
        user: UserId,
        /// Whether all of the user's items have to go (a hard deletion), or only their edges (a soft one).
        all: bool,
    },
    /// Status, roles or revocations of an account changed; with what its user did, if it was the user.
    AuthStateChanged(UserId, Option<OwnAct>),
    /// Staff banned an account, or lifted or changed a ban.
    BanChanged {
        /// The user.
        user: UserId,
        /// The ban before, if there was one.
        before: Option<Ban>,
        /// The ban after, unless it was lifted.
        after: Option<Ban>,
    },
    /// Sockets are no longer among those of their user, and have to be closed.
    SocketsRemoved(Vec<SocketId>),
    /// A socket has ended that watched these posts.
    SocketEnded {
        /// The socket.
        socket: SocketId,
        /// The posts, at least one.
        posts: Vec<Id>,
    },
    /// A login began a session, or a token of it was refreshed for the first time on a day.
    SessionUsed {
        /// The user.
        user: UserId,
        /// The day in UTC.
        day: Date,
        /// Whether the session begins.
        begins: bool,
    },
    /// A user asked for an archive of their data.
    ArchiveRequested {
        /// The user.
        user: UserId,
        /// The id of the request.
        id: Id,
    },
    /// Avatars were deleted, alone or with their user. Their files are no longer used.
    AvatarsRemoved(Vec<FileName>),
    /// Media of posts were removed, or their pictures replaced. The files are no longer used.
    MediaRemoved(Vec<FileName>),
    /// An upload in chunks has ended. The chunks are no longer used.
    UploadEnded(Box<MediaUpload>),
    /// An edge was created.
    Linked(EdgeKind, Edge),
    /// An edge was deleted.
    Unlinked(EdgeKind, Edge),
    /// The friendship between two users changed.
    FriendshipChanged {
        /// The old friendship, if there was one.
        before: Option<Friendship>,
        /// The new friendship, unless it ended.
        after: Option<Friendship>,
    },
    /// The next part of an announcement's audience has to be notified.
    AnnouncementDue {
        /// The announcement.
        announcement: Box<Announcement>,
        /// The end of the part that is already notified; `None` at the start.
        after: Option<String>,
    },
    /// A user has seen a notification.
    NotificationSeen(Box<Notification>),
    /// A user has marked more notifications as seen than the request looked at.
    ReadingDue(Box<Reading>),
    /// A user has hidden another, and may still have notifications that the other caused before.
    HideCleanupDue {
        /// The hide.
        hide: Edge,
        /// The end of the notifications that are already cleaned up.
        after: String,
    },
    /// A user was the first to name a game.
    GameAdded(UserId),
    /// A folder was deleted. Everything in it has to be cleaned up.
    FolderDeleted(FolderId),
    /// A post was published, which mentions these users.
    PostPublished(FeedEntry, Vec<UserId>),
    /// An edit of a post or a comment has changed whom it mentions.
    MentionsChanged {
        /// The post or comment.
        contribution: Contribution,
        /// Its author.
        author: UserId,
        /// Those whom it mentioned before.
        before: Vec<UserId>,
        /// Those whom it mentions now.
        after: Vec<UserId>,
    },
    /// A post was deleted. Everything that is left of it has to be cleaned up.
    PostDeleted(FeedEntry),
    /// A deleted post has items that are not cleaned up yet.
    PostCleanupDue {
        /// The post.
        post: Id,
        /// Its author.
        author: UserId,
    },
    /// A user reacted to a post.
    Reacted(ReactionKind, Reaction),
    /// A user took back a reaction to a post.
    Unreacted(ReactionKind, Reaction),
    /// A user's choices in a poll changed.
    PollVoted {
        /// The old ballot, if there was one.
        before: Option<Ballot>,
        /// The new ballot, unless the user took all votes back.
        after: Option<Ballot>,
    },
    /// A comment was written, deleted, restored or removed. Edits and derived data have no event.
    CommentChanged {
        /// The comment before, if there was one.
        before: Option<Box<CountedComment>>,
        /// The comment after, unless it was removed.
        after: Option<Box<CountedComment>>,
    },
    /// A deleted comment has votes that are not cleaned up yet.
    CommentCleanupDue(Id),
    /// A user voted for a comment.
    CommentVoted(CommentVote),
    /// A user took back a vote for a comment.
    CommentUnvoted(CommentVote),
    /// A user changed the reaction of a vote for a post or a comment.
    VoteTurned {
        /// The post or comment.
        contribution: Contribution,
        /// The reaction before.
        before: VoteReaction,
        /// The reaction now.
        after: VoteReaction,
    },
    /// A user flagged a post, a comment or a user.
    Flagged(Flag),
    /// A user took back a flag.
    Unflagged(Flag),
    /// Staff decided about a contribution, or took a decision back.
    Moderated {
        /// The contribution.
        contribution: Contribution,
        /// Its author.
        author: UserId,
        /// The entry of the post that it is; `None` for a comment.
        post: Option<FeedEntry>,
        /// The decision before, if there was one.
        before: Option<Moderation>,
        /// The decision after, unless it was taken back.
        after: Option<Moderation>,
    },
    /// A new post or comment is held for review.
    HeldForReview {
        /// The post or comment.
        contribution: Contribution,
        /// Its author.
        author: UserId,
    },
    /// A post with media is not held for review any more: it was published or deleted.
    HeldPostRemoved {
        /// The post.
        post: Id,
        /// Its author.
        author: UserId,
    },
    /// Staff reminded a user of the rules.
    Noticed {
        /// What the user has written or flagged.
        contribution: Contribution,
        /// The reminder.
        notice: Notice,
    },
    /// A reader who has many pull authors opened their home feed.
    FeedVisited(UserId),
    /// The next part of an author's audience is due for a delivery.
    DeliveryDue {
        /// What is delivered.
        delivery: FeedDelivery,
        /// The end of the part of the audience that already has it.
        after: String,
    },
}
