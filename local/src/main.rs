//! The command `kith`.

use std::process::ExitCode;

use clap::Parser as _;
use kith::cli::{Cli, say};

#[tokio::main]
async fn main() -> ExitCode {
    shared::runtime::telemetry::init_terminal();
    match Cli::parse().run().await {
        Ok(code) => code,
        Err(failure) => {
            say(format_args!("kith: {failure}"));
            ExitCode::from(2)
        }
    }
}
