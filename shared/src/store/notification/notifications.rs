//! Notifications: an item each, in the recipient's partition. One index holds unseen ones, another those that a user
//! has caused.

use std::collections::HashSet;

use futures::{StreamExt as _, TryStreamExt as _};
use jiff::Timestamp;

use crate::domain::notification::{KEPT_FOR, NotificationGroup, NotificationKind};
use crate::domain::{CommentRef, Error, Id, Notification, ReactionKind, Result, UserId};
use crate::dynamo::{
    ABSENT, EXPIRES, GSI1, GSI2, Index, Item, Key, Query, Range, Refused, SK, Table, Write, number, text, text_of,
};
use crate::store::item::{from_item, keys, to_item, value};
use crate::store::notification::facts::{fact, holds};
use crate::store::post::comments::counted;

/// Attribute with the time when the user saw the notification.
pub(crate) const SEEN: &str = "seen";
/// The most notifications that one page reads, however few results they form.
const PAGE_MAX: usize = 100;
/// The most unseen notifications that are listed or counted: up to here it costs half a read unit.
pub const UNSEEN_MAX: usize = 64;
/// Notifications of the author of a deleted comment that are looked at.
const NEWEST_MAX: usize = 400;
/// Concurrent writes.
const PARALLEL: usize = PAGE_MAX;

/// Where a page of notifications begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotificationsFrom {
    /// At the newest.
    Newest,
    /// Below this id.
    Below(Id),
    /// Above this id.
    Above(Id),
}

/// Notifications, newest first, and whether there are more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationPage {
    /// The notifications.
    pub rows: Vec<Notification>,
    /// Whether there are older ones.
    pub older: bool,
    /// Whether there are newer ones.
    pub newer: bool,
}

/// An unseen notification.
#[derive(Clone, Debug)]
pub struct Unseen {
    /// Its id.
    pub id: Id,
    pub(crate) kind: char,
    /// The part of its group, if it is about a contribution.
    pub(crate) part: Option<i64>,
    pub(crate) key: Key,
}

impl Unseen {
    /// The unseen notification that was read as this one.
    pub fn of(note: &Notification) -> Self {
        let part = Some(note.group().part()).filter(|part| *part > 0);
        Self { id: note.id, kind: note.kind.notification_type().letter(), part, key: keys::notification(note) }
    }
}

/// Notifications.
#[derive(Clone, Copy, Debug)]
pub struct Notifications<'a> {
    pub(crate) table: &'a Table,
}

