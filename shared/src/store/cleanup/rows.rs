//! Rows: the items of the table as the janitor reads them.

use crate::domain::profile::search::NameIndexEntry;
use crate::domain::{CountedComment, Edge, EdgeKind, FeedEntry, Flag, FlagTarget, Friendship, Profile, Result, UserId};
use crate::dynamo::{EXPIRES, GSI1, Item, Key, number_of, text_of};
use crate::store::item::{ItemKind, from_item, keys};
use crate::store::post::{comments::counted, posts::entry};
use crate::store::stream::parked::owner_of_parked;

/// An item of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub(super) key: Key,
    /// What it holds.
    pub kind: RowKind,
    /// The second since 1970 after which it is not needed.
    pub expires: Option<i64>,
}

/// What an item holds, as far as it can be verified against others.
#[derive(Clone, Debug, PartialEq)]
pub enum RowKind {
    /// A profile.
    Profile(Box<Profile>),
    /// A post.
    Post(FeedEntry),
    /// A comment.
    Comment(Box<CountedComment>),
    /// An edge or a friendship.
    Link(Link),
    /// A word of the name index, and its user.
    Word(NameIndexEntry, UserId),
    /// A claim on a name, and its user.
    Claim(UserId),
    /// A notification.
    Notification {
        /// The recipient.
        to: UserId,
        /// The user who caused it.
        cause: UserId,
    },
    /// A flag, or an entry in the queue of the moderators.
    Flagged(FlagTarget),
    /// An item of a user that has files and expires: the files are not kept for longer.
    Temporary(UserId),
    /// Any other item of a user, deleted with them.
    Own(UserId),
    /// An item that depends on no other, or that cannot be read.
    Other,
}

/// An edge or a friendship between two users.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Link {
    /// A follow or a hide.
    Edge(EdgeKind, Edge),
    /// A friendship in any state.
    Friendship(Friendship),
}

impl Link {
    /// The two users.
    pub fn ends(&self) -> [UserId; 2] {
        match self {
            Self::Edge(_, edge) => [edge.from, edge.to],
            Self::Friendship(friendship) => [friendship.from, friendship.to],
        }
    }
}

/// Reads an item. One that cannot be read is logged.
pub(super) fn row(item: Item) -> Result<Row> {
    let key = Key::of(&item)?;
    let expires = item.contains_key(EXPIRES).then(|| number_of(&item, EXPIRES));
    let kind = kind(&key, item).unwrap_or_else(|error| {
        tracing::error!(user = ?keys::parse_user(&key.pk), %error, "a row cannot be read");
        RowKind::Other
    });
    Ok(Row { key, kind, expires })
}

