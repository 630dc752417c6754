//! `kith seed`

use std::time::{Duration, Instant};

use clap::Args;
use indicatif::ProgressBar;
use shared::media::Media;

use super::options::Target;
use crate::data_directory::DataDirectory;
use crate::failure::Failure;
use crate::seed::population::{DEACTIVATED, EXAMPLE, STAFF, username};
use crate::seed::{PASSWORD, Progress, Seeder, Stage, hash_password};
use crate::terminal;

#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Total number of sample users; those of an earlier run are kept
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(1..))]
    users: u64,
    /// Where `kith serve` stores pictures, as there; by default with the data. Users of a table elsewhere get no pictures
    /// without it
    #[arg(long, env = "KITH_MEDIA", value_name = "URL")]
    media: Option<String>,
    #[command(flatten)]
    target: Target,
}

/// Creates the sample users that do not exist yet, and prints how to log in as some of them.
pub async fn run(options: Options) -> Result<(), Failure> {
    let started = Instant::now();
    let media = options.media()?;
    let bar = start_bar(options.users);
    let created = seed(&options, media.as_ref(), &bar).await;
    bar.finish_and_clear();
    let (created, users) = (created?, options.users);
    let seconds = started.elapsed().as_secs_f64();
    terminal::print(format_args!(
        "created {created} users in {seconds:.1} s ({:.0} per second), {} already existed",
        f64::from(u32::try_from(created).unwrap_or(u32::MAX)) / seconds.max(0.001),
        users - created,
    ));
    if media.is_none() {
        terminal::print("no pictures were added, because they are stored elsewhere: say where with --media");
    }
    terminal::print(format_args!("log in with the password {PASSWORD} as any of them, for example as"));
    terminal::print(format_args!("  user         {}", username(EXAMPLE)));
    if users > STAFF {
        terminal::print(format_args!("  staff        {}", username(STAFF)));
    }
    if users > DEACTIVATED {
        terminal::print(format_args!("  deactivated  {}, who is refused", username(DEACTIVATED)));
    }
    Ok(())
}

async fn seed(options: &Options, media: Option<&Media>, bar: &ProgressBar) -> Result<u64, Failure> {
    let hash = hash_password().map_err(|e| Failure::because("cannot hash the password", &e))?;
    let community = options.target.open().await?;
    let seeder = Seeder { store: &community.store, media, progress: bar };
    let created = seeder.run(options.users, &hash).await;
    community.close().await;
    created.map_err(|e| Failure::because("cannot seed the table", &e))
}

impl Options {
    /// Where pictures are stored, if that is known.
    fn media(&self) -> Result<Option<Media>, Failure> {
        match &self.media {
            Some(url) => Media::open(url).map(Some).map_err(Failure::new),
            None if self.target.is_local() => DataDirectory::open(&self.target.data)?.media().map(Some),
            None => Ok(None),
        }
    }
}

/// Shows a bar at once. While the password is hashed and the engine starts, only its ticks show that something happens.
fn start_bar(users: u64) -> ProgressBar {
    let bar = terminal::progress_bar(users, "{spinner} {msg:14} {bar:40} {pos}/{len} users, {eta} left");
    bar.set_message("starting");
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

impl Progress for ProgressBar {
    fn begin(&self, stage: Stage, users: u64) {
        self.reset();
        self.set_length(users);
        self.set_message(stage.to_string());
    }

    fn advance(&self, users: u64) {
        self.inc(users);
    }
}
