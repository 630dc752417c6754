//! The dependencies of the projections.

use shared::domain::feed::AUDIENCE_MAX;
use shared::domain::time::Clock;
use shared::media::Media;
use shared::store::Store;

use crate::bus::Bus;

/// Derives data from batches of the table's stream.
#[derive(Clone)]
pub struct Fanout {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) bus: Bus,
    pub(crate) media: Media,
    pub(crate) audience_max: u64,
}

impl Fanout {
    /// Derives data in this store. Publishes no events and deletes no files.
    pub fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock, bus: Bus::Disabled, media: Media::disabled(), audience_max: AUDIENCE_MAX }
    }

    /// Publishes events on this bus.
    pub fn with_bus(self, bus: Bus) -> Self {
        Self { bus, ..self }
    }

    /// Deletes files in this media store.
    pub fn with_media(self, media: Media) -> Self {
        Self { media, ..self }
    }

    /// Changes the audience (followers and connections) up to which an author's posts are written to feeds. The default
    /// is [`AUDIENCE_MAX`].
    pub fn with_audience_max(self, audience_max: u64) -> Self {
        Self { audience_max, ..self }
    }
}
