//! The kind of an item, read from its key.

use super::{ItemKind, keys};
use crate::domain::{Id, Result, UserId};
use crate::dynamo::{Item, PK, SK, text_of};

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
            let word = keys::parse_name(scope, sk).map(|(word, user)| Self::NameIndex(scope, word.to_owned(), user));
            return word.unwrap_or(Self::Unknown(None));
        }
        if let Some([one, other]) = keys::parse_pair(pk) {
            return if sk == keys::FRIENDSHIP { Self::Friendship { one, other } } else { Self::Unknown(None) };
        }
        if let Some(user) = keys::parse_due_digest(pk, sk) {
            return Self::DueDigest(user);
        }
        match sk {
            keys::USERNAME_CLAIM if pk.starts_with(keys::CLAIMS) => Self::UsernameClaim,
            keys::EMAIL_CLAIM if pk.starts_with(keys::CLAIMS) => Self::EmailClaim,
            keys::LOGIN_FAILURES => Self::UnknownLoginFailures,
            keys::THROTTLE => Self::Throttle,
            keys::ANNOUNCEMENT => Self::Announcement,
            keys::GAME => Self::Game,
            keys::SOCKET => Self::SocketOwner,
            keys::WATCHERS => keys::parse_watched(pk).map_or(Self::Unknown(None), Self::Watchers),
            keys::SUPERUSERS => Self::Superusers,
            keys::PREFERENCES => Self::Preferences,
            keys::IDEMPOTENCY => Self::IdempotencyKey,
            keys::IMPORTED_USER => Self::ImportedUser,
            keys::JANITOR => Self::JanitorPosition,
            keys::HEARTBEAT => Self::JanitorHeartbeat,
            keys::PROBE => Self::Probe,
            keys::UNDELIVERABLE => Self::UndeliverableEmail,
            _ if pk == keys::USER_COUNT => Self::UserCount,
            _ if pk == keys::FIGURES => Self::DailyFigures,
            _ if sk.starts_with(keys::ACTIVE_USERS) => Self::ActiveUser,
            _ if sk.starts_with(keys::SHARD_MARKS) => Self::ShardMark,
            _ if sk.starts_with(keys::PARKED_RECORDS) => Self::ParkedRecord,
            _ if sk.starts_with(keys::PARKED_PARTS) => Self::ParkedContent,
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
            keys::SECOND_FACTOR => Self::SecondFactor(user),
            keys::LOGIN_FAILURES => Self::LoginFailures(user),
            keys::KNOWN_ADDRESSES => Self::KnownAddresses(user),
            keys::UPLOADS => Self::Uploads(user),
            keys::MAILS_COUNTED => Self::MailsCounted(user),
            keys::SETTINGS => Self::Settings(user),
            keys::AVATARS => Self::Avatars(user),
            keys::EMAIL_CHANGE => Self::EmailChange(user),
            keys::DATA_ARCHIVE => Self::DataArchive(user),
            keys::REQUESTS_SEEN => Self::RequestsSeen(user),
            keys::FEED_VISIT => Self::FeedVisit(user),
            keys::DELIVERY => Self::AuthorDelivery(user),
            keys::FOLDER_COUNT => Self::FolderCount(user),
            keys::FAVORITES => Self::Favorites(user),
            keys::COUNTERS => Self::Counters(user),
            keys::SOCKETS => Self::Sockets(user),
            keys::DEVICES => Self::Devices(user),
            keys::CLEANUP => Self::UserCleanup(user),
            keys::FLAGGED => Self::FlaggedUser(user),
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
            (keys::ACTIVITIES, Self::Activity(from)),
            (keys::USER_WINDOWS, Self::UserWindow(from)),
            (keys::NOTIFICATIONS, Self::Notification(from)),
            (keys::HIDE_CLEANUPS, Self::HideCleanup(from)),
            (keys::READINGS, Self::Reading(from)),
            (keys::SESSIONS, Self::Session(from)),
            (keys::FORMER_EMAILS, Self::FormerEmail(from)),
            (keys::FORMER_USERNAMES, Self::FormerUsername(from)),
            (keys::MAILED_CODES, Self::MailedCode(from)),
            (keys::MAILS, Self::DigestMail(from)),
            (keys::WEB_PUSHES, Self::WebPush(from)),
            (keys::BALLOTS, Self::Ballot(from)),
            (keys::MEDIA, Self::PostMedia(from)),
            (keys::MEDIA_UPLOADS, Self::MediaUpload(from)),
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
            keys::POLL => Some(Self::Poll(post)),
            keys::POST_COUNTERS => Some(Self::PostCounters(post)),
            keys::CLEANUP => Some(Self::PostCleanup(post)),
            keys::DELIVERY => Some(Self::PostDelivery(post)),
            keys::FLAGGED => Some(Self::FlaggedContribution),
            keys::HELD => Some(Self::HeldContribution),
            _ if sk.starts_with(keys::FLAGS) => Some(Self::Flag(None)),
            _ => keys::parse_reaction(sk).map(|(kind, _)| Self::Reaction(kind)),
        }
    }

    fn of_comment(comment: Id, sk: &str) -> Option<Self> {
        match sk {
            keys::PLACE => Some(Self::CommentPlace(comment)),
            keys::CLEANUP => Some(Self::CommentCleanup(comment)),
            keys::FLAGGED => Some(Self::FlaggedContribution),
            keys::HELD => Some(Self::HeldContribution),
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
