//! `kith reconcile`: the janitor's walk over the whole table, by hand.

use std::io::Write as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use fanout::Fanout;
use janitor::{Janitor, Report, Settings};
use shared::domain::time::Clock;

use crate::cli::{Failure, ReconcileArgs, Target, say};
use crate::data::{Community, DataDirectory, TABLE};
use crate::engine::streams_client;
use crate::pump::Pump;
use crate::serve;
use crate::stream::Reader;

/// Pause between the two looks at a community on this machine, whose events are dealt with within a tenth of a second.
const LOCAL_PAUSE: Duration = Duration::from_secs(5);
/// Rows of a slice: more than on schedule, since each has a pause of its own.
const ROWS: usize = 5_000;

/// Walks, prints what was found, and answers 1 where it was not to be repaired.
pub async fn run(args: ReconcileArgs) -> Result<ExitCode, Failure> {
    let bus = serve::bus(args.events.as_deref())?;
    let target = &args.target;
    if is_local(target) && !DataDirectory::keeps_one(&target.data) {
        // Made now, an empty one would agree with all its facts.
        return Err(Failure(format!(
            "there is no community in {}: say with --data where it is",
            target.data.display()
        )));
    }
    let community = Community::open(target).await?;
    let clock = Clock::default();
    let fanout = Fanout::new(community.store.clone(), clock.clone()).with_bus(bus);
    let mut pump = pump(&community, target, fanout).await?;
    if let Some(pump) = &mut pump {
        pump.idle().await;
    }
    let settings = Settings { pause: args.pause.map_or_else(|| pause(target), Duration::from_secs), rows: ROWS };
    let started = Instant::now();
    let walked = Janitor::new(community.store.clone(), clock, settings).run_all(!args.dry_run).await;
    if let Some(mut pump) = pump {
        // What follows from the repairs.
        pump.idle().await;
        pump.stop().await;
    }
    community.close().await;
    let report = walked.map_err(|e| Failure::of("the table", &e))?;
    // Whoever reads this may have gone: that is no reason to fail.
    let _ = std::io::stdout().write_all(lines(&report, args.dry_run).as_bytes());
    say(format_args!("looked at {} rows in {:.1} s", report.rows, started.elapsed().as_secs_f64()));
    match report.failed() {
        0 if args.dry_run && !report.is_clean() => Ok(ExitCode::FAILURE),
        0 => Ok(ExitCode::SUCCESS),
        failed => Err(Failure(format!("{failed} repairs failed"))),
    }
}

/// Of a community that nobody serves, changes may wait for `fanout`. Until they are dealt with, numbers that lag behind
/// look wrong, so they are dealt with here; where somebody serves it, they see to that themselves.
async fn pump(community: &Community, target: &Target, fanout: Fanout) -> Result<Option<Pump>, Failure> {
    let Some(endpoint) = community.own_engine() else { return Ok(None) };
    let reader = Reader::open(streams_client(endpoint), TABLE).await.map_err(|e| Failure(e.to_string()))?;
    Ok(Some(Pump::start(reader, fanout, Some(DataDirectory::open(&target.data)?))))
}

fn pause(target: &Target) -> Duration {
    if is_local(target) { LOCAL_PAUSE } else { Settings::default().pause }
}

fn is_local(target: &Target) -> bool {
    target.table.is_none() && target.dynamodb_endpoint.is_none()
}

fn lines(report: &Report, dry_run: bool) -> String {
    if report.is_clean() {
        return "everything agrees with the facts\n".to_owned();
    }
    let line = |(repair, tally): (&janitor::Repair, &janitor::Tally)| match dry_run {
        true => format!("{:<10}{} found\n", repair.to_string(), tally.found),
        false => format!("{:<10}{} found, {} repaired\n", repair.to_string(), tally.found, tally.repaired),
    };
    report.tallies.iter().map(line).collect()
}
