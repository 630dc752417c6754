//! `kith reconcile`: one scan of the janitor over the whole table.

mod description;

use std::io::Write as _;
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use shared::media::Media;

use super::options::{Events, Target};
use super::upkeep::Upkeep;
use crate::failure::Failure;
use crate::terminal;

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
    let upkeep = Upkeep::open(target, bus, Media::disabled(), options.pause).await?;
    let started = Instant::now();
    let report = upkeep.janitor.run_all(!dry_run).await;
    let text = match &report {
        Ok(report) => description::of(report, *dry_run, &upkeep.community.store).await,
        Err(_) => Ok(String::new()),
    };
    // The repairs are changes too.
    upkeep.close().await;
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
