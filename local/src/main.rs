//! The `kith` command.

use std::process::ExitCode;

use clap::Parser as _;
use kith::cli::Cli;
use kith::terminal;

#[tokio::main]
async fn main() -> ExitCode {
    shared::runtime::telemetry::init_terminal();
    match Cli::parse().run().await {
        Ok(code) => code,
        Err(failure) => {
            terminal::print(format_args!("kith: {failure}"));
            ExitCode::from(2)
        }
    }
}
