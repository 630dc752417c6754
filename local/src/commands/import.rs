//! `kith import users`

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use indicatif::ProgressBar;
use shared::domain::time::Clock;

use super::options::Target;
use crate::failure::Failure;
use crate::terminal;
use crate::transfer::{Import, Lines, Outcome, Refusal};

/// Lines whose usernames are looked up in one call.
const CHUNK: usize = 100;
/// The progress bar for a file, whose length is known.
const OF_A_FILE: &str = "{bar:40} {percent} % of the file, {eta} left, {msg}";
/// The progress of what comes from a pipe.
const OF_A_PIPE: &str = "{spinner} {msg}";

#[derive(Clone, Debug, Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Clone, Debug, Subcommand)]
enum What {
    /// Import users from lines of JSON, as `manage.py dumpdata auth.user --format jsonl` and `kith export users` write them.
    /// Users who have been imported already stay as they are
    Users(UserOptions),
}

#[derive(Clone, Debug, Args)]
struct UserOptions {
    /// The file; - is stdin
    file: PathBuf,
    /// Check every line and report what would be refused, but write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write what is refused to FILE as lines of JSON, instead of printing it
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,
    #[command(flatten)]
    target: Target,
}

/// What became of the lines so far.
#[derive(Default)]
struct Totals {
    imported: u64,
    unchanged: u64,
    refused: u64,
}

/// Imports what the options name. The exit code is 1 if a line is refused.
pub async fn run(Options { what: What::Users(options) }: Options) -> Result<ExitCode, Failure> {
    let (file, length) = open(&options.file)?;
    let refused = options.refused.as_deref().map(create).transpose()?;
    if options.dry_run {
        // A new community would be left behind.
        options.target.must_exist()?;
    }
    let community = options.target.open().await?;
    let bar = terminal::progress_bar(length, if length > 0 { OF_A_FILE } else { OF_A_PIPE });
    let import = Import::new(&community.store, Clock::default().now(), options.dry_run);
    let mut totals = Totals::default();
    let imported = match community.store.accounts().has_superuser().await {
        Ok(_) => import_lines(&import, Lines::new(file), refused, &bar, &mut totals).await,
        Err(error) => Err(Failure::because("cannot read the table", &error)),
    };
    bar.finish_and_clear();
    community.close().await;
    terminal::print(format_args!("{}{totals}", if options.dry_run { "dry run: " } else { "" }));
    imported?;
    Ok(if totals.refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn import_lines(
    import: &Import<'_>,
    mut lines: Lines<Box<dyn BufRead>>,
    mut refused: Option<BufWriter<File>>,
    bar: &ProgressBar,
    totals: &mut Totals,
) -> Result<(), Failure> {
    loop {
        let chunk = lines.take(CHUNK).map_err(|error| Failure::new(format_args!("cannot read the file: {error}")))?;
        let Some(last) = chunk.last() else { break };
        let outcomes = import.import(&chunk).await.map_err(|error| {
            let context = format!("stopped in the lines {} to {}, run it again to go on", chunk[0].number, last.number);
            Failure::because(context, &error)
        })?;
        for outcome in outcomes {
            match outcome {
                Outcome::Imported => totals.imported += 1,
                Outcome::Unchanged => totals.unchanged += 1,
                Outcome::Refused(refusals) => {
                    totals.refused += 1;
                    bar.suspend(|| report(&refusals, refused.as_mut()))?;
                }
            }
        }
        bar.set_position(last.position);
        bar.set_message(totals.to_string());
    }
    refused.map_or(Ok(()), |mut file| file.flush()).map_err(|error| cannot_report(&error))
}

/// Reports what was refused. A closed pipe is not a failure of the command.
fn report(refusals: &[Refusal], file: Option<&mut BufWriter<File>>) -> Result<(), Failure> {
    match file {
        Some(file) => refusals.iter().try_for_each(|refusal| {
            let line = serde_json::to_string(refusal).map_err(io::Error::from)?;
            writeln!(file, "{line}")
        }),
        None => {
            for refusal in refusals {
                let _ = writeln!(io::stdout(), "{}", Description(refusal));
            }
            Ok(())
        }
    }
    .map_err(|error| cannot_report(&error))
}

fn cannot_report(error: &io::Error) -> Failure {
    Failure::new(format_args!("cannot write what was refused: {error}"))
}

/// The file, and its length if it has one.
fn open(path: &Path) -> Result<(Box<dyn BufRead>, u64), Failure> {
    if path == Path::new("-") {
        return Ok((Box::new(BufReader::new(io::stdin())), 0));
    }
    let failed = |error| Failure::new(format_args!("cannot read {}: {error}", path.display()));
    let file = File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if metadata.is_dir() {
        return Err(Failure::new(format_args!("cannot read {}: it is a directory", path.display())));
    }
    Ok((Box::new(BufReader::new(file)), metadata.len()))
}

fn create(path: &Path) -> Result<BufWriter<File>, Failure> {
    let file = File::create(path);
    let file = file.map_err(|error| Failure::new(format_args!("cannot write {}: {error}", path.display())))?;
    Ok(BufWriter::new(file))
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} imported, {} unchanged, {} refused", self.imported, self.unchanged, self.refused)
    }
}

/// A refusal as a line of text.
struct Description<'a>(&'a Refusal);

impl fmt::Display for Description<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Refusal { line, username, field, message, .. } = self.0;
        write!(f, "line {line}")?;
        if let Some(username) = username {
            write!(f, " ({})", username.escape_debug())?;
        }
        if !field.is_empty() {
            write!(f, ", {field}")?;
        }
        write!(f, ": {message}")
    }
}
