//! The table's stream: the domain event of each change of an item.

pub(crate) mod parked;
pub(crate) mod sequence;

pub use crate::store::item::{ChangeKind, SOURCES, SOURCES_OF_SOME, SomeChanges, SortKeys, is_source, wakes_fanout};
pub use parked::{ParkedRecord, ParkedRecords};
pub use sequence::Sequence;

use crate::domain::event::Event;
use crate::domain::{Avatars, EdgeKind, Error, FolderId, Friendship, Id, Profile, Result, UserId};
use crate::dynamo::{Item, number_of};
use crate::store::account::{bans, data_archives, sessions};
use crate::store::cleanup::deleted_posts::AUTHOR;
use crate::store::cleanup::deleted_users::is_complete;
use crate::store::feed::{deliveries, pull_authors};
use crate::store::game::games;
use crate::store::graph::blocks::block_of;
use crate::store::item::{ItemKind, from_item};
use crate::store::notification::{announcements, hidden, readings};
use crate::store::post::{ballots, comment_votes, comments, flags, held, media_uploads, post_media, posts, reactions};
use crate::store::realtime::sockets;

/// The event of a change of an item from `old` to `new`, where `None` is a missing item. Changes of derived items and of
/// private ones have no event.
pub fn event(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let Some(any) = new.as_ref().or(old.as_ref()) else { return Ok(None) };
    match ItemKind::of(any)? {
        ItemKind::Profile(_) => profile(old, new),
        ItemKind::Avatars(_) => avatars(old, new),
        ItemKind::DataArchive(user) => data_archives::requested(user, old, new),
        ItemKind::Follow { .. } => edge(EdgeKind::Follow, old, new),
        ItemKind::Hide { .. } => edge(EdgeKind::Hide, old, new),
        ItemKind::Friendship { .. } => friendship(old, new),
        ItemKind::Post(_) => posts::event(old, new),
        ItemKind::Reaction(kind) => reactions::event(kind, old, new),
        ItemKind::Ballot(_) => ballots::event(old, new),
        ItemKind::PostMedia(_) => post_media::event(old, new),
        ItemKind::MediaUpload(_) => media_uploads::event(old, new),
        ItemKind::Comment(_) => comments::event(old, new),
        ItemKind::CommentVote(_) => comment_votes::event(old, new),
        ItemKind::Flag(_) => flags::event(old, new),
        ItemKind::HeldContribution => held::event(old, new),
        ItemKind::CommentCleanup(comment) => Ok(new.map(|_| Event::CommentCleanupDue(comment))),
        ItemKind::Folder(owner, place) => Ok(new.is_none().then_some(Event::FolderDeleted(FolderId { owner, place }))),
        ItemKind::Session(user) => sessions::used(user, old, new),
        ItemKind::AuthState(user) => bans::event(user, old, new),
        ItemKind::Sockets(_) => sockets::removed(old, new),
        ItemKind::SocketOwner => sockets::ended(old, new),
        ItemKind::Notification(_) => readings::seen(old, new),
        ItemKind::Announcement => announcements::due(new),
        ItemKind::Game => Ok(games::added(old.as_ref(), new.as_ref())),
        ItemKind::HideCleanup(_) => hidden::due(new),
        ItemKind::Reading(_) => readings::due(new),
        ItemKind::PostDelivery(_) | ItemKind::AuthorDelivery(_) => deliveries::due(new),
        ItemKind::FeedVisit(reader) => Ok(pull_authors::visited(reader, new.as_ref())),
        ItemKind::UserCleanup(user) => Ok(user_cleanup(user, new.as_ref())),
        ItemKind::PostCleanup(post) => post_cleanup(post, new.as_ref()),
        ItemKind::Password(_)
        | ItemKind::Devices(_)
        | ItemKind::WebPush(_)
        | ItemKind::DueDigest(_)
        | ItemKind::DigestMail(_)
        | ItemKind::Watchers(_)
        | ItemKind::SecondFactor(_)
        | ItemKind::LoginFailures(_)
        | ItemKind::KnownAddresses(_)
        | ItemKind::UnknownLoginFailures
        | ItemKind::InFlightLogins(_)
        | ItemKind::Throttle
        | ItemKind::Uploads(_)
        | ItemKind::UserWindow(_)
        | ItemKind::Activity(_)
        | ItemKind::Settings(_)
        | ItemKind::EmailChange(_)
        | ItemKind::FormerEmail(_)
        | ItemKind::FormerUsername(_)
        | ItemKind::Mail
        | ItemKind::UndeliverableEmail
        | ItemKind::MailedCode(_)
        | ItemKind::MailsCounted(_)
        | ItemKind::UsernameClaim
        | ItemKind::EmailClaim
        | ItemKind::AuditEntry(_)
        | ItemKind::UserCount
        | ItemKind::Superusers
        | ItemKind::Preferences
        | ItemKind::NameIndex(..)
        | ItemKind::CommentPlace(_)
        | ItemKind::FlaggedContribution
        | ItemKind::FlaggedUser(_)
        | ItemKind::RequestsSeen(_)
        | ItemKind::FeedEntry(_)
        | ItemKind::PullAuthor { .. }
        | ItemKind::FolderTitle(_)
        | ItemKind::FolderCount(_)
        | ItemKind::ListedGame(_)
        | ItemKind::Favorites(_)
        | ItemKind::Rating(_)
        | ItemKind::JournalEntry(_)
        | ItemKind::Poll(_)
        | ItemKind::PostCounters(_)
        | ItemKind::Counters(_)
        | ItemKind::ShardMark
        | ItemKind::IdempotencyKey
        | ItemKind::ImportedUser
        | ItemKind::ParkedRecord
        | ItemKind::ParkedContent
        | ItemKind::JanitorPosition
        | ItemKind::ActiveUser
        | ItemKind::DailyFigures
        | ItemKind::JanitorHeartbeat
        | ItemKind::PostponedRecount
        | ItemKind::Probe
        | ItemKind::Unknown(_) => Ok(None),
    }
}

