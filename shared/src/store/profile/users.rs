//! Users as a viewer sees them: profile, counters, and the relation of the two.

use std::collections::{HashMap, HashSet};

use crate::domain::{Block, ConnectionStatus, Counters, EdgeKind, Friendship, Profile, Relation, Result, User, UserId};
use crate::dynamo::{Item, Key, Query, Range, Table};
use crate::store::consistency::Consistency;
use crate::store::counter::counters::counters;
use crate::store::graph::blocks::block_of;
use crate::store::graph::edges::Edges;
use crate::store::graph::friendships::Friendships;
use crate::store::item::{ItemKind, from_item, keys};

/// Users as a viewer sees them.
#[derive(Clone, Copy, Debug)]
pub struct Users<'a> {
    pub(crate) table: &'a Table,
}

impl Users<'_> {
    /// Reads a user as `viewer` sees them. `None` if there is no such user, or a deleted one. The viewer's own edge is
    /// read consistently.
    pub async fn get(self, id: UserId, viewer: Option<UserId>, consistency: Consistency) -> Result<Option<User>> {
        let partition = keys::user(id);
        let range = Range::Between(keys::PROFILE, keys::COUNTERS);
        let query = Query { range, consistent: consistency.is_strong(), ..Query::all(&partition) };
        let own = async { Ok(self.table.query(query).await?) };
        let relation = self.relation(viewer, id);
        let (items, relation) = tokio::try_join!(own, relation)?;
        let mut people = UserLoader::default();
        for item in items {
            people.add(item)?;
        }
        Ok(people.take(id, relation))
    }

    /// Reads the relation of a viewer to another user consistently.
    pub async fn relation(self, viewer: Option<UserId>, id: UserId) -> Result<Relation> {
        let Some(viewer) = viewer.filter(|viewer| *viewer != id) else { return Ok(Relation::default()) };
        let (edge, friendship) = tokio::try_join!(
            Edges { table: self.table, kind: EdgeKind::Follow }.get(viewer, id),
            Friendships { table: self.table }.get(viewer, id)
        )?;
        let (connection, block) = (
            friendship.and_then(|friendship| friendship.status_for(viewer)),
            friendship.and_then(|friendship| friendship.block_for(viewer)),
        );
        Ok(Relation { follows: edge.is_some(), connection, block })
    }

    /// Reads the relations of a viewer to these users, eventually consistently.
    pub async fn relations(self, viewer: UserId, ids: &[UserId]) -> Result<HashMap<UserId, Relation>> {
        let keys = ids.iter().flat_map(|id| relation_keys(viewer, *id)).collect();
        let mut people = UserLoader::of(Some(viewer));
        for item in self.table.batch_get(keys, false).await? {
            people.add(item)?;
        }
        Ok(ids.iter().map(|id| (*id, people.relation(*id))).collect())
    }

    /// Reads these users as `viewer` sees them, in this order. Missing and deleted ones are left out.
    pub async fn get_many(self, ids: &[UserId], viewer: Option<UserId>, consistency: Consistency) -> Result<Vec<User>> {
        let own = ids.iter().flat_map(|id| [keys::profile(*id), keys::counters(*id)]);
        let relations = ids.iter().flat_map(|id| viewer.map(|viewer| relation_keys(viewer, *id))).flatten();
        let mut people = UserLoader::of(viewer);
        for item in self.table.batch_get(own.chain(relations).collect(), consistency.is_strong()).await? {
            people.add(item)?;
        }
        Ok(ids.iter().filter_map(|id| people.take(*id, people.relation(*id))).collect())
    }
}

/// The items of the relation of a viewer to a user; none of a user to themself.
fn relation_keys(viewer: UserId, id: UserId) -> impl Iterator<Item = Key> {
    let keys = (viewer != id).then(|| [keys::follow(viewer, id), keys::friendship(viewer, id)]);
    keys.into_iter().flatten()
}

/// Collects users while their items are read.
#[derive(Default)]
struct UserLoader {
    profiles: HashMap<UserId, Profile>,
    counters: HashMap<UserId, Counters>,
    viewer: Option<UserId>,
    followed: HashSet<UserId>,
    connections: HashMap<UserId, ConnectionStatus>,
    blocks: HashMap<UserId, Block>,
}

impl UserLoader {
    fn of(viewer: Option<UserId>) -> Self {
        Self { viewer, ..Self::default() }
    }

    fn relation(&self, id: UserId) -> Relation {
        Relation {
            follows: self.followed.contains(&id),
            connection: self.connections.get(&id).copied(),
            block: self.blocks.get(&id).copied(),
        }
    }

    fn add(&mut self, item: Item) -> Result<()> {
        match ItemKind::of(&item)? {
            ItemKind::Profile(user) => {
                self.profiles.insert(user, from_item(item)?);
            }
            ItemKind::Counters(user) => {
                self.counters.insert(user, counters(item)?);
            }
            ItemKind::Follow { to, .. } if block_of(&item).is_none() => {
                self.followed.insert(to);
            }
            ItemKind::Friendship { .. } => self.add_friendship(&from_item(item)?),
            // Items between the profile and the counters of a user, and items that are never read here.
            ItemKind::Follow { .. }
            | ItemKind::Hide { .. }
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
            | ItemKind::DataArchive(_)
            | ItemKind::FormerEmail(_)
            | ItemKind::FormerUsername(_)
            | ItemKind::Mail
            | ItemKind::UndeliverableEmail
            | ItemKind::MailedCode(_)
            | ItemKind::MailsCounted(_)
            | ItemKind::Session(_)
            | ItemKind::Sockets(_)
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
            | ItemKind::CommentCleanup(_)
            | ItemKind::FeedEntry(_)
            | ItemKind::FeedVisit(_)
            | ItemKind::PullAuthor { .. }
            | ItemKind::PostDelivery(_)
            | ItemKind::FlaggedContribution
            | ItemKind::FlaggedUser(_)
            | ItemKind::HeldContribution
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
            | ItemKind::UserCleanup(_)
            | ItemKind::PostCleanup(_)
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
            | ItemKind::Unknown(_) => {}
        }
        Ok(())
    }

    fn add_friendship(&mut self, friendship: &Friendship) {
        let Some(viewer) = self.viewer else { return };
        if let Some(status) = friendship.status_for(viewer) {
            self.connections.insert(friendship.other(viewer), status);
        }
        if let Some(block) = friendship.block_for(viewer) {
            self.blocks.insert(friendship.other(viewer), block);
        }
    }

    fn take(&mut self, id: UserId, relation: Relation) -> Option<User> {
        let profile = self.profiles.remove(&id).filter(|profile| !profile.is_deleted())?;
        Some(User { profile, counters: self.counters.remove(&id).unwrap_or_default(), relation })
    }
}
