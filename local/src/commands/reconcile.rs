//! `kith reconcile`: one scan of the janitor over the whole table.

mod description;

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;
use fanout::Fanout;
use janitor::{Janitor, Settings};
use shared::domain::time::Clock;

use super::options::{Events, Target};
use crate::community::TABLE;
use crate::data_directory::DataDirectory;
use crate::engine::Endpoint;
use crate::failure::Failure;
use crate::stream::{Backlog, Pump, Reader};
use crate::terminal;

/// Rows of a slice. More than in the scheduled janitor, because each slice has its own pause.
const ROWS: usize = 5_000;
/// The resolution of the progress bar.
const STEPS: u64 = 1_000;

#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Report what differs without repairing it; the exit code is 1 if anything differs
    #[arg(long)]
    dry_run: bool,
    /// Seconds between the two scan passes of a table elsewhere, which must exceed the lag of `fanout`; those of a data
    /// directory wait until all changes are processed
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pause: u64,
    #[command(flatten)]
    events: Events,
    #[command(flatten)]
    target: Target,
}

/// Reconciles the community and prints what differed. In a dry run, differences are reported by exit code 1.
pub async fn run(options: Options) -> Result<ExitCode, Failure> {
    let Options { dry_run, target, .. } = &options;
    let bus = options.events.bus()?;
    if target.is_local() && !DataDirectory::exists(&target.data) {
        // A new community would be created here, and found to be consistent.
        return Err(Failure::new(format_args!(
            "there is no community in {}: set --data to its directory",
            target.data.display()
        )));
    }
    let community = target.open().await?;
    let clock = Clock::default();
    let fanout = Fanout::new(community.store.clone(), clock.clone()).with_bus(bus);
    let mut pump = None;
    let mut janitor = Janitor::new(community.store.clone(), clock, settings(&options));
    if let Some(endpoint) = community.endpoint() {
        let directory = DataDirectory::open(&target.data)?;
        if community.runs_engine() {
            pump = Some(Pump::start(open_stream(endpoint).await?, fanout, Some(directory.clone())));
        }
        let backlog = Backlog::new(open_stream(endpoint).await?, directory);
        wait(&backlog).await?;
        janitor = janitor.with_progress(Arc::new(backlog));
    }
    let started = Instant::now();
    let report = janitor.run_all(!dry_run).await;
    let text = match &report {
        Ok(report) => description::of(report, *dry_run, &community.store).await,
        Err(_) => Ok(String::new()),
    };
    if let Some(mut pump) = pump {
        // The repairs are changes too.
        pump.drain().await;
        pump.stop().await;
    }
    community.close().await;
    let report = report.map_err(|e| Failure::because("cannot reconcile the table", &e))?;
    let text = text.map_err(|e| Failure::because("cannot read the names of users", &e))?;
    // A closed pipe is not a failure of the command.
    let _ = std::io::stdout().write_all(text.as_bytes());
    terminal::print(format_args!("scanned {} rows in {:.1} s", report.rows, started.elapsed().as_secs_f64()));
    match report.failed() {
        0 if *dry_run && !report.is_clean() => Ok(ExitCode::FAILURE),
        0 => Ok(ExitCode::SUCCESS),
        failed => Err(Failure::new(format_args!("{failed} repairs failed"))),
    }
}

fn settings(options: &Options) -> Settings {
    Settings { pause: Duration::from_secs(options.pause), rows: ROWS, ..Settings::default() }
}

async fn open_stream(endpoint: &Endpoint) -> Result<Reader, Failure> {
    Reader::open(endpoint.clone(), TABLE).await.map_err(Failure::new)
}

/// Waits until the changes so far are processed: by this process if it runs the engine, otherwise by the server. Derived
/// data that only lags would look wrong.
async fn wait(backlog: &Backlog) -> Result<(), Failure> {
    let bar = terminal::progress_bar(STEPS, "{bar:40} {percent} % of the changes so far are processed, {eta} left");
    let waited = backlog.wait(|part| bar.set_position((part * STEPS as f64) as u64)).await;
    bar.finish_and_clear();
    waited
}
