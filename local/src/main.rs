//! The `kith` command.

use std::process::ExitCode;

use clap::Parser as _;
use kith::cli::Cli;
use kith::terminal;
use mimalloc::MiMalloc;

/// Requests to an embedded engine allocate a lot, which this allocator does faster than the system's
/// (docs/performance.md).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    cli.log().init();
    match cli.run().await {
        Ok(code) => code,
        Err(failure) => {
            terminal::print_always("ERROR", format_args!("kith: {failure}"));
            ExitCode::from(2)
        }
    }
}
