//! `kith reconcile`: one scan of the janitor over the whole table.

use std::io::Write as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use fanout::Fanout;
use janitor::{Janitor, Repair, RepairCounts, Report, Settings};
use shared::domain::time::Clock;

use super::options::{Events, Target};
use crate::community::{Community, TABLE};
use crate::data_directory::DataDirectory;
use crate::failure::Failure;
use crate::stream::{Pump, Reader};
use crate::terminal;

/// Time between the two scan passes of a local community, where `fanout` lags by less than a tenth of a second.
const LOCAL_PAUSE: Duration = Duration::from_secs(5);
/// Rows of a slice. More than in the scheduled janitor, because each slice has its own pause.
const ROWS: usize = 5_000;

#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Report what differs without repairing it; the exit code is 1 if anything differs
    #[arg(long)]
    dry_run: bool,
    /// Seconds between the two scan passes, which must exceed the lag of `fanout`; by default 5 for a data directory and
    /// 60 otherwise
    #[arg(long, value_name = "SECONDS")]
    pause: Option<u64>,
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
    let mut pump = start_pump(&community, target, fanout).await?;
    if let Some(pump) = &mut pump {
        pump.drain().await;
    }
    let settings = Settings { pause: options.pause.map_or_else(|| pause(target), Duration::from_secs), rows: ROWS };
    let started = Instant::now();
    let report = Janitor::new(community.store.clone(), clock, settings).run_all(!dry_run).await;
    if let Some(mut pump) = pump {
        // The repairs are changes too.
        pump.drain().await;
        pump.stop().await;
    }
    community.close().await;
    let report = report.map_err(|e| Failure::because("cannot reconcile the table", &e))?;
    // A closed pipe is not a failure of the command.
    let _ = std::io::stdout().write_all(summary(&report, *dry_run).as_bytes());
    terminal::print(format_args!("scanned {} rows in {:.1} s", report.rows, started.elapsed().as_secs_f64()));
    match report.failed() {
        0 if *dry_run && !report.is_clean() => Ok(ExitCode::FAILURE),
        0 => Ok(ExitCode::SUCCESS),
        failed => Err(Failure::new(format_args!("{failed} repairs failed"))),
    }
}

/// Processes the changes that wait in the stream if this process runs the engine: derived data that only lags would
/// look wrong. A running server and a deployed table have a consumer of their own.
async fn start_pump(community: &Community, target: &Target, fanout: Fanout) -> Result<Option<Pump>, Failure> {
    let Some(endpoint) = community.engine_endpoint() else { return Ok(None) };
    let reader = Reader::open(endpoint, TABLE).await.map_err(Failure::new)?;
    Ok(Some(Pump::start(reader, fanout, Some(DataDirectory::open(&target.data)?))))
}

fn pause(target: &Target) -> Duration {
    if target.is_local() { LOCAL_PAUSE } else { Settings::default().pause }
}

/// A line for each kind of repair.
fn summary(report: &Report, dry_run: bool) -> String {
    if report.is_clean() {
        return "all derived data matches its source items\n".to_owned();
    }
    let line = |(repair, tally): (&Repair, &RepairCounts)| match dry_run {
        true => format!("{:<10}{} found\n", repair.to_string(), tally.found),
        false => format!("{:<10}{} found, {} repaired\n", repair.to_string(), tally.found, tally.repaired),
    };
    report.repairs.iter().map(line).collect()
}
