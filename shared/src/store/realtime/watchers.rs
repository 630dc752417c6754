//! The sockets that watch a post: one item with all of them, so that one read finds those of many posts.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use serde::Deserialize;

use crate::domain::realtime::SOCKET_LIFETIME;
use crate::domain::realtime::subscription::{WATCHERS_MAX, Watcher};
use crate::domain::{Id, Result, SocketId};
use crate::dynamo::{ABSENT, EXPIRES, Item, Table, Write, number};
use crate::store::item::{ItemKind, from_item, keys, value};

/// Attribute with the sockets by id.
const SOCKETS: &str = "sockets";
/// Attempts at a write between which the item appears, expires or fills.
const ATTEMPTS: usize = 4;

/// The sockets that watch a post, by id.
pub type WatchersById = BTreeMap<SocketId, Watcher>;

/// The sockets that watch posts.
#[derive(Clone, Copy, Debug)]
pub struct Watchers<'a> {
    pub(crate) table: &'a Table,
}

#[derive(Deserialize)]
struct Stored {
    #[serde(default)]
    sockets: WatchersById,
}

impl Watchers<'_> {
    /// Adds a socket, unless [`WATCHERS_MAX`] watch the post. Returns whether it watches the post now. A post with as many
    /// costs a read of its item, and no write.
    pub async fn add(self, post: Id, id: &SocketId, watcher: &Watcher, now: Timestamp) -> Result<bool> {
        let (key, expires) = (keys::watchers(post), number(now.as_second() + SOCKET_LIFETIME));
        for _ in 0..ATTEMPTS {
            let known = self.table.get(&key, false).await?.map(read).transpose()?.unwrap_or_default();
            let (over, open): (WatchersById, WatchersById) =
                known.into_iter().partition(|(_, watcher)| watcher.until <= now.as_second());
            if open.len() >= WATCHERS_MAX {
                return Ok(false);
            }
            self.remove(post, over.keys()).await?;
            let add = Write::update_existing(key.clone())
                .set_entry(SOCKETS, id.as_str(), value(watcher)?)
                .set(EXPIRES, expires.clone())
                .only_if("size(#sockets) < :most")
                .bind(":most", number(WATCHERS_MAX));
            if self.table.write_repeatable(add).await?.is_ok() {
                return Ok(true);
            }
            let first = WatchersById::from([(id.clone(), watcher.clone())]);
            let create = Write::update(key.clone()).set(SOCKETS, value(&first)?).set(EXPIRES, expires.clone());
            if self.table.write_repeatable(create.only_if(ABSENT)).await?.is_ok() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Removes sockets of a post.
    pub async fn remove(self, post: Id, ids: impl IntoIterator<Item = &SocketId>) -> Result<()> {
        let remove = Write::update_existing(keys::watchers(post));
        let remove = ids.into_iter().fold(remove, |write, id| write.remove_entry(SOCKETS, id.as_str()));
        if remove.is_empty() { Ok(()) } else { Ok(self.table.write_if(remove).await?) }
    }

    /// Reads the sockets that watch these posts at once, for half a read unit for each post of which none does. Posts
    /// without any are left out.
    pub async fn of_posts(self, posts: &[Id]) -> Result<HashMap<Id, WatchersById>> {
        let keys = posts.iter().map(|post| keys::watchers(*post)).collect();
        let mut found = HashMap::new();
        for item in self.table.batch_get(keys, false).await? {
            if let ItemKind::Watchers(post) = ItemKind::of(&item)? {
                found.insert(post, read(item)?);
            }
        }
        found.retain(|_, watchers| !watchers.is_empty());
        Ok(found)
    }
}

fn read(item: Item) -> Result<WatchersById> {
    from_item::<Stored>(item).map(|stored| stored.sockets)
}
