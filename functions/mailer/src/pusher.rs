//! Web pushes: tells the browsers of a user of new notifications.
//!
//! A push is about what the user has still not seen when it is sent. The service worker of the page shows it; its `tag` is
//! the id of the notification, so that a push that is sent twice is shown once.

use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use jiff::Timestamp;
use serde::Serialize;
use shared::domain::device::{Device, DeviceId};
use shared::domain::notification::sentence::sentence;
use shared::domain::{Error, Notification, Result};
use shared::store::device::{DevicesById, DuePush};
use shared::store::{Consistency, Store};
use shared::web_push::{Browsers, PushRequest, PushService, WebPushSettings, encrypt};
use tokio::time::sleep;

/// How long a push service keeps a push for a browser that is off, in seconds: a day.
const TTL: u32 = 24 * 60 * 60;
/// The pauses before further attempts at a push that was not taken.
const BACKOFF: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(3)];
/// The longest pause that a push service may ask for. A push that has to wait longer is dropped.
const RETRY_AFTER_MAX: u64 = 5;
/// The longest text of a push, in characters.
const TEXT_MAX: usize = 200;

/// Sends pushes.
#[derive(Clone)]
pub struct Pusher {
    settings: Arc<WebPushSettings>,
    service: Arc<dyn PushService>,
}

/// What the service worker gets. It has at most some 1,500 bytes.
#[derive(Serialize)]
struct Payload<'a> {
    /// The name of the community.
    title: &'a str,
    /// What the newest notification says.
    body: String,
    /// The `sid` of the newest notification.
    tag: String,
    /// Its kind.
    #[serde(rename = "type")]
    kind: &'static str,
    /// How many notifications the push is about.
    count: usize,
}

/// What became of a push to a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// The push service has taken it.
    Sent,
    /// There is no such device any more.
    Gone,
    /// It was not taken, in spite of several attempts.
    Dropped,
}

impl Pusher {
    /// Sends pushes to the push services of browsers.
    pub fn new(settings: WebPushSettings) -> Self {
        Self { settings: Arc::new(settings), service: Arc::new(Browsers::new()) }
    }

    /// Sends all pushes to this service.
    pub fn with_service(self, service: Arc<dyn PushService>) -> Self {
        Self { service, ..self }
    }

    /// Sends a push, unless it was sent before, and removes the request. Fails if the table does.
    pub(crate) async fn process(&self, store: &Store, push: &DuePush, now: Timestamp) -> Result<()> {
        if !store.web_pushes().is_due(push).await? {
            return Ok(());
        }
        let (notifications, devices) = self.due(store, push).await?;
        if let Some(payload) = self.payload(store, &notifications).await? {
            let sending: Vec<_> =
                devices.iter().map(async |(id, device)| (self.send(device, &payload, now).await, id.clone())).collect();
            let gone = join_all(sending).await.into_iter().filter(|(outcome, _)| *outcome == Outcome::Gone);
            let gone: Vec<DeviceId> = gone.map(|(_, id)| id).collect();
            store.devices().remove(push.to, &gone).await?;
        }
        store.web_pushes().finish(push).await
    }

    /// The notifications that the user has not seen, and the devices that are to get a push: none if the user wants none.
    async fn due(&self, store: &Store, push: &DuePush) -> Result<(Vec<Notification>, DevicesById)> {
        let (notifications, devices, settings, auth) = tokio::try_join!(
            store.notifications().still_unseen(&push.notifications),
            store.devices().of_user(push.to),
            store.settings().get(push.to),
            store.auth_states().get(push.to)
        )?;
        let devices = store.devices().keep_admitted(push.to, devices, auth.as_ref()).await?;
        let wants_pushes = settings.mobile_notifications_scmty == 1;
        Ok((notifications, if wants_pushes { devices } else { DevicesById::new() }))
    }

    /// The message, in JSON. `None` if there is nothing to say, or the user who caused it is gone.
    async fn payload(&self, store: &Store, notifications: &[Notification]) -> Result<Option<Vec<u8>>> {
        let Some(newest) = notifications.first() else { return Ok(None) };
        let profile = store.profiles().get(newest.kind.user(), Consistency::Eventual).await?;
        let Some(profile) = profile.filter(|profile| !profile.is_deleted()) else { return Ok(None) };
        let mut body: String = sentence(newest.kind, profile.display_name()).chars().take(TEXT_MAX).collect();
        match notifications.len() {
            1 => {}
            2 => body.push_str(", and 1 more notification"),
            count => body.push_str(&format!(", and {} more notifications", count - 1)),
        }
        let payload = Payload {
            title: &self.settings.community,
            body,
            tag: newest.id.to_string(),
            kind: newest.kind.name(),
            count: notifications.len(),
        };
        serde_json::to_vec(&payload).map(Some).map_err(Error::internal)
    }

    /// Sends a message to a device, in several attempts. The log has neither its endpoint nor the message.
    async fn send(&self, device: &Device, message: &[u8], now: Timestamp) -> Outcome {
        let Ok(body) = encrypt(message, &device.public_key(), &device.auth_secret()) else { return Outcome::Gone };
        let origin = device.endpoint.origin();
        let authorization = match self.settings.key.authorization(&origin, &self.settings.subject, now) {
            Ok(authorization) => authorization,
            Err(error) => {
                tracing::error!(%error, "cannot sign a push");
                return Outcome::Dropped;
            }
        };
        let headers = vec![
            ("authorization", authorization),
            ("content-encoding", "aes128gcm".to_owned()),
            ("content-type", "application/octet-stream".to_owned()),
            ("ttl", TTL.to_string()),
            ("urgency", "normal".to_owned()),
        ];
        let request = PushRequest { url: device.endpoint.as_str().to_owned(), headers, body };
        let mut pauses = BACKOFF.into_iter();
        loop {
            let (error, retry_after) = match self.service.post(request.clone()).await {
                Ok(response) => match response.status {
                    200..=299 => return Outcome::Sent,
                    404 | 410 => return Outcome::Gone,
                    status @ (429 | 500..=599) => (format!("status {status}"), response.retry_after),
                    status => {
                        tracing::error!(origin, status, "a push was refused");
                        return Outcome::Dropped;
                    }
                },
                Err(error) => (error, None),
            };
            let asked = retry_after.filter(|seconds| *seconds > 0);
            let Some(pause) = pauses.next().filter(|_| asked.is_none_or(|seconds| seconds <= RETRY_AFTER_MAX)) else {
                tracing::warn!(origin, error, "a push was dropped");
                return Outcome::Dropped;
            };
            sleep(asked.map_or(pause, Duration::from_secs)).await;
        }
    }
}
