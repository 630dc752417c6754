//! `kith export users`

use std::fs::OpenOptions;
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::options::Target;
use crate::failure::Failure;
use crate::terminal;
use crate::transfer::export;

#[derive(Clone, Debug, Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Clone, Debug, Subcommand)]
enum What {
    /// Export all users as lines of JSON, which `kith import users` reads. They contain password hashes: keep them secret
    Users(UserOptions),
}

#[derive(Clone, Debug, Args)]
struct UserOptions {
    /// A new file, which only its owner can read; by default stdout
    file: Option<PathBuf>,
    #[command(flatten)]
    target: Target,
}

/// Exports what the options name.
pub async fn run(Options { what: What::Users(options) }: Options) -> Result<(), Failure> {
    options.target.must_exist()?;
    let target = create(options.file.as_deref())?;
    let community = options.target.open().await?;
    let users = community.store.accounts().count_all().await;
    let bar = terminal::progress_bar(*users.as_ref().unwrap_or(&0), "{bar:40} {pos}/{len} users, {eta} left");
    let written = export(&community.store, target, |users| bar.inc(users)).await;
    bar.finish_and_clear();
    community.close().await;
    let written = written.map_err(|error| Failure::because("cannot export the users", &error))?;
    terminal::print(format_args!("{written} users exported, with their password hashes: keep them secret"));
    Ok(())
}

fn create(path: Option<&Path>) -> Result<Box<dyn Write>, Failure> {
    let Some(path) = path.filter(|path| *path != Path::new("-")) else {
        return Ok(Box::new(BufWriter::new(io::stdout())));
    };
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let file = file.map_err(|error| Failure::new(format_args!("cannot create {}: {error}", path.display())))?;
    Ok(Box::new(BufWriter::new(file)))
}
