//! Users as somebody meets them: profile, counters, and what stands between the two.

use std::collections::{HashMap, HashSet};

use super::Store;
use super::counting::counters;
use super::keys::{self, PK, SK};
use super::profiles::Consistency;
use super::table::{Query, Range, from_item, text_of};
use super::write::Item;
use crate::domain::{Counters, EdgeKind, Profile, Relation, Result, User, UserId};

impl Store {
    /// A user as `viewer` meets them; `None` where none is, or none that is to be found. The viewer's own edge is read
    /// as it is now.
    pub async fn user(&self, id: UserId, viewer: Option<UserId>, consistency: Consistency) -> Result<Option<User>> {
        let partition = keys::user(id);
        let range = Range::Between(keys::PROFILE, keys::COUNTERS);
        let own = self.table.query(Query { range, consistent: consistency.is_strong(), ..Query::all(&partition) });
        let edge = async {
            match viewer {
                Some(viewer) if viewer != id => self.edge(EdgeKind::Follow, viewer, id).await,
                _ => Ok(None),
            }
        };
        let (items, edge) = tokio::try_join!(own, edge)?;
        let mut people = People::default();
        for item in items {
            people.add(item)?;
        }
        Ok(people.take(id, Relation { follows: edge.is_some() }))
    }

    /// These users as `viewer` meets them, in this order; those that are not to be found are left out.
    pub async fn users(&self, ids: &[UserId], viewer: Option<UserId>, consistency: Consistency) -> Result<Vec<User>> {
        let own = ids.iter().flat_map(|id| [keys::profile(*id), keys::counters(*id)]);
        let edges = ids.iter().filter_map(|id| Some(keys::follow(viewer.filter(|viewer| viewer != id)?, *id)));
        let mut people = People::default();
        for item in self.table.batch_get(own.chain(edges).collect(), consistency.is_strong()).await? {
            people.add(item)?;
        }
        let found = ids.iter().filter_map(|id| {
            let follows = people.followed.contains(id);
            people.take(*id, Relation { follows })
        });
        Ok(found.collect())
    }
}

/// Users as their items come in.
#[derive(Default)]
struct People {
    profiles: HashMap<UserId, Profile>,
    counters: HashMap<UserId, Counters>,
    followed: HashSet<UserId>,
}

impl People {
    fn add(&mut self, item: Item) -> Result<()> {
        let sk = text_of(&item, SK)?;
        if let Some(followed) = keys::parse_edge(sk) {
            self.followed.insert(followed);
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
