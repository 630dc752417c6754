//! Subscriptions: a socket asks by a message to watch a post, or to watch it no longer.

use shared::dialect::community::{SubscriptionMessage, SubscriptionView};
use shared::domain::post::moderation::{Visibility, visibility};
use shared::domain::realtime::subscription::{
    SUBSCRIPTIONS_MAX, Subscription, SubscriptionAction, SubscriptionRefusal, Watcher,
};
use shared::domain::{Error, Result, SocialAction, SocketId};

use crate::Realtime;

/// The end of a subscription, or why it was refused.
type Outcome = std::result::Result<(), SubscriptionRefusal>;

impl Realtime {
    /// Does what a message of a socket asks for.
    pub(crate) async fn answer(&self, id: &SocketId, message: &SubscriptionMessage) -> SubscriptionView {
        let outcome = match message.subscription() {
            Ok(asked) => self.apply(id, asked).await.unwrap_or_else(|error| {
                tracing::warn!(%error, "cannot change a subscription");
                Err(SubscriptionRefusal::Unavailable)
            }),
            Err(refusal) => Err(refusal),
        };
        message.response(outcome)
    }

    async fn apply(&self, id: &SocketId, asked: Subscription) -> Result<Outcome> {
        match asked.action {
            SubscriptionAction::Subscribe => self.subscribe(id, asked).await,
            SubscriptionAction::Unsubscribe => {
                let store = &self.state.store;
                let watched = store.sockets().owner(id).await?.is_some_and(|owner| owner.posts().contains(&asked.post));
                // Others cost no write.
                if watched {
                    store.sockets().watchers().remove(asked.post, [id]).await?;
                    store.sockets().unwatch(id, asked.post).await?;
                }
                Ok(Ok(()))
            }
        }
    }

    /// The socket first remembers the post, so that its end finds the post whenever it comes.
    async fn subscribe(&self, id: &SocketId, Subscription { kind, post, .. }: Subscription) -> Result<Outcome> {
        let (store, now) = (&self.state.store, self.state.clock.now());
        let owner = store.sockets().owner(id).await?.ok_or_else(Error::not_found)?;
        let watched = owner.posts();
        let is_watched = watched.contains(&post);
        if !is_watched && watched.len() >= SUBSCRIPTIONS_MAX {
            return Ok(Err(SubscriptionRefusal::TooManySubscriptions));
        }
        let (sockets, found) = (store.sockets().of_user(owner.user).await?, store.posts().written(post).await?);
        let socket = sockets.get(id).ok_or_else(Error::not_found)?;
        let viewer = socket.viewer(owner.user);
        let may_see = found.filter(|found| {
            let seen = visibility(found.moderation.as_ref(), found.author, Some(&viewer));
            found.kind == kind && seen == Visibility::Whole
        });
        let Some(may_see) = may_see else { return Ok(Err(SubscriptionRefusal::NotFound)) };
        let block = store.blocks().between(Some(owner.user), may_see.author).await?;
        if SocialAction::ViewContent.must_pass(block, Some(&viewer)).is_err() {
            return Ok(Err(SubscriptionRefusal::NotFound));
        }
        if is_watched {
            return Ok(Ok(()));
        }
        if !store.sockets().watch(id, post).await? {
            return Ok(Err(SubscriptionRefusal::TooManySubscriptions));
        }
        let watcher = Watcher { user: owner.user, until: socket.until };
        if store.sockets().watchers().add(post, id, &watcher, now).await? {
            return Ok(Ok(()));
        }
        store.sockets().unwatch(id, post).await?;
        Ok(Err(SubscriptionRefusal::TooManyWatchers))
    }
}
