//! Every kind of item of the table, and its key. Only this module makes or parses keys.

mod encode;
pub mod keys;
mod parse;
mod sources;
#[cfg(test)]
pub(in crate::store) mod tests;

use crate::domain::folder::Place;
use crate::domain::profile::search::SearchScope;
use crate::domain::{Id, ReactionKind, UserId};

pub(crate) use encode::{from_item, keys_of, to_item, value};
pub use sources::{
    ChangeKind, MAIL_SOURCES, SOURCES, SOURCES_OF_SOME, SomeChanges, SortKeys, asks_for_mail, is_source, wakes_fanout,
};

/// The kind of an item, read from its key, with what the key says of it.
///
/// Code that treats kinds differently matches on it without a wildcard, so that a new kind does not compile until each
/// place has decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// What other users see of a user.
    Profile(UserId),
    /// Status, roles and revocations.
    AuthState(UserId),
    /// A password hash.
    Password(UserId),
    /// A second factor.
    SecondFactor(UserId),
    /// Failed logins to an account.
    LoginFailures(UserId),
    /// The network addresses from which an account has logged in lately.
    KnownAddresses(UserId),
    /// Failed logins to a name without an account.
    UnknownLoginFailures,
    /// In-flight logins of an account; `None` for a name without one.
    InFlightLogins(Option<UserId>),
    /// Attempts from a network address.
    Throttle,
    /// What a user has done in an hour.
    Activity(UserId),
    /// Probes or hashes of a user, counted for the throttle.
    UserWindow(UserId),
    /// Uploads of a user, counted for the throttle.
    Uploads(UserId),
    /// Requests of a user for a mail, counted for the throttle.
    MailsCounted(UserId),
    /// Notification settings.
    Settings(UserId),
    /// A user's avatars.
    Avatars(UserId),
    /// A change of e-mail address that awaits its code.
    EmailChange(UserId),
    /// An address that a user has left and can take back.
    FormerEmail(UserId),
    /// A username that a user has given up.
    FormerUsername(UserId),
    /// A request for a mail to an address.
    Mail,
    /// The mark of an address that gets no more mail.
    UndeliverableEmail,
    /// A digest of a user that is due at some time.
    DueDigest(UserId),
    /// A request to mail a user a digest.
    DigestMail(UserId),
    /// A code that was mailed to a user.
    MailedCode(UserId),
    /// The archive of a user's data.
    DataArchive(UserId),
    /// A session of a user.
    Session(UserId),
    /// The open sockets of a user.
    Sockets(UserId),
    /// Whose socket it is.
    SocketOwner,
    /// The devices of a user that get web pushes.
    Devices(UserId),
    /// A web push to a user that waits to be sent.
    WebPush(UserId),
    /// The sockets that watch a post.
    Watchers(Id),
    /// The claim on a username.
    UsernameClaim,
    /// The claim on an e-mail address.
    EmailClaim,
    /// An entry of a user's audit trail.
    AuditEntry(UserId),
    /// A shard of the number of users.
    UserCount,
    /// A user who was active on a day.
    ActiveUser,
    /// The figures of a day.
    DailyFigures,
    /// The set of active superusers.
    Superusers,
    /// The preferences that superusers have changed.
    Preferences,
    /// A word of the name index and its user.
    NameIndex(SearchScope, String, UserId),
    /// A follow.
    Follow {
        /// The follower.
        from: UserId,
        /// The user who is followed.
        to: UserId,
    },
    /// A hide.
    Hide {
        /// The user who hides.
        from: UserId,
        /// The user who is hidden.
        to: UserId,
    },
    /// The friendship of two users.
    Friendship {
        /// The user with the lower id.
        one: UserId,
        /// The user with the higher id.
        other: UserId,
    },
    /// When a user last marked all received requests as seen.
    RequestsSeen(UserId),
    /// A post, without its poll and counters.
    Post(Id),
    /// The poll of a post.
    Poll(Id),
    /// The counters of a post.
    PostCounters(Id),
    /// A vote for, a follow or a view of a post.
    Reaction(ReactionKind),
    /// What a user has chosen in a poll.
    Ballot(UserId),
    /// A media of a user, in a post or for one.
    PostMedia(UserId),
    /// An upload of a user in chunks.
    MediaUpload(UserId),
    /// A comment on a post, or a reply to one.
    Comment(Id),
    /// Where a comment is.
    CommentPlace(Id),
    /// A user's vote for a comment.
    CommentVote(UserId),
    /// A flag; with the user whom it is about, if it is about one.
    Flag(Option<UserId>),
    /// The entry of a contribution in the queue of the moderators.
    FlaggedContribution,
    /// A post or comment that is held for review.
    HeldContribution,
    /// The entry of a user in the queue of the moderators.
    FlaggedUser(UserId),
    /// A post in a reader's feed.
    FeedEntry(UserId),
    /// When a reader last opened the feed.
    FeedVisit(UserId),
    /// A pull author of a reader.
    PullAuthor {
        /// The reader.
        reader: UserId,
        /// The author.
        author: UserId,
    },
    /// The progress of the delivery of a post.
    PostDelivery(Id),
    /// The progress of marking a pull author.
    AuthorDelivery(UserId),
    /// A notification of a user.
    Notification(UserId),
    /// The progress of the clean-up after a hide by a user.
    HideCleanup(UserId),
    /// Notifications that a user has marked as seen and that are not marked yet.
    Reading(UserId),
    /// An announcement.
    Announcement,
    /// A folder.
    Folder(UserId, Place),
    /// The title of a folder in its parent.
    FolderTitle(UserId),
    /// How many folders a user has.
    FolderCount(UserId),
    /// A game.
    Game,
    /// A game in a user's lists.
    ListedGame(UserId),
    /// A user's favorite games.
    Favorites(UserId),
    /// A user's rating of a game.
    Rating(UserId),
    /// An entry of a user's journal of games.
    JournalEntry(UserId),
    /// A user's counters.
    Counters(UserId),
    /// The last change of a shard that counters include.
    ShardMark,
    /// The clean-up of a deleted user.
    UserCleanup(UserId),
    /// The clean-up of a deleted post.
    PostCleanup(Id),
    /// The clean-up of a deleted comment.
    CommentCleanup(Id),
    /// An idempotency key, and what was created under it.
    IdempotencyKey,
    /// A user of another community who has been imported.
    ImportedUser,
    /// A record of the stream that `fanout` could not process.
    ParkedRecord,
    /// A part of the content of such a record.
    ParkedContent,
    /// Where the janitor's scan stopped.
    JanitorPosition,
    /// When the janitor last ran.
    JanitorHeartbeat,
    /// How far a recount of the janitor has come.
    PostponedRecount,
    /// The item that never exists.
    Probe,
    /// An item that this version does not know, in a user's partition or elsewhere.
    Unknown(Option<UserId>),
}
