//! The dependencies of the projections.

use std::sync::Arc;

use shared::domain::account::activity::ActivityLimits;
use shared::domain::account::throttle::Limits;
use shared::domain::feed::AUDIENCE_MAX;
use shared::domain::time::Clock;
use shared::media::Media;
use shared::runtime::config::{Config, ConfigError};
use shared::store::Store;

use crate::bus::Bus;
use crate::gateway::Gateway;
use crate::sender::Sender;

/// Derives data from batches of the table's stream.
#[derive(Clone)]
pub struct Fanout {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) bus: Bus,
    pub(crate) media: Media,
    pub(crate) audience_max: u64,
    pub(crate) activity_limits: Option<ActivityLimits>,
    pub(crate) realtime: Option<Realtime>,
    pub(crate) mailer: MailerRequests,
}

/// What the mailer is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct MailerRequests {
    /// Web pushes to the devices of users.
    pub web_pushes: bool,
    /// Digests of what users have not seen.
    pub digests: bool,
}

/// What pushes need.
#[derive(Clone)]
pub(crate) struct Realtime {
    pub(crate) sender: Arc<dyn Sender>,
    pub(crate) config: Arc<Config>,
}

impl Fanout {
    /// Derives data in this store. Publishes no events, deletes no files, pushes nothing, asks for no mails and limits no user.
    pub fn new(store: Store, clock: Clock) -> Self {
        let mailer = MailerRequests::default();
        let (bus, media, realtime, activity_limits) = (Bus::Disabled, Media::disabled(), None, None);
        Self { store, clock, bus, media, audience_max: AUDIENCE_MAX, activity_limits, realtime, mailer }
    }

    /// Publishes events on the bus, pushes through the WebSocket API, asks for mails and web pushes, and limits users, as the
    /// environment says.
    pub fn with_environment<C>(self, aws: &C) -> Result<Self, ConfigError>
    where
        for<'a> &'a C: Into<aws_sdk_eventbridge::Config> + Into<aws_sdk_apigatewaymanagement::config::Builder>,
    {
        let config = shared::runtime::lambda::config()?;
        let mailer = MailerRequests { web_pushes: config.web_push_key.is_some(), digests: config.sends_mail };
        let fanout = self.with_bus(Bus::from_env(aws)).with_mailer(mailer).with_limits(config.limits);
        Ok(match Gateway::from_env(aws) {
            Some(gateway) => fanout.with_sender(Arc::new(gateway), Arc::new(config)),
            None => fanout,
        })
    }

    /// Publishes events on this bus.
    pub fn with_bus(self, bus: Bus) -> Self {
        Self { bus, ..self }
    }

    /// Limits what users do in an hour, as far as the deployment has limits.
    pub fn with_limits(self, limits: Option<Limits>) -> Self {
        Self { activity_limits: limits.map(|limits| limits.activity), ..self }
    }

    /// Deletes files in this media store.
    pub fn with_media(self, media: Media) -> Self {
        Self { media, ..self }
    }

    /// Pushes to open sockets and closes them. Users see what the settings let them see.
    pub fn with_sender(self, sender: Arc<dyn Sender>, config: Arc<Config>) -> Self {
        Self { realtime: Some(Realtime { sender, config }), ..self }
    }

    /// Asks the mailer for these.
    pub fn with_mailer(self, mailer: MailerRequests) -> Self {
        Self { mailer, ..self }
    }

    /// Changes the audience (followers and connections) up to which an author's posts are written to feeds. The default
    /// is [`AUDIENCE_MAX`].
    pub fn with_audience_max(self, audience_max: u64) -> Self {
        Self { audience_max, ..self }
    }
}
