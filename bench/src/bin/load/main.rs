//! `kith serve` under the mixed traffic of a community of 10,000, and afterwards every number held against the facts.
//!
//! `just bench-load`

#![allow(clippy::expect_used, clippy::panic, reason = "a broken measurement must fail")]

mod caller;
mod figures;
mod server;
mod traffic;

use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use bench::table;
use clap::Parser;

use crate::figures::Figures;
use crate::server::{Kith, Server};
use crate::traffic::{Crowd, Visitor};

#[derive(Parser)]
struct Arguments {
    /// The command.
    #[arg(long, default_value = "target/release/kith")]
    binary: PathBuf,
    /// People in the community.
    #[arg(long, default_value_t = 10_000)]
    users: u64,
    /// Connections, each of another person.
    #[arg(long, default_value_t = 64)]
    connections: u64,
    /// Seconds of traffic.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
}

fn main() {
    let Arguments { binary, users, connections, seconds } = Arguments::parse();
    let data = tempfile::tempdir().expect("a directory");
    let kith = Kith { binary, data: data.path().to_owned() };
    said(&format!("{users} users seeded"), || kith.run(&["seed", "--users", &users.to_string()]));
    let agrees = || kith.run(&["reconcile", "--dry-run"]);
    said("what follows from that derived, and all of it held against the facts", agrees);
    let server = kith.serve();
    let crowd = Crowd::gather(server.base(), users, connections);
    let figures = drive(&server, &crowd, Duration::from_secs(seconds));
    server.stop();
    said("what followed derived, and every number held against the facts", agrees);
    assert!(figures.errors().is_empty(), "errors: {:#?}", figures.errors());
}

/// All connections at once, for so long; prints what they saw.
fn drive(server: &Server, crowd: &Crowd, lasts: Duration) -> Figures {
    let (start, used) = (Instant::now(), server.cpu_seconds());
    let threads: Vec<_> = crowd.visitors(server.base()).map(|visitor| spawn(visitor, start + lasts)).collect();
    let connections = threads.len();
    let mut figures = Figures::default();
    for thread in threads {
        figures.add(thread.join().expect("no panic"));
    }
    let (seconds, used) = (start.elapsed().as_secs_f64(), server.cpu_seconds() - used);
    println!();
    table(&figures.rows());
    println!(
        "\n{:.0} requests a second over {connections} connections; errors: {}; the server used {used:.1} s of the processors \
         in {seconds:.1} s, and held at most {} MB",
        figures.answers() as f64 / seconds,
        figures.errors().values().sum::<usize>(),
        server.peak_memory(),
    );
    figures
}

/// One request after the other, over one connection.
fn spawn(mut visitor: Visitor, end: Instant) -> JoinHandle<Figures> {
    std::thread::spawn(move || {
        let mut figures = Figures::default();
        while Instant::now() < end {
            visitor.call(&mut figures);
        }
        figures
    })
}

/// Does something, and says how long it took.
fn said(what: &str, it: impl FnOnce()) {
    let begun = Instant::now();
    it();
    println!("{what} in {:.0} s", begun.elapsed().as_secs_f64());
}
