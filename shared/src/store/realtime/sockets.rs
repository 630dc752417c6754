//! The open sockets of users: an item with all of a user's, so that one read finds those of many users, and an item for
//! each that says whose it is.
//!
//! A socket that leaves its user's item is closed by the event of that, so that a limit, a client that misbehaves and the
//! end of a session need no access to the gateway.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use serde::Deserialize;

use crate::domain::event::Event;
use crate::domain::realtime::subscription::SUBSCRIPTIONS_MAX;
use crate::domain::realtime::{SOCKET_LIFETIME, SOCKETS_MAX};
use crate::domain::{Error, Id, Result, Socket, SocketId, UserId};
use crate::dynamo::{ABSENT, EXPIRES, Item, PK, Table, Write, number, text_of};
use crate::store::item::{ItemKind, from_item, keys, value};
use crate::store::realtime::watchers::Watchers;

/// Attribute with the sockets by id.
const SOCKETS: &str = "sockets";
/// Attribute with the owner of a socket.
const OWNER: &str = "user";
/// Attribute with the posts that a socket watches, by id.
const POSTS: &str = "posts";
/// Attempts at a write between which the item appears or expires.
const ATTEMPTS: usize = 4;

/// The sockets of a user, by id.
pub type SocketsById = BTreeMap<SocketId, Socket>;

/// The open sockets of users.
#[derive(Clone, Copy, Debug)]
pub struct Sockets<'a> {
    pub(crate) table: &'a Table,
}

/// Whose a socket is, and what it watches.
#[derive(Clone, Debug, Deserialize)]
pub struct SocketOwner {
    /// Its user.
    pub user: UserId,
    /// The posts, as keys of a map.
    #[serde(default)]
    posts: BTreeMap<String, bool>,
}

impl SocketOwner {
    /// The posts that the socket watches.
    pub fn posts(&self) -> Vec<Id> {
        self.posts.keys().filter_map(|post| Id::parse(post)).collect()
    }
}

#[derive(Default, Deserialize)]
struct Stored {
    #[serde(default)]
    sockets: SocketsById,
}

