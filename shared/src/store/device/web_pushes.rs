//! Pushes to the devices of users that wait to be sent. `fanout` writes them, and the mailer sends and removes them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::{Notification, Result, UserId};
use crate::dynamo::{EXPIRES, Item, Key, Table, Write, number};
use crate::store::item::{ItemKind, from_item, keys, to_item};

/// How long a push waits to be sent, in seconds.
const WAITS_FOR: i64 = 60 * 60;
/// The most notifications of one push: the newest.
const NOTIFICATIONS_MAX: usize = 10;

/// The request for a push.
#[derive(Serialize, Deserialize)]
struct Request {
    /// The newest first.
    notifications: Vec<Notification>,
}

/// A push that is to be sent.
#[derive(Clone, Debug)]
pub struct DuePush {
    /// The recipient.
    pub to: UserId,
    /// The notifications that it is about, the newest first.
    pub notifications: Vec<Notification>,
    key: Key,
}

/// Pushes that wait to be sent.
#[derive(Clone, Copy, Debug)]
pub struct WebPushes<'a> {
    pub(crate) table: &'a Table,
}

/// The push that a new or changed item asks for.
pub fn due(item: Item) -> Result<Option<DuePush>> {
    let ItemKind::WebPush(to) = ItemKind::of(&item)? else { return Ok(None) };
    let key = Key::of(&item)?;
    let Request { notifications } = from_item(item)?;
    Ok(Some(DuePush { to, notifications, key }))
}

impl WebPushes<'_> {
    /// Asks for a push to each of these users about their new notifications. Asking twice for the same is asking once
    /// until the push is sent.
    pub async fn request(self, notified: Vec<(UserId, Vec<Notification>)>, now: Timestamp) -> Result<()> {
        let mut items = Vec::new();
        for (to, mut notifications) in notified {
            notifications.sort_by_key(|notification| std::cmp::Reverse(notification.id));
            notifications.truncate(NOTIFICATIONS_MAX);
            let Some(newest) = notifications.first().map(|notification| notification.id) else { continue };
            let mut item = to_item(&keys::web_push(to, newest), &Request { notifications })?;
            item.insert(EXPIRES.to_owned(), number(now.as_second().saturating_add(WAITS_FOR)));
            items.push(item);
        }
        if items.is_empty() {
            return Ok(());
        }
        Ok(self.table.batch_put(items).await?)
    }

    /// Whether the push has not been sent.
    pub async fn is_due(self, push: &DuePush) -> Result<bool> {
        Ok(self.table.get(&push.key, true).await?.is_some())
    }

    /// Removes the request for a push that was sent, or that no device is to get.
    pub async fn finish(self, push: &DuePush) -> Result<()> {
        Ok(self.table.write_if(Write::delete(push.key.clone())).await?)
    }
}
