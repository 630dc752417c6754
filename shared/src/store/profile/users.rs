//! Users as somebody meets them: profile, counters, and what stands between the two.

use std::collections::{HashMap, HashSet};

use crate::domain::{ConnectionStatus, Counters, EdgeKind, Friendship, Profile, Relation, Result, User, UserId};
use crate::dynamo::{Item, Key, PK, Query, Range, SK, Table, text_of};
use crate::store::consistency::Consistency;
use crate::store::counter::counters::counters;
use crate::store::graph::edges::Edges;
use crate::store::graph::friendships::Friendships;
use crate::store::item::{from_item, keys};

/// Users as a viewer sees them.
#[derive(Clone, Copy, Debug)]
pub struct Users<'a> {
    pub(crate) table: &'a Table,
}

impl Users<'_> {
    /// A user as `viewer` meets them; `None` where none is, or none that is to be found. The viewer's own edge is read
    /// as it is now.
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

    /// What stands between a viewer and another user, as it is now.
    pub async fn relation(self, viewer: Option<UserId>, id: UserId) -> Result<Relation> {
        let Some(viewer) = viewer.filter(|viewer| *viewer != id) else { return Ok(Relation::default()) };
        let (edge, friendship) = tokio::try_join!(
            Edges { table: self.table, kind: EdgeKind::Follow }.get(viewer, id),
            Friendships { table: self.table }.get(viewer, id)
        )?;
        let connection = friendship.and_then(|friendship| friendship.status_for(viewer));
        Ok(Relation { follows: edge.is_some(), connection })
    }

    /// What stands between a viewer and each of these users; the read may lag by a moment.
    pub async fn relations(self, viewer: UserId, ids: &[UserId]) -> Result<HashMap<UserId, Relation>> {
        let keys = ids.iter().flat_map(|id| relation_keys(viewer, *id)).collect();
        let mut people = UserLoader::of(Some(viewer));
        for item in self.table.batch_get(keys, false).await? {
            people.add(item)?;
        }
        Ok(ids.iter().map(|id| (*id, people.relation(*id))).collect())
    }

    /// These users as `viewer` meets them, in this order; those that are not to be found are left out.
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

/// Where what stands between two users is, as far as a viewer is told; nothing does between a user and themself.
fn relation_keys(viewer: UserId, id: UserId) -> impl Iterator<Item = Key> {
    let keys = (viewer != id).then(|| [keys::follow(viewer, id), keys::pair(viewer, id)]);
    keys.into_iter().flatten()
}

/// Users as their items come in.
#[derive(Default)]
struct UserLoader {
    profiles: HashMap<UserId, Profile>,
    counters: HashMap<UserId, Counters>,
    viewer: Option<UserId>,
    followed: HashSet<UserId>,
    connections: HashMap<UserId, ConnectionStatus>,
}

impl UserLoader {
    fn of(viewer: Option<UserId>) -> Self {
        Self { viewer, ..Self::default() }
    }

    fn relation(&self, id: UserId) -> Relation {
        Relation { follows: self.followed.contains(&id), connection: self.connections.get(&id).copied() }
    }

    fn add(&mut self, item: Item) -> Result<()> {
        let sk = text_of(&item, SK)?;
        if let Some(followed) = keys::parse_edge(sk) {
            self.followed.insert(followed);
            return Ok(());
        }
        if sk == keys::FRIENDSHIP {
            let friendship: Friendship = from_item(item)?;
            if let Some((viewer, status)) =
                self.viewer.and_then(|viewer| Some((viewer, friendship.status_for(viewer)?)))
            {
                self.connections.insert(friendship.other(viewer), status);
            }
            return Ok(());
        }
        let Some(owner) = keys::parse_user(text_of(&item, PK)?) else { return Ok(()) };
        if sk == keys::PROFILE {
            self.profiles.insert(owner, from_item(item)?);
        } else if sk == keys::COUNTERS {
            self.counters.insert(owner, counters(item)?);
        }
        Ok(())
    }

    fn take(&mut self, id: UserId, relation: Relation) -> Option<User> {
        let profile = self.profiles.remove(&id).filter(|profile| !profile.is_deleted())?;
        Some(User { profile, counters: self.counters.remove(&id).unwrap_or_default(), relation })
    }
}