impl<'a> Sockets<'a> {
    /// The sockets that watch posts.
    pub fn watchers(self) -> Watchers<'a> {
        Watchers { table: self.table }
    }

    /// Adds a socket. Of more than [`SOCKETS_MAX`] the oldest leave, and so do those whose time is over.
    pub async fn add(self, user: UserId, id: &SocketId, socket: &Socket, now: Timestamp) -> Result<()> {
        let expires = number(now.as_second() + SOCKET_LIFETIME);
        let owner = Write::update(keys::socket_owner(id)).set(OWNER, number(user)).set(EXPIRES, expires);
        let owner = owner.set(POSTS, value(HashMap::<String, bool>::new())?);
        let (sockets, _) = tokio::try_join!(self.insert(user, id, socket, now), async {
            Ok(self.table.write_repeatable(owner).await?)
        })?;
        let (over, mut open): (Vec<_>, Vec<_>) = sockets.into_iter().partition(|(_, socket)| socket.is_over(now));
        open.sort_by_key(|(_, socket)| std::cmp::Reverse(socket.since));
        let oldest = open.into_iter().skip(SOCKETS_MAX);
        let leaving: Vec<_> = over.into_iter().chain(oldest).map(|(id, _)| id).collect();
        self.remove(user, &leaving).await
    }

    /// Inserts a socket, and returns all of the user's.
    async fn insert(self, user: UserId, id: &SocketId, socket: &Socket, now: Timestamp) -> Result<SocketsById> {
        let (key, expires) = (keys::sockets(user), number(now.as_second() + SOCKET_LIFETIME));
        for _ in 0..ATTEMPTS {
            let add = Write::update_existing(key.clone())
                .set_entry(SOCKETS, id.as_str(), value(socket)?)
                .set(EXPIRES, expires.clone());
            if let Ok(item) = self.table.write_repeatable(add).await? {
                return read(item);
            }
            let first = SocketsById::from([(id.clone(), socket.clone())]);
            let create = Write::update(key.clone()).set(SOCKETS, value(&first)?).set(EXPIRES, expires.clone());
            if let Ok(item) = self.table.write_repeatable(create.only_if(ABSENT)).await? {
                return read(item);
            }
        }
        Err(Error::unavailable("the sockets kept changing"))
    }

    /// Removes sockets of a user.
    pub async fn remove(self, user: UserId, ids: &[SocketId]) -> Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        let remove = Write::update_existing(keys::sockets(user));
        let remove = ids.iter().fold(remove, |write, id| write.remove_entry(SOCKETS, id.as_str()));
        let owners = ids.iter().map(keys::socket_owner).collect();
        tokio::try_join!(self.table.write_if(remove), self.table.batch_delete(owners))?;
        Ok(())
    }

    /// Whose a socket is; `None` if it was removed.
    pub async fn owner(self, id: &SocketId) -> Result<Option<SocketOwner>> {
        self.table.get(&keys::socket_owner(id), true).await?.map(from_item).transpose()
    }

    /// Records that a socket watches a post. Returns `false` if the socket was removed, or watches [`SUBSCRIPTIONS_MAX`]
    /// posts.
    pub async fn watch(self, id: &SocketId, post: Id) -> Result<bool> {
        let watch = Write::update_existing(keys::socket_owner(id)).set_entry(POSTS, &post.to_string(), value(true)?);
        let watch = watch.only_if("size(#posts) < :most").bind(":most", number(SUBSCRIPTIONS_MAX));
        Ok(self.table.write_repeatable(watch).await?.is_ok())
    }

    /// Records that a socket no longer watches a post.
    pub async fn unwatch(self, id: &SocketId, post: Id) -> Result<()> {
        let unwatch = Write::update_existing(keys::socket_owner(id)).remove_entry(POSTS, &post.to_string());
        Ok(self.table.write_if(unwatch).await?)
    }

    /// Reads the sockets of these users at once, for half a read unit each. Users without any are left out.
    pub async fn of_users(self, users: &[UserId]) -> Result<HashMap<UserId, SocketsById>> {
        let keys = users.iter().map(|user| keys::sockets(*user)).collect();
        let mut found = HashMap::new();
        for item in self.table.batch_get(keys, false).await? {
            if let ItemKind::Sockets(user) = ItemKind::of(&item)? {
                found.insert(user, read(item)?);
            }
        }
        found.retain(|_, sockets| !sockets.is_empty());
        Ok(found)
    }

    /// Reads the sockets of a user consistently.
    pub async fn of_user(self, user: UserId) -> Result<SocketsById> {
        self.table.get(&keys::sockets(user), true).await?.map_or_else(|| Ok(SocketsById::new()), read)
    }
}

fn read(item: Item) -> Result<SocketsById> {
    from_item::<Stored>(item).map(|stored| stored.sockets)
}

/// The event of a change of a user's sockets, if any are gone.
pub(crate) fn removed(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let read = |item: Option<Item>| item.map_or_else(|| Ok(SocketsById::new()), read);
    let (old, new) = (read(old)?, read(new)?);
    let gone: Vec<_> = old.into_keys().filter(|id| !new.contains_key(id)).collect();
    Ok((!gone.is_empty()).then_some(Event::SocketsRemoved(gone)))
}

/// The event of the end of a socket that watches posts.
pub(crate) fn ended(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let Some(old) = old.filter(|_| new.is_none()) else { return Ok(None) };
    let socket = keys::parse_socket(text_of(&old, PK)?).ok_or_else(|| Error::internal("not a socket"))?;
    let posts = from_item::<SocketOwner>(old)?.posts();
    Ok((!posts.is_empty()).then_some(Event::SocketEnded { socket, posts }))
}
