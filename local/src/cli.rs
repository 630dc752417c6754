//! The command line of `kith`: the subcommands, and which function runs each.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::commands::serve::LogOptions;
use crate::commands::{create_superuser, export, import, reconcile, replay, reset_second_factor, seed, serve};
use crate::failure::Failure;

/// A backend for communities. Without a command, it serves the API.
#[derive(Debug, Parser)]
#[command(name = "kith", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::Options,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API on this machine (the default)
    Serve(Box<serve::Options>),
    /// Create an account that can administer all others, with the password from KITH_PASSWORD or stdin
    CreateSuperuser(create_superuser::Options),
    /// Turn off the second factor of a user who has lost it
    ResetSecondFactor(reset_second_factor::Options),
    /// Import the users of another community, with their passwords
    Import(import::Options),
    /// Export the users of the community, with their password hashes
    Export(export::Options),
    /// Seed a sample community: users with pictures who follow and befriend each other, post and vote, among them staff
    Seed(seed::Options),
    /// Recompute all derived data from its source items, and report and repair what differs
    Reconcile(reconcile::Options),
    /// List changes from which nothing could be derived, or try again and delete those that succeed
    Replay(replay::Options),
}

impl Cli {
    /// What the command logs, and how.
    pub fn log(&self) -> LogOptions {
        match &self.command {
            None => self.serve.log.clone(),
            Some(Command::Serve(options)) => options.log.clone(),
            Some(_) => LogOptions::default(),
        }
    }

    /// Runs the command and returns the exit code of the process.
    pub async fn run(self) -> Result<ExitCode, Failure> {
        match self.command {
            None => serve::run(self.serve).await?,
            Some(Command::Serve(options)) => serve::run(*options).await?,
            Some(Command::CreateSuperuser(options)) => create_superuser::run(options).await?,
            Some(Command::ResetSecondFactor(options)) => reset_second_factor::run(options).await?,
            Some(Command::Import(options)) => return import::run(options).await,
            Some(Command::Export(options)) => export::run(options).await?,
            Some(Command::Seed(options)) => seed::run(options).await?,
            Some(Command::Reconcile(options)) => return reconcile::run(options).await,
            Some(Command::Replay(options)) => return replay::run(options).await,
        }
        Ok(ExitCode::SUCCESS)
    }
}
