//! Unseen notifications with their content, for mails and web pushes.

use crate::domain::{Notification, Result};
use crate::dynamo::Key;
use crate::store::item::{from_item, keys};
use crate::store::notification::notifications::{Notifications, Unseen};

impl Notifications<'_> {
    /// Those of these notifications that still exist and were not seen, the newest first.
    pub async fn still_unseen(self, notifications: &[Notification]) -> Result<Vec<Notification>> {
        self.read_unseen(notifications.iter().map(keys::notification).collect()).await
    }

    /// The content of unseen notifications, without those that are gone or were seen meanwhile, the newest first.
    pub async fn with_content(self, unseen: Vec<Unseen>) -> Result<Vec<Notification>> {
        self.read_unseen(unseen.into_iter().map(|unseen| unseen.key).collect()).await
    }

    async fn read_unseen(self, keys: Vec<Key>) -> Result<Vec<Notification>> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let items = self.table.batch_get(keys, true).await?;
        let mut stored: Vec<Notification> = items.into_iter().map(from_item).collect::<Result<_>>()?;
        stored.retain(Notification::is_new);
        stored.sort_by_key(|notification| std::cmp::Reverse(notification.id));
        Ok(stored)
    }
}