impl Notifications<'_> {
    /// Notifies a user, unless they were notified before, hide the user who caused it, have suspended notifications about the
    /// post, or the source item or the recipient does not exist (any more). Returns whether the user has the notification and has not seen it.
    pub async fn notify(self, note: &Notification, now: Timestamp) -> Result<bool> {
        let hide = keys::hide(note.to, note.kind.user());
        let fact = fact(note);
        let suspension = note.kind.suspended_with().map(|post| keys::reaction(ReactionKind::Suspension, post, note.to));
        let unwanted: Vec<Key> = [hide].into_iter().chain(suspension).collect();
        let keys = [fact.clone()].into_iter().chain(unwanted.iter().cloned()).collect();
        let items = self.table.batch_get(keys, false).await?;
        let is_unwanted = |item: &Item| unwanted.iter().any(|key| Key::of(item).is_ok_and(|own| own == *key));
        if items.iter().any(is_unwanted) {
            return Ok(false);
        }
        // The read may lag behind the stream.
        if !items.iter().any(|item| holds(item, note))
            && !self.table.get(&fact, true).await?.is_some_and(|item| holds(&item, note))
        {
            return Ok(false);
        }
        let is_unseen = self.put(note, now).await?;
        match note.kind {
            // If the comment is deleted later, the event of that finds the notification.
            NotificationKind::CommentVote { post, parent, comment, .. } => {
                let at = CommentRef { post, parent, id: comment };
                let found = self.table.get(&keys::comment(at), true).await?.map(counted).transpose()?;
                if found.is_some_and(|found| found.comment.is_live()) {
                    return Ok(is_unseen);
                }
                self.retract(note).await?;
                Ok(false)
            }
            _ => Ok(is_unseen),
        }
    }

    /// Notifies a user of a source item that the caller has checked, unless they were notified before. Returns whether the
    /// user has not seen the notification.
    pub async fn put(self, note: &Notification, now: Timestamp) -> Result<bool> {
        let put = Write::put(notification_item(note, now)?).only_if(ABSENT);
        Ok(match self.table.write_repeatable(put).await? {
            Ok(_) => true,
            Err(Refused(before)) => before.is_some_and(|before| !before.contains_key(SEEN)),
        })
    }

    /// Retracts a notification that is still unseen.
    pub async fn retract(self, note: &Notification) -> Result<()> {
        let unseen = Write::delete(keys::notification(note)).only_if("attribute_not_exists(#seen)");
        self.table.write_if(unseen).await?;
        Ok(())
    }

    /// Retracts the unseen notifications of votes for a user's comment that was deleted, among the user's newest
    /// [`NEWEST_MAX`] notifications. Returns the notifications of votes for it.
    pub async fn retract_votes(self, deleted: Id, author: UserId) -> Result<Vec<Notification>> {
        let partition = keys::user(author);
        let range = Range::Prefix(keys::NOTIFICATIONS);
        let query = Query { range, ascending: false, limit: NEWEST_MAX, consistent: true, ..Query::all(&partition) };
        let rows = self.table.query(query).await?;
        let mut votes: Vec<Notification> = rows.into_iter().map(from_item).collect::<Result<_>>()?;
        votes.retain(|note| matches!(note.kind, NotificationKind::CommentVote { comment, .. } if comment == deleted));
        let retracting: Vec<_> = votes.iter().map(|note| self.retract(note)).collect();
        futures::stream::iter(retracting).buffer_unordered(PARALLEL).try_collect::<()>().await?;
        Ok(votes)
    }

    /// Reads a page of a user's notifications: as many as form `limit` results, and at most 100.
    pub async fn page(self, to: UserId, from: NotificationsFrom, limit: usize) -> Result<NotificationPage> {
        let partition = keys::user(to);
        let (first, last) = match from {
            NotificationsFrom::Newest => (keys::NOTIFICATIONS.to_owned(), end_of_notifications()),
            NotificationsFrom::Below(id) => (keys::NOTIFICATIONS.to_owned(), keys::notification_sort(id)),
            NotificationsFrom::Above(id) => (keys::notification_end(id), end_of_notifications()),
        };
        let upwards = matches!(from, NotificationsFrom::Above(_));
        let range = Range::Between(&first, &last);
        // One more row shows whether others follow.
        let query = Query { range, ascending: upwards, limit: PAGE_MAX + 1, ..Query::all(&partition) };
        let rows = self.table.query(query).await?;
        let mut rows: Vec<Notification> = rows.into_iter().map(from_item).collect::<Result<_>>()?;
        let more = cut(&mut rows, limit);
        if upwards {
            rows.reverse();
        }
        let (older, newer) = match from {
            NotificationsFrom::Newest => (more, false),
            NotificationsFrom::Below(_) => (more, true),
            NotificationsFrom::Above(_) => (true, more),
        };
        Ok(NotificationPage { rows, older, newer })
    }

    /// Reads a user's newest unseen notifications, at most [`UNSEEN_MAX`].
    pub async fn unseen(self, to: UserId) -> Result<Vec<Unseen>> {
        self.unseen_in(to, Range::All, UNSEEN_MAX).await
    }

    /// Reads the newest unseen notifications whose ids are in this range.
    pub(crate) async fn unseen_in(self, to: UserId, range: Range<'_>, limit: usize) -> Result<Vec<Unseen>> {
        let partition = keys::unseen(to);
        let query = Query { index: Some(GSI1), range, ascending: false, limit, ..Query::all(&partition) };
        let rows = self.table.query(query).await?;
        let read = |row: &Item| {
            let sk = text_of(row, SK)?.to_owned();
            let (id, kind) =
                keys::parse_notification(&sk).ok_or_else(|| Error::internal(format!("{sk} is not a notification")))?;
            let part = keys::parse_unseen_sort(text_of(row, GSI1.sk)?);
            Ok(Unseen { id, kind, part, key: Key { pk: keys::user(to), sk } })
        };
        rows.iter().map(read).collect()
    }

    /// Counts a user's unseen notifications, at most [`UNSEEN_MAX`]. The index may lag behind these changes: the user was
    /// notified, and notifications were retracted or seen.
    pub async fn count_unseen(self, to: UserId, notified: &[Notification], gone: &[Notification]) -> Result<usize> {
        let mut unseen: HashSet<Key> = self.unseen(to).await?.into_iter().map(|unseen| unseen.key).collect();
        unseen.extend(notified.iter().map(keys::notification));
        for note in gone {
            unseen.remove(&keys::notification(note));
        }
        Ok(unseen.len().min(UNSEEN_MAX))
    }

    /// Marks notifications as seen. Retracted ones stay away.
    pub async fn mark_seen(self, unseen: Vec<Unseen>, now: Timestamp) -> Result<()> {
        let seen = value(now)?;
        let writes = unseen.into_iter().map(|Unseen { key, .. }| {
            let write = Write::update(key).set(SEEN, seen.clone()).remove(GSI1.pk).remove(GSI1.sk);
            self.table.write(write.only_if("attribute_exists(#PK) AND attribute_not_exists(#seen)"))
        });
        let done: Vec<_> = futures::stream::iter(writes).buffer_unordered(PARALLEL).collect().await;
        Ok(done.into_iter().try_for_each(|done| done.map(drop))?)
    }
}

fn end_of_notifications() -> String {
    keys::NOTIFICATIONS.replace('#', "$")
}

/// Cuts rows to those that form `limit` results. Rows with the same id stay together, since a page must not begin
/// between them.
fn cut(rows: &mut Vec<Notification>, limit: usize) -> bool {
    let mut results: Vec<NotificationGroup> = Vec::new();
    let mut end = 0;
    for row in rows.iter().take(PAGE_MAX) {
        if !results.contains(&row.group()) {
            if results.len() == limit {
                break;
            }
            results.push(row.group());
        }
        end += 1;
    }
    let together = |end: usize| end > 0 && rows.get(end).is_some_and(|next| next.id == rows[end - 1].id);
    // The rows of the first id stay whole, even if they form one result too many.
    let end = (1..=end).rev().chain(end..).find(|end| !together(*end)).unwrap_or(end);
    let more = end < rows.len();
    rows.truncate(end);
    more
}

fn notification_item(note: &Notification, now: Timestamp) -> Result<Item> {
    let mut item = to_item(&keys::notification(note), note)?;
    item.insert(EXPIRES.to_owned(), number(now.as_second() + KEPT_FOR));
    let mut place = |index: Index, partition: String, sort: String| {
        item.insert(index.pk.to_owned(), text(partition));
        item.insert(index.sk.to_owned(), text(sort));
    };
    place(GSI1, keys::unseen(note.to), keys::unseen_sort(note));
    place(GSI2, keys::caused(note.kind.user()), keys::id_sort(note.id));
    Ok(item)
}
