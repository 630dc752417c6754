//! Pushes: sends to the open sockets of users what has changed in their notifications.
//!
//! One read finds the sockets of all users of a batch. A push that fails is not repeated, since the notification is in the
//! list anyway; a batch that is delivered again pushes again, with the same ids.

use std::collections::BTreeMap;
use std::time::Duration;

use futures::StreamExt as _;
use futures::future::{join, join_all};
use shared::dialect::community::PushView;
use shared::domain::realtime::relation_end::RelationEnd;
use shared::domain::{Id, Notification, Result, SocketId, UserId};
use shared::store::SocketsById;
use tokio::time::timeout;

use crate::fanout::{Fanout, MailerRequests, Realtime};
use crate::sender::NotSent;

/// Users to whom is pushed concurrently.
const PARALLEL: usize = 32;
/// How long the pushes of a batch may take: slow sockets delay derived data by no more.
const PUSHES_MAX: Duration = Duration::from_secs(3);

/// What has changed in the notifications of a user.
#[derive(Debug, Default)]
struct Changes {
    notified: Vec<Notification>,
    gone: Vec<Notification>,
    ended: Vec<(RelationEnd, Id)>,
}

/// Changes of notifications, by user.
#[derive(Debug, Default)]
pub struct Pushes(BTreeMap<UserId, Changes>);

impl Pushes {
    /// A user has a new notification.
    pub fn notified(&mut self, note: Notification) {
        self.0.entry(note.to).or_default().notified.push(note);
    }

    /// A notification is unseen no longer: it was retracted, or its user has seen it.
    pub fn gone(&mut self, note: Notification) {
        self.0.entry(note.to).or_default().gone.push(note);
    }

    /// A relation has ended. The id is that of the message.
    pub fn ended(&mut self, end: RelationEnd, id: Id) {
        self.0.entry(end.to).or_default().ended.push((end, id));
    }

    /// Pushes the changes to the users who have open sockets, and asks the mailer to tell others of their notifications.
    pub async fn push(self, fanout: &Fanout) {
        if let Err(error) = self.ask_mailer(fanout).await {
            tracing::warn!(%error, "cannot ask for web pushes or digests");
        }
        let Some(realtime) = fanout.realtime.as_ref().filter(|_| !self.0.is_empty()) else { return };
        match timeout(PUSHES_MAX, self.push_to_all(fanout, realtime)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "cannot push"),
            Err(_) => tracing::warn!("pushes took too long"),
        }
    }

    /// One read finds the users of the batch who have devices, and another those who do not wait for a digest. The mailer
    /// sends both, so that no other server delays anything here.
    async fn ask_mailer(&self, fanout: &Fanout) -> Result<()> {
        let MailerRequests { web_pushes, digests } = fanout.mailer;
        let notified = self.0.iter().filter(|(_, changes)| !changes.notified.is_empty());
        let notified: Vec<_> = notified.map(|(user, changes)| (*user, &changes.notified)).collect();
        if notified.is_empty() {
            return Ok(());
        }
        let users: Vec<UserId> = notified.iter().map(|(user, _)| *user).collect();
        let (store, now) = (&fanout.store, fanout.clock.now());
        let pushing = async {
            if !web_pushes {
                return Ok(());
            }
            let owners = store.devices().owners(&users).await?;
            let due = notified.into_iter().filter(|(user, _)| owners.contains(user));
            let due = due.map(|(user, notifications)| (user, notifications.clone())).collect();
            store.web_pushes().request(due, now).await
        };
        let scheduling = async { if digests { store.digests().schedule(&users, now).await } else { Ok(()) } };
        let (pushed, scheduled) = join(pushing, scheduling).await;
        pushed.and(scheduled)
    }

    async fn push_to_all(self, fanout: &Fanout, realtime: &Realtime) -> Result<()> {
        let users: Vec<UserId> = self.0.keys().copied().collect();
        let mut sockets = fanout.store.sockets().of_users(&users).await?;
        let connected = self.0.into_iter().filter_map(|(user, changes)| Some((user, sockets.remove(&user)?, changes)));
        let pushing: Vec<_> =
            connected.map(|(user, open, changes)| try_push(fanout, realtime, user, open, changes)).collect();
        futures::stream::iter(pushing).buffer_unordered(PARALLEL).collect::<()>().await;
        Ok(())
    }
}

/// Processes one user.
async fn try_push(fanout: &Fanout, realtime: &Realtime, user: UserId, sockets: SocketsById, changes: Changes) {
    if let Err(error) = push(fanout, realtime, user, sockets, changes).await {
        tracing::warn!(user = user.get(), %error, "cannot push");
    }
}

async fn push(
    fanout: &Fanout,
    realtime: &Realtime,
    user: UserId,
    sockets: SocketsById,
    changes: Changes,
) -> Result<()> {
    let now = fanout.clock.now();
    let (over, open): (SocketsById, SocketsById) = sockets.into_iter().partition(|(_, socket)| socket.is_over(now));
    let mut gone: Vec<SocketId> = over.into_keys().collect();
    if let Some(newest) = open.values().max_by_key(|socket| socket.since) {
        let texts = texts(fanout, realtime, user, &newest.viewer(user), changes).await?;
        let sending = open.keys().map(async |socket| send_all(realtime, socket, &texts).await);
        let lost = join_all(sending).await.into_iter().flatten();
        gone.extend(lost.filter(|socket| open.get(socket).is_some_and(|socket| !socket.is_opening(now))));
    }
    fanout.store.sockets().remove(user, &gone).await
}

/// The messages to a user, the oldest notification first.
async fn texts(
    fanout: &Fanout,
    realtime: &Realtime,
    user: UserId,
    viewer: &shared::domain::Viewer,
    Changes { mut notified, gone, ended }: Changes,
) -> Result<Vec<String>> {
    let (store, now) = (&fanout.store, fanout.clock.now());
    notified.retain(|note| !gone.iter().any(|other| other.key() == note.key()));
    notified.sort_by_key(|note| note.id);
    let views = shared::views::notifications(store, &realtime.config, viewer, &notified, now);
    let (views, unseen) = join(views, store.notifications().count_unseen(user, &notified, &gone)).await;
    let (views, unseen) = (views?, unseen?);
    let mut pushes: Vec<_> = views.iter().map(|view| PushView::of_notification(view, unseen)).collect();
    pushes.extend(ended.into_iter().map(|(end, id)| PushView::of_relation_end(end, id, unseen)));
    if pushes.is_empty() {
        pushes.push(PushView::of_count(unseen));
    }
    pushes.iter().map(|push| serde_json::to_string(push).map_err(shared::domain::Error::internal)).collect()
}

/// Sends messages to a socket, in order. Returns the socket if it is gone.
pub async fn send_all(realtime: &Realtime, socket: &SocketId, texts: &[String]) -> Option<SocketId> {
    for text in texts {
        match realtime.sender.send(socket, text).await {
            Ok(()) => {}
            Err(NotSent::Gone) => return Some(socket.clone()),
            Err(NotSent::Failed(error)) => {
                tracing::warn!(error, "a push failed");
                return None;
            }
        }
    }
    None
}
