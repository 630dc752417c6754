//! Starts each function again and again, next to the least that a function can be, and says what that took.
//!
//! `just bench-cold`

use std::path::PathBuf;

use bench::{Starts, table};
use clap::Parser;

#[derive(Parser)]
struct Arguments {
    /// Where the release binaries are.
    #[arg(long, default_value = "target/release")]
    from: PathBuf,
    /// How often each is started.
    #[arg(long, default_value_t = 30)]
    runs: usize,
    /// Which functions; all if none is given.
    functions: Vec<String>,
}

#[tokio::main]
async fn main() {
    let Arguments { from, runs, functions } = Arguments::parse();
    table(&Starts::measure(&from, runs, &functions).await.rows());
}
