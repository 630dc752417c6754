//! `kith replay`: derives what follows from the changes that `fanout` has parked, and deletes those that succeed.

use std::fmt;
use std::io::Write as _;
use std::process::ExitCode;

use clap::Args;
use fanout::{Bus, Replay};
use shared::domain::time::rfc3339;
use shared::media::Media;
use shared::store::Store;
use shared::store::stream::ParkedRecord;

use super::options::{Events, Target};
use super::upkeep::Upkeep;
use crate::data_directory::DataDirectory;
use crate::failure::Failure;
use crate::terminal;

#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Replay these parked changes only
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// List the parked changes, with the reason of each, and replay none
    #[arg(long, conflicts_with = "ids")]
    list: bool,
    /// Seconds to wait before counters of a table elsewhere are corrected, which must exceed the lag of `fanout`; those of a
    /// data directory wait until all changes are processed
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pause: u64,
    /// Where pictures are stored, as in `kith serve`; by default with the data. A change of a table elsewhere that deletes
    /// pictures is not replayed without it
    #[arg(long, env = "KITH_MEDIA", value_name = "URL")]
    media: Option<String>,
    /// Publish domain events on the EventBridge bus NAME
    #[arg(long, env = "KITH_EVENT_BUS", value_name = "NAME", conflicts_with = "events")]
    event_bus: Option<String>,
    #[command(flatten)]
    events: Events,
    #[command(flatten)]
    target: Target,
}

/// Lists or replays parked changes. The exit code is 1 if one fails again.
pub async fn run(options: Options) -> Result<ExitCode, Failure> {
    let (bus, media) = (options.bus().await?, options.media()?);
    if options.list {
        return list(&options.target).await;
    }
    let deletes_files = media.is_some();
    let media = media.unwrap_or_else(Media::disabled);
    let upkeep = Upkeep::open(&options.target, bus, media, options.pause).await?;
    let replayed = replay(&upkeep, &options.ids, deletes_files).await;
    // What was derived wakes `fanout`.
    upkeep.close().await;
    let (replayed, failed) = replayed?;
    if replayed + failed == 0 {
        print_line("no changes are parked");
        return Ok(ExitCode::SUCCESS);
    }
    terminal::print(format_args!("{replayed} replayed, {failed} failed again"));
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn list(target: &Target) -> Result<ExitCode, Failure> {
    target.must_exist()?;
    let community = target.open().await?;
    let records = community.store.parked_records().list().await;
    community.close().await;
    let records = records.map_err(|e| Failure::because("cannot list the parked changes", &e))?;
    for record in &records {
        print_line(Description(record));
    }
    if records.is_empty() {
        print_line("no changes are parked");
    }
    Ok(ExitCode::SUCCESS)
}

/// Replays the records with these ids, or all, the oldest change first. Returns how many were replayed and how many failed.
async fn replay(upkeep: &Upkeep, ids: &[String], deletes_files: bool) -> Result<(u64, u64), Failure> {
    let store = &upkeep.community.store;
    let (mut replayed, mut failed) = (0, 0);
    let mut readable = Vec::new();
    for record in find(store, ids).await? {
        match read(store, &record).await {
            Ok(replay) if replay.deletes_files() && !deletes_files => {
                failed += 1;
                print_line(format_args!(
                    "{} not replayed: it deletes pictures, say where they are with --media",
                    record.id
                ));
            }
            Ok(replay) => readable.push((record, replay)),
            Err(error) => {
                failed += 1;
                print_line(format_args!("{} failed again: {}", record.id, one_line(&error)));
            }
        }
    }
    let mut owners: Vec<_> = readable.iter().flat_map(|(_, replay)| replay.counter_owners()).collect();
    owners.sort_unstable();
    owners.dedup();
    let report = upkeep.janitor.verify(&owners).await;
    let report = report.map_err(|e| Failure::because("cannot correct the counters", &e))?;
    if report.failed() > 0 {
        return Err(Failure::new(format_args!(
            "{} counters could not be corrected: nothing was replayed",
            report.failed()
        )));
    }
    for (record, replay) in readable {
        match upkeep.fanout.replay(&record.shard, replay).await {
            Ok(()) => {
                let removed = store.parked_records().remove(&record).await;
                removed.map_err(|e| Failure::because("cannot delete a replayed change", &e))?;
                replayed += 1;
                print_line(format_args!("{} replayed", record.id));
            }
            Err(error) => {
                failed += 1;
                print_line(format_args!("{} failed again: {}", record.id, one_line(&error)));
            }
        }
    }
    Ok((replayed, failed))
}

async fn find(store: &Store, ids: &[String]) -> Result<Vec<ParkedRecord>, Failure> {
    let unreadable = |e| Failure::because("cannot read the parked changes", &e);
    if ids.is_empty() {
        return store.parked_records().list().await.map_err(unreadable);
    }
    let mut records = Vec::new();
    for id in ids {
        let found = store.parked_records().get(id).await.map_err(unreadable)?;
        records.push(found.ok_or_else(|| Failure::new(format_args!("no change with the id {id} is parked")))?);
    }
    Ok(records)
}

async fn read(store: &Store, record: &ParkedRecord) -> Result<Replay, String> {
    let content = store.parked_records().content(record).await;
    Replay::read(content.map_err(|e| Failure::because("its content", &e).to_string())?)
}

/// Prints a line on stdout. A closed pipe is not a failure of the command.
fn print_line(line: impl fmt::Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}

/// A parked change in plain words.
struct Description<'a>(&'a ParkedRecord);

impl fmt::Display for Description<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ParkedRecord { id, change, item, changed_at, error, .. } = self.0;
        let time = jiff::Timestamp::from_second(*changed_at).map(rfc3339).unwrap_or_default();
        let what = match change.as_str() {
            "INSERT" => "was created",
            "MODIFY" => "was changed",
            "REMOVE" => "was deleted",
            _ => "changed in an unknown way",
        };
        write!(f, "{id}  {time}  {item} {what}: {}", one_line(error))
    }
}

impl Options {
    async fn bus(&self) -> Result<Bus, Failure> {
        match &self.event_bus {
            Some(name) => Ok(Bus::event_bridge(&super::options::aws_config().await, name)),
            None => self.events.bus(),
        }
    }

    /// Where pictures are stored, if that is known.
    fn media(&self) -> Result<Option<Media>, Failure> {
        match &self.media {
            Some(url) => Media::open(url).map(Some).map_err(Failure::new),
            None if self.target.is_local() && DataDirectory::exists(&self.target.data) => {
                DataDirectory::open(&self.target.data)?.media().map(Some)
            }
            None => Ok(None),
        }
    }
}
