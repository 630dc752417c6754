//! Sockets: closes those that are no longer among their user's, and those of sessions and accounts that have ended.

use std::collections::{BTreeMap, BTreeSet};

use futures::StreamExt as _;
use futures::future::join_all;
use shared::domain::event::Event;
use shared::domain::{Result, Socket, SocketId, UserId};

use crate::batch::Batch;
use crate::failures::Failures;
use crate::fanout::{Fanout, Realtime};
use crate::sender::NotSent;

/// Users who are processed concurrently.
const PARALLEL: usize = 8;

/// Closes sockets. Looks at each user whose auth state has changed once, however often it has in the batch.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let Some(realtime) = &fanout.realtime else { return Failures::default() };
    let mut users: BTreeMap<UserId, BTreeSet<String>> = BTreeMap::new();
    let mut removed: Vec<SocketId> = Vec::new();
    for record in &batch.records {
        match &record.event {
            Event::AuthStateChanged(user, _) | Event::BanChanged { user, .. } => {
                users.entry(*user).or_default().insert(record.id.clone());
            }
            Event::SocketsRemoved(sockets) => removed.extend_from_slice(sockets),
            _ => {}
        }
    }
    close(realtime, &removed).await;
    let ending: Vec<_> = users.into_iter().map(|(user, records)| try_end(fanout, realtime, user, records)).collect();
    futures::stream::iter(ending).buffer_unordered(PARALLEL).collect().await
}

/// Processes one user.
async fn try_end(fanout: &Fanout, realtime: &Realtime, user: UserId, records: BTreeSet<String>) -> Failures {
    let Err(error) = end(fanout, realtime, user).await else { return Failures::default() };
    tracing::warn!(user = user.get(), %error, "cannot close sockets");
    Failures::of(records, &error)
}

/// Ends the sockets that the auth state of their user no longer admits.
async fn end(fanout: &Fanout, realtime: &Realtime, user: UserId) -> Result<()> {
    let sockets = fanout.store.sockets().of_user(user).await?;
    if sockets.is_empty() {
        return Ok(());
    }
    let auth = fanout.store.auth_states().get(user).await?;
    let may_stay = |socket: &Socket| auth.as_ref().is_some_and(|auth| socket.may_stay(auth));
    let ended: Vec<SocketId> =
        sockets.into_iter().filter_map(|(id, socket)| (!may_stay(&socket)).then_some(id)).collect();
    close(realtime, &ended).await;
    // The event of this closes those that could not be closed just now.
    fanout.store.sockets().remove(user, &ended).await
}

async fn close(realtime: &Realtime, sockets: &[SocketId]) {
    let closing = sockets.iter().map(async |socket| {
        if let Err(NotSent::Failed(error)) = realtime.sender.close(socket).await {
            tracing::warn!(error, "cannot close a socket");
        }
    });
    join_all(closing).await;
}