fn kind(key: &Key, item: Item) -> Result<RowKind> {
    Ok(match ItemKind::parse(&key.pk, &key.sk) {
        ItemKind::Profile(_) => RowKind::Profile(Box::new(from_item(item)?)),
        ItemKind::Post(_) => RowKind::Post(entry(&item)?),
        ItemKind::Comment(_) => RowKind::Comment(Box::new(counted(item)?)),
        ItemKind::Follow { .. } => RowKind::Link(Link::Edge(EdgeKind::Follow, from_item(item)?)),
        ItemKind::Hide { .. } => RowKind::Link(Link::Edge(EdgeKind::Hide, from_item(item)?)),
        ItemKind::Friendship { .. } => RowKind::Link(Link::Friendship(from_item(item)?)),
        ItemKind::NameIndex(scope, word, user) => RowKind::Word((scope, word), user),
        ItemKind::UsernameClaim | ItemKind::EmailClaim => {
            UserId::try_from(number_of::<u64>(&item, "id")).map_or(RowKind::Other, RowKind::Claim)
        }
        ItemKind::Notification(to) => {
            keys::parse_cause(&key.sk).map_or(RowKind::Own(to), |cause| RowKind::Notification { to, cause })
        }
        ItemKind::Flag(_) => RowKind::Flagged(from_item::<Flag>(item)?.target),
        ItemKind::FlaggedUser(user) => RowKind::Flagged(FlagTarget::User(user)),
        ItemKind::FlaggedContribution => {
            let entry = keys::parse_queue_sort(text_of(&item, GSI1.sk)?);
            entry.map_or(RowKind::Other, |entry| RowKind::Flagged(entry.contribution.into()))
        }
        ItemKind::ParkedRecord | ItemKind::ParkedContent => owner_of_parked(&item).map_or(RowKind::Other, RowKind::Own),
        // They outlive the user for a while, because changes of them may still be on their way.
        ItemKind::UserCleanup(_) | ItemKind::Sockets(_) => RowKind::Other,
        ItemKind::Counters(_) if item.contains_key(EXPIRES) => RowKind::Other,
        ItemKind::PostMedia(user) | ItemKind::MediaUpload(user) if item.contains_key(EXPIRES) => {
            RowKind::Temporary(user)
        }
        ItemKind::AuthState(user)
        | ItemKind::Password(user)
        | ItemKind::SecondFactor(user)
        | ItemKind::LoginFailures(user)
        | ItemKind::KnownAddresses(user)
        | ItemKind::InFlightLogins(Some(user))
        | ItemKind::Uploads(user)
        | ItemKind::UserWindow(user)
        | ItemKind::Activity(user)
        | ItemKind::Settings(user)
        | ItemKind::Avatars(user)
        | ItemKind::EmailChange(user)
        | ItemKind::DataArchive(user)
        | ItemKind::FormerEmail(user)
        | ItemKind::FormerUsername(user)
        | ItemKind::MailedCode(user)
        | ItemKind::MailsCounted(user)
        | ItemKind::Session(user)
        | ItemKind::RequestsSeen(user)
        | ItemKind::Ballot(user)
        | ItemKind::PostMedia(user)
        | ItemKind::MediaUpload(user)
        | ItemKind::CommentVote(user)
        | ItemKind::FeedVisit(user)
        | ItemKind::Devices(user)
        | ItemKind::WebPush(user)
        | ItemKind::DueDigest(user)
        | ItemKind::DigestMail(user)
        | ItemKind::PullAuthor { reader: user, .. }
        | ItemKind::AuthorDelivery(user)
        | ItemKind::HideCleanup(user)
        | ItemKind::Reading(user)
        | ItemKind::Folder(user, _)
        | ItemKind::FolderTitle(user)
        | ItemKind::FolderCount(user)
        | ItemKind::ListedGame(user)
        | ItemKind::Favorites(user)
        | ItemKind::Rating(user)
        | ItemKind::JournalEntry(user)
        | ItemKind::Counters(user)
        | ItemKind::Unknown(Some(user)) => RowKind::Own(user),
        ItemKind::UnknownLoginFailures
        | ItemKind::InFlightLogins(None)
        | ItemKind::Throttle
        | ItemKind::SocketOwner
        | ItemKind::Watchers(_)
        | ItemKind::Mail
        | ItemKind::UndeliverableEmail
        | ItemKind::AuditEntry(_)
        | ItemKind::UserCount
        | ItemKind::Superusers
        | ItemKind::Preferences
        | ItemKind::Poll(_)
        | ItemKind::PostCounters(_)
        | ItemKind::Reaction(_)
        | ItemKind::CommentPlace(_)
        | ItemKind::CommentCleanup(_)
        | ItemKind::FeedEntry(_)
        | ItemKind::PostDelivery(_)
        | ItemKind::Announcement
        | ItemKind::Game
        | ItemKind::PostCleanup(_)
        | ItemKind::ShardMark
        | ItemKind::IdempotencyKey
        | ItemKind::ImportedUser
        | ItemKind::HeldContribution
        | ItemKind::JanitorPosition
        | ItemKind::ActiveUser
        | ItemKind::DailyFigures
        | ItemKind::JanitorHeartbeat
        | ItemKind::PostponedRecount
        | ItemKind::Probe
        | ItemKind::Unknown(None) => RowKind::Other,
    })
}
