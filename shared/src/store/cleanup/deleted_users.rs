//! Clean-up of what a deleted user leaves behind, in parts, each of which triggers the next.

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;

use crate::domain::counter::CounterOwner;
use crate::domain::{Result, UserId};
use crate::dynamo::{GSI2, Item, Key, MAIN, Query, Range, Table, Write, number};
use crate::store::account::former_emails::FormerEmails;
use crate::store::account::former_usernames::FormerUsernames;
use crate::store::counter::counters::CounterItems;
use crate::store::graph::blocks;
use crate::store::graph::edge_lists::all_sources;
use crate::store::item::{ItemKind, keys, keys_of};
use crate::store::paging;
use crate::store::post::posts::posts_of;

/// Items of a kind that one part deletes.
pub(crate) const PART: usize = 200;
const ALL: &str = "all";

/// Clean-up of what deleted users and posts leave behind.
#[derive(Clone, Copy, Debug)]
pub struct Cleanup<'a> {
    pub(crate) table: &'a Table,
}

impl Cleanup<'_> {
    /// Deletes a part of what a deleted user left: sessions, edges in both directions, friendships, and the notifications
    /// that they caused; with `all` also the user's own items, posts, comments and reactions. If more may be left, and after the
    /// `first` part in any case, since indexes lag, it writes the clean-up item, whose change triggers the next part.
    /// Idempotent.
    pub async fn user(self, id: UserId, all: bool, first: bool, now: Timestamp) -> Result<()> {
        if first {
            let counters = CounterItems { table: self.table };
            if all {
                counters.retire(CounterOwner::User(id), now).await?;
            } else {
                counters.mark_gone(id).await?;
            }
        }
        let (mut keys, mut more) = (Vec::new(), first);
        let own = [posts_of(id), (GSI2, keys::reactions_by(id)), (MAIN, keys::feed(id))].into_iter().filter(|_| all);
        for source in all_sources(id).into_iter().chain([(GSI2, keys::caused(id))]).chain(own) {
            let rows = paging::merged(self.table, &[source], Range::All, true, PART).await?;
            more |= rows.len() == PART;
            keys.extend(keys_of(rows.iter().map(|(_, row)| row))?);
        }
        let partition = keys::user(id);
        let ranges: &[Range<'_>] =
            if all { &[Range::All] } else { &[keys::FOLLOWS, keys::HIDES, keys::SESSIONS].map(Range::Prefix) };
        for range in ranges {
            let query = Query { range: *range, consistent: true, limit: PART, ..Query::all(&partition) };
            let rows = self.table.query(query).await?;
            more |= rows.len() == PART;
            if all {
                FormerEmails { table: self.table }.release_all(id, &rows).await?;
                FormerUsernames { table: self.table }.release_all(id, &rows).await?;
            }
            let rows = keys_of(&rows)?;
            keys.extend(rows.into_iter().filter(is_deleted_with_user));
        }
        let blocked: Vec<Key> = keys.iter().flat_map(in_place_of_edges).flatten().collect();
        keys.extend(blocked);
        self.table.batch_delete(keys).await?;
        if all {
            more |= self.comments_by(id, now).await?;
        }
        let again = if more {
            Write::update(keys::user_cleanup(id)).set(ALL, AttributeValue::Bool(all)).add("part", number(1))
        } else {
            Write::delete(keys::user_cleanup(id))
        };
        self.table.write_if(again).await?;
        Ok(())
    }
}

/// The places that a block takes, which no index has; `None` for an item other than a hide, which may also be a block.
fn in_place_of_edges(key: &Key) -> Option<[Key; 3]> {
    let ItemKind::Hide { from, to } = ItemKind::parse(&key.pk, &key.sk) else { return None };
    Some(blocks::places(from, to))
}

/// Whether the clean-up also deletes the user's own items.
pub(crate) fn is_complete(item: &Item) -> bool {
    item.get(ALL).and_then(|all| all.as_bool().ok()).copied().unwrap_or(false)
}

/// Whether the clean-up deletes an item of a deleted user's partition. Counters expire later, since changes of them may
/// still be on their way, and the request for the next part is deleted last.
fn is_deleted_with_user(key: &Key) -> bool {
    match ItemKind::parse(&key.pk, &key.sk) {
        // The end of the account closes the sockets.
        ItemKind::Counters(_) | ItemKind::UserCleanup(_) | ItemKind::Sockets(_) => false,
        ItemKind::Profile(_)
        | ItemKind::AuthState(_)
        | ItemKind::Password(_)
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
        | ItemKind::Avatars(_)
        | ItemKind::EmailChange(_)
        | ItemKind::FormerEmail(_)
        | ItemKind::FormerUsername(_)
        | ItemKind::Mail
        | ItemKind::UndeliverableEmail
        | ItemKind::MailedCode(_)
        | ItemKind::MailsCounted(_)
        | ItemKind::DataArchive(_)
        | ItemKind::Session(_)
        | ItemKind::SocketOwner
        | ItemKind::Devices(_)
        | ItemKind::WebPush(_)
        | ItemKind::DueDigest(_)
        | ItemKind::DigestMail(_)
        | ItemKind::Watchers(_)
        | ItemKind::UsernameClaim
        | ItemKind::EmailClaim
        | ItemKind::AuditEntry(_)
        | ItemKind::UserCount
        | ItemKind::Superusers
        | ItemKind::Preferences
        | ItemKind::NameIndex(..)
        | ItemKind::Follow { .. }
        | ItemKind::Hide { .. }
        | ItemKind::Friendship { .. }
        | ItemKind::RequestsSeen(_)
        | ItemKind::Post(_)
        | ItemKind::Poll(_)
        | ItemKind::PostCounters(_)
        | ItemKind::Reaction(_)
        | ItemKind::Ballot(_)
        | ItemKind::PostMedia(_)
        | ItemKind::MediaUpload(_)
        | ItemKind::Comment(_)
        | ItemKind::CommentPlace(_)
        | ItemKind::CommentVote(_)
        | ItemKind::Flag(_)
        | ItemKind::FlaggedContribution
        | ItemKind::FlaggedUser(_)
        | ItemKind::HeldContribution
        | ItemKind::FeedEntry(_)
        | ItemKind::FeedVisit(_)
        | ItemKind::PullAuthor { .. }
        | ItemKind::PostDelivery(_)
        | ItemKind::AuthorDelivery(_)
        | ItemKind::Notification(_)
        | ItemKind::HideCleanup(_)
        | ItemKind::Reading(_)
        | ItemKind::Announcement
        | ItemKind::Folder(..)
        | ItemKind::FolderTitle(_)
        | ItemKind::FolderCount(_)
        | ItemKind::Game
        | ItemKind::ListedGame(_)
        | ItemKind::Favorites(_)
        | ItemKind::Rating(_)
        | ItemKind::JournalEntry(_)
        | ItemKind::PostCleanup(_)
        | ItemKind::CommentCleanup(_)
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
        | ItemKind::Unknown(_) => true,
    }
}
