//! Measures `kith serve` under the mixed traffic of a community of 10,000 users, and afterwards verifies all derived data.
//!
//! `just bench-load`

#![allow(clippy::expect_used, clippy::panic, reason = "a broken measurement must fail")]

mod measurements;
mod traffic;

use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use bench::{Kith, Server, print_table};
use clap::Parser;

use crate::measurements::Measurements;
use crate::traffic::{Population, VirtualUser};

#[derive(Parser)]
struct Arguments {
    /// Path of the kith binary
    #[arg(long, default_value = "target/release/kith")]
    binary: PathBuf,
    /// Number of users in the community
    #[arg(long, default_value_t = 10_000)]
    users: u64,
    /// Number of virtual users, each with a connection of its own
    #[arg(long, default_value_t = 64)]
    connections: u64,
    /// Duration of the traffic in seconds
    #[arg(long, default_value_t = 60)]
    seconds: u64,
}

fn main() {
    let Arguments { binary, users, connections, seconds } = Arguments::parse();
    let data = tempfile::tempdir().expect("a directory");
    let kith = Kith { binary, data: data.path().to_owned() };
    timed(&format!("seeded {users} users"), || kith.run(&["seed", "--users", &users.to_string()]));
    // Without a running server, the command derives what is missing before it verifies everything.
    let verify = || kith.run(&["reconcile", "--dry-run"]);
    timed("derived and verified the seeded data", verify);
    let server = kith.serve();
    let population = Population::prepare(server.base(), users, connections);
    let measurements = run_traffic(&server, &population, Duration::from_secs(seconds));
    server.stop();
    timed("derived the rest and verified all data", verify);
    assert!(measurements.errors().is_empty(), "errors: {:#?}", measurements.errors());
}

/// Runs all virtual users concurrently for `duration`, and prints the measurements.
fn run_traffic(server: &Server, population: &Population, duration: Duration) -> Measurements {
    let (start, cpu_before) = (Instant::now(), server.cpu());
    let threads: Vec<_> =
        population.virtual_users(server.base()).map(|virtual_user| spawn(virtual_user, start + duration)).collect();
    let connections = threads.len();
    let mut measurements = Measurements::default();
    for thread in threads {
        measurements.merge(thread.join().expect("no panic"));
    }
    let (seconds, cpu_seconds) = (start.elapsed().as_secs_f64(), (server.cpu() - cpu_before).as_secs_f64());
    println!();
    print_table(&measurements.rows());
    println!(
        "\n{:.0} requests per second over {connections} connections, {} errors; \
         the server used {cpu_seconds:.1} s of CPU time in {seconds:.1} s, and at most {} MB of memory",
        measurements.count() as f64 / seconds,
        measurements.errors().values().sum::<usize>(),
        server.peak_memory(),
    );
    measurements
}

/// Sends one request after another until `end`.
fn spawn(mut virtual_user: VirtualUser, end: Instant) -> JoinHandle<Measurements> {
    std::thread::spawn(move || {
        let mut measurements = Measurements::default();
        while Instant::now() < end {
            virtual_user.send_request(&mut measurements);
        }
        measurements
    })
}

/// Runs a step and prints how long it took.
fn timed(step: &str, run: impl FnOnce()) {
    let start = Instant::now();
    run();
    println!("{step} in {:.0} s", start.elapsed().as_secs_f64());
}
