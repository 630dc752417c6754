//! Every kind of item of the table, and its key. Only this module makes or parses keys.

mod encode;
pub mod keys;
mod sources;
#[cfg(test)]
mod tests;

use crate::domain::folder::Place;
use crate::domain::profile::search::SearchScope;
use crate::domain::{Id, ReactionKind, Result, UserId};
use crate::dynamo::{Item, PK, SK, text_of};

pub(crate) use encode::{from_item, keys_of, to_item, value};
pub use sources::{MAIL_SOURCES, SOURCES, SortKeys, asks_for_mail, is_source};

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
    /// Failed logins to an account.
    LoginFailures(UserId),
    /// Failed logins to a name without an account.
    UnknownLoginFailures,
    /// In-flight logins of an account; `None` for a name without one.
    InFlightLogins(Option<UserId>),
    /// Attempts from a network address.
    Throttle,
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
    /// A request for a mail to an address.
    Mail,
    /// A code that was mailed to a user.
    MailedCode(UserId),
    /// A session of a user.
    Session(UserId),
    /// The claim on a username.
    UsernameClaim,
    /// The claim on an e-mail address.
    EmailClaim,
    /// An entry of a user's audit trail.
    AuditEntry(UserId),
    /// A shard of the number of users.
    UserCount,
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
    /// A post.
    Post(Id),
    /// A vote for, a follow or a view of a post.
    Reaction(ReactionKind),
    /// What a user has chosen in a poll.
    Ballot(UserId),
    /// A comment on a post, or a reply to one.
    Comment(Id),
    /// Where a comment is.
    CommentPlace(Id),
    /// A user's vote for a comment.
    CommentVote(UserId),
    /// A flag; with the user whom it is about, if it is about one.
    Flag(Option<UserId>),
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

impl ItemKind {
    /// The kind of an item.
    pub fn of(item: &Item) -> Result<Self> {
        Ok(Self::parse(text_of(item, PK)?, text_of(item, SK)?))
    }

    /// The kind of the item with this key.
    pub fn parse(pk: &str, sk: &str) -> Self {
        if let Some(user) = keys::parse_user(pk) {
            return Self::of_user(user, sk);
        }
        if let Some(post) = keys::parse_post(pk) {
            return Self::of_post(post, sk).unwrap_or(Self::Unknown(None));
        }
        if let Some(comment) = keys::parse_comment(pk, sk) {
            return Self::Comment(comment);
        }
        if let Some(comment) = keys::parse_comment_place(pk) {
            return Self::of_comment(comment, sk).unwrap_or(Self::Unknown(None));
        }
        if let Some(scope) = keys::parse_scope(pk) {
            let word = keys::parse_name(sk).map(|(word, user)| Self::NameIndex(scope, word.to_owned(), user));
            return word.unwrap_or(Self::Unknown(None));
        }
        if let Some([one, other]) = keys::parse_pair(pk) {
            return if sk == keys::FRIENDSHIP { Self::Friendship { one, other } } else { Self::Unknown(None) };
        }
        match sk {
            keys::USERNAME_CLAIM if pk.starts_with(keys::CLAIMS) => Self::UsernameClaim,
            keys::EMAIL_CLAIM if pk.starts_with(keys::CLAIMS) => Self::EmailClaim,
            keys::LOGIN_FAILURES => Self::UnknownLoginFailures,
            keys::THROTTLE => Self::Throttle,
            keys::ANNOUNCEMENT => Self::Announcement,
            keys::GAME => Self::Game,
            keys::SUPERUSERS => Self::Superusers,
            keys::PREFERENCES => Self::Preferences,
            keys::IDEMPOTENCY => Self::IdempotencyKey,
            keys::JANITOR => Self::JanitorPosition,
            keys::HEARTBEAT => Self::JanitorHeartbeat,
            keys::PROBE => Self::Probe,
            _ if pk == keys::USER_COUNT => Self::UserCount,
            _ if sk.starts_with(keys::SHARD_MARKS) => Self::ShardMark,
            _ if sk.starts_with(keys::MAILS) => Self::Mail,
            _ if pk == keys::JANITOR && sk.starts_with(keys::POSTPONED_RECOUNTS) => Self::PostponedRecount,
            _ if sk.starts_with(keys::IN_FLIGHT_LOGINS) => Self::InFlightLogins(None),
            _ => Self::of_a_list(pk).unwrap_or(Self::Unknown(None)),
        }
    }