fn edge(kind: EdgeKind, old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    // A block in the place of a follow is no follow.
    let [old, new] = [old, new].map(|item| item.filter(|item| kind == EdgeKind::Hide || block_of(item).is_none()));
    Ok(match (old, new) {
        (None, Some(new)) => Some(Event::Linked(kind, from_item(new)?)),
        (Some(old), None) => Some(Event::Unlinked(kind, from_item(old)?)),
        // Edges never change, but an engine may report a write that changed nothing.
        _ => None,
    })
}

fn user_cleanup(user: UserId, new: Option<&Item>) -> Option<Event> {
    new.map(|new| Event::UserCleanupDue { user, all: is_complete(new) })
}

fn post_cleanup(post: Id, new: Option<&Item>) -> Result<Option<Event>> {
    let Some(new) = new else { return Ok(None) };
    let author = UserId::try_from(number_of::<u64>(new, AUTHOR)).map_err(Error::internal)?;
    Ok(Some(Event::PostCleanupDue { post, author }))
}

fn friendship(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let read = |item: Option<Item>| item.map(from_item::<Friendship>).transpose();
    // A block in its place is no friendship.
    let [before, after] = [read(old)?, read(new)?].map(|there| there.filter(|there| !there.state.is_block()));
    Ok((before != after).then_some(Event::FriendshipChanged { before, after }))
}

fn avatars(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let read = |item: Option<Item>| item.map_or(Ok(Avatars::default()), from_item);
    let gone = read(old)?.removed_files(&read(new)?);
    Ok((!gone.is_empty()).then_some(Event::AvatarsRemoved(gone)))
}

fn profile(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let read = |item: Option<Item>| item.map(from_item::<Profile>).transpose();
    Ok(match (read(old)?, read(new)?) {
        (None, Some(new)) => Some(Event::UserRegistered(Box::new(new))),
        (Some(old), None) => Some(Event::UserDeleted(Box::new(old))),
        (Some(before), Some(after)) if before != after => {
            Some(Event::UserUpdated { before: Box::new(before), after: Box::new(after) })
        }
        (Some(_), Some(_)) => None,
        (None, None) => return Err(Error::internal("a stream record without an item")),
    })
}
