//! Starts each function many times, along with the baseline `hello`, and prints time, CPU time, memory and size.
//!
//! `just bench-cold`

use std::path::PathBuf;

use bench::{ColdStarts, print_table};
use clap::Parser;

#[derive(Parser)]
struct Arguments {
    /// Directory of the binaries
    #[arg(long, default_value = "target/function")]
    from: PathBuf,
    /// Number of starts per function
    #[arg(long, default_value_t = 30)]
    runs: usize,
    /// Functions to start; all by default
    functions: Vec<String>,
}

#[tokio::main]
async fn main() {
    let Arguments { from, runs, functions } = Arguments::parse();
    print_table(&ColdStarts::measure(&from, runs, &functions).await.rows());
}