    fn of_user(user: UserId, sk: &str) -> Self {
        match sk {
            keys::PROFILE => Self::Profile(user),
            keys::AUTH_STATE => Self::AuthState(user),
            keys::PASSWORD => Self::Password(user),
            keys::LOGIN_FAILURES => Self::LoginFailures(user),
            keys::UPLOADS => Self::Uploads(user),
            keys::MAILS_COUNTED => Self::MailsCounted(user),
            keys::SETTINGS => Self::Settings(user),
            keys::AVATARS => Self::Avatars(user),
            keys::EMAIL_CHANGE => Self::EmailChange(user),
            keys::REQUESTS_SEEN => Self::RequestsSeen(user),
            keys::FEED_VISIT => Self::FeedVisit(user),
            keys::DELIVERY => Self::AuthorDelivery(user),
            keys::FOLDER_COUNT => Self::FolderCount(user),
            keys::FAVORITES => Self::Favorites(user),
            keys::COUNTERS => Self::Counters(user),
            keys::CLEANUP => Self::UserCleanup(user),
            _ => Self::of_user_by_prefix(user, sk).unwrap_or(Self::Unknown(Some(user))),
        }
    }

    fn of_user_by_prefix(from: UserId, sk: &str) -> Option<Self> {
        if let Some(to) = sk.strip_prefix(keys::FOLLOWS) {
            return Some(Self::Follow { from, to: UserId::parse(to)? });
        }
        if let Some(to) = sk.strip_prefix(keys::HIDES) {
            return Some(Self::Hide { from, to: UserId::parse(to)? });
        }
        if let Some(place) = sk.strip_prefix(keys::FOLDERS) {
            return Some(Self::Folder(from, keys::parse_place(place)?));
        }
        if let Some(author) = keys::parse_pull_author(sk) {
            return Some(Self::PullAuthor { reader: from, author });
        }
        [
            (keys::NOTIFICATIONS, Self::Notification(from)),
            (keys::HIDE_CLEANUPS, Self::HideCleanup(from)),
            (keys::READINGS, Self::Reading(from)),
            (keys::SESSIONS, Self::Session(from)),
            (keys::FORMER_EMAILS, Self::FormerEmail(from)),
            (keys::MAILED_CODES, Self::MailedCode(from)),
            (keys::BALLOTS, Self::Ballot(from)),
            (keys::COMMENT_VOTES, Self::CommentVote(from)),
            (keys::FLAGS, Self::Flag(Some(from))),
            (keys::GAMES, Self::ListedGame(from)),
            (keys::RATINGS, Self::Rating(from)),
            (keys::JOURNAL, Self::JournalEntry(from)),
            (keys::TITLES, Self::FolderTitle(from)),
            (keys::IN_FLIGHT_LOGINS, Self::InFlightLogins(Some(from))),
        ]
        .into_iter()
        .find_map(|(prefix, kind)| sk.starts_with(prefix).then_some(kind))
    }

    fn of_post(post: Id, sk: &str) -> Option<Self> {
        match sk {
            keys::POST => Some(Self::Post(post)),
            keys::CLEANUP => Some(Self::PostCleanup(post)),
            keys::DELIVERY => Some(Self::PostDelivery(post)),
            _ if sk.starts_with(keys::FLAGS) => Some(Self::Flag(None)),
            _ => keys::parse_reaction(sk).map(|(kind, _)| Self::Reaction(kind)),
        }
    }

    fn of_comment(comment: Id, sk: &str) -> Option<Self> {
        match sk {
            keys::PLACE => Some(Self::CommentPlace(comment)),
            keys::CLEANUP => Some(Self::CommentCleanup(comment)),
            _ if sk.starts_with(keys::FLAGS) => Some(Self::Flag(None)),
            _ => None,
        }
    }

    fn of_a_list(pk: &str) -> Option<Self> {
        if let Some(reader) = pk.strip_prefix(keys::FEED) {
            return UserId::parse(reader).map(Self::FeedEntry);
        }
        UserId::parse(pk.strip_prefix(keys::AUDIT)?).map(Self::AuditEntry)
    }
}
