//! `kith seed`

use std::time::Instant;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::options::Target;
use crate::failure::Failure;
use crate::seed::{PASSWORD, create_users, hash_password, population};
use crate::terminal;

#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Total number of sample users; those of an earlier run are kept
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(1..))]
    users: u64,
    #[command(flatten)]
    target: Target,
}

/// Creates the sample users that do not exist yet, and prints how to log in as one of them.
pub async fn run(options: Options) -> Result<(), Failure> {
    let Options { users, target } = options;
    let hash = hash_password().map_err(|e| Failure::because("cannot hash the password", &e))?;
    let community = target.open().await?;
    let bar = ProgressBar::new(users);
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} users, {per_sec}, {eta} left");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let started = Instant::now();
    let created = create_users(&community.store, users, &hash, |count| bar.inc(count)).await;
    bar.finish_and_clear();
    community.close().await;
    let created = created.map_err(|e| Failure::because("cannot seed the table", &e))?;
    let seconds = started.elapsed().as_secs_f64();
    terminal::print(format_args!(
        "created {created} users in {seconds:.1} s ({:.0} per second), {} already existed",
        f64::from(u32::try_from(created).unwrap_or(u32::MAX)) / seconds.max(0.001),
        users - created,
    ));
    // The first users follow no one, so the last one is a better example.
    let example = population::username(users - 1);
    terminal::print(format_args!("log in with the password {PASSWORD} as any of them, for example as {example}"));
    Ok(())
}
