//! What commands that repair a community work with: its table, `fanout`, and a janitor that waits for `fanout`.

use std::sync::Arc;
use std::time::Duration;

use fanout::{Bus, Fanout};
use janitor::{Janitor, Settings};
use shared::domain::time::Clock;
use shared::media::Media;

use super::options::Target;
use crate::community::{Community, TABLE};
use crate::data_directory::DataDirectory;
use crate::engine::Endpoint;
use crate::failure::Failure;
use crate::stream::{Backlog, Pump, Reader};
use crate::terminal;

/// Rows of a slice. More than in the scheduled janitor, because each slice has its own pause.
const ROWS: usize = 5_000;
/// The resolution of the progress bar.
const STEPS: u64 = 1_000;

/// A community whose changes so far are processed.
pub struct Upkeep {
    pub community: Community,
    pub fanout: Fanout,
    pub janitor: Janitor,
    /// Delivers the stream if no server does.
    pump: Option<Pump>,
}

impl Upkeep {
    /// Opens a community that exists. In a data directory, waits until the changes so far are processed: by the server that
    /// has it open, or else by this process. The janitor waits likewise, and for a table elsewhere it pauses.
    pub async fn open(target: &Target, bus: Bus, media: Media, pause: u64) -> Result<Self, Failure> {
        // A new community would be found to be consistent.
        target.must_exist()?;
        let community = target.open().await?;
        let clock = Clock::default();
        let fanout = Fanout::new(community.store.clone(), clock.clone()).with_bus(bus).with_media(media);
        let settings = Settings { pause: Duration::from_secs(pause), rows: ROWS, ..Settings::default() };
        let mut janitor = Janitor::new(community.store.clone(), clock, settings);
        let mut pump = None;
        if let Some(endpoint) = community.endpoint() {
            let directory = DataDirectory::open(&target.data)?;
            if community.runs_engine() {
                pump = Some(Pump::start(open_stream(endpoint).await?, fanout.clone(), Some(directory.clone())));
            }
            let backlog = Backlog::new(open_stream(endpoint).await?, directory);
            wait(&backlog).await?;
            janitor = janitor.with_progress(Arc::new(backlog));
        }
        Ok(Self { community, fanout, janitor, pump })
    }

    /// Processes the changes that were made, if no server does, and closes the community.
    pub async fn close(self) {
        if let Some(mut pump) = self.pump {
            pump.drain().await;
            pump.stop().await;
        }
        self.community.close().await;
    }
}

async fn open_stream(endpoint: &Endpoint) -> Result<Reader, Failure> {
    Reader::open(endpoint.clone(), TABLE).await.map_err(Failure::new)
}

/// Waits until the changes so far are processed. Derived data that only lags would look wrong.
async fn wait(backlog: &Backlog) -> Result<(), Failure> {
    let bar = terminal::progress_bar(STEPS, "{bar:40} {percent} % of the changes so far are processed, {eta} left");
    let waited = backlog.wait(|part| bar.set_position((part * STEPS as f64) as u64)).await;
    bar.finish_and_clear();
    waited
}
