//! Compares two builds of `kith serve`: processor time and requests a second of each route, the time that derived data lags
//! behind under load, and the processor time of an idle server. Both builds run at the same time and are measured in turn.
//!
//! `just bench-serve BEFORE AFTER`

#![allow(clippy::expect_used, clippy::panic, reason = "a broken measurement must fail")]
#![allow(clippy::disallowed_methods, reason = "there is no async code here")]

mod contestant;
mod routes;

use std::path::PathBuf;
use std::time::Duration;

use bench::print_table;
use clap::Parser;

use crate::contestant::{Contestant, LAG_MAX, Round};
use crate::routes::ROUTES;

#[derive(Parser)]
struct Arguments {
    /// The kith binary to compare with
    before: PathBuf,
    /// The kith binary to measure
    after: PathBuf,
    /// Number of users in each community
    #[arg(long, default_value_t = 100)]
    users: u64,
    /// Number of connections, each with a user of its own
    #[arg(long, default_value_t = 4)]
    connections: usize,
    /// Rounds for each route and build
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Duration of a round in milliseconds
    #[arg(long, default_value_t = 800)]
    round: u64,
    /// How long the idle servers are observed, in seconds; 0 skips it
    #[arg(long, default_value_t = 60)]
    idle: u64,
    /// How long 32 connections write before the lag is measured, in seconds; 0 skips it
    #[arg(long, default_value_t = 10)]
    load: u64,
}

fn main() {
    let Arguments { before, after, users, connections, rounds, round, idle, load } = Arguments::parse();
    let contestants = [before, after].map(|binary| Contestant::start(binary, users, connections));
    print_routes(&contestants, rounds, Duration::from_millis(round));
    if idle > 0 {
        print_idle(&contestants, Duration::from_secs(idle));
    }
    if load > 0 {
        for (contestant, name) in contestants.iter().zip(["before", "after"]) {
            let (requests, lag) = contestant.lag(Duration::from_secs(load));
            match lag {
                Some(lag) => {
                    println!("{name}: {requests} writes in {load} s, the last derived {:.2} s later", lag.as_secs_f64())
                }
                None => println!(
                    "{name}: {requests} writes in {load} s, the last not derived {} s later",
                    LAG_MAX.as_secs()
                ),
            }
        }
    }
    for contestant in contestants {
        contestant.stop();
    }
}

/// Measures every route in alternating rounds, and prints the medians.
fn print_routes(contestants: &[Contestant; 2], rounds: usize, duration: Duration) {
    let header = ["route", "CPU before, µs", "CPU after, µs", "ratio", "req/s before", "req/s after", "ratio"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for route in &ROUTES {
        let mut measured: [Vec<Round>; 2] = Default::default();
        for _ in 0..rounds {
            for (contestant, rounds) in contestants.iter().zip(&mut measured) {
                rounds.push(contestant.round(route, duration));
            }
        }
        let [before_cpu, after_cpu] = measured.each_ref().map(|rounds| median(rounds, Round::cpu_micros));
        let [before_rate, after_rate] = measured.each_ref().map(|rounds| median(rounds, Round::rate));
        rows.push(vec![
            route.name.to_owned(),
            format!("{before_cpu:.0}"),
            format!("{after_cpu:.0}"),
            format!("{:.2}", after_cpu / before_cpu),
            format!("{before_rate:.0}"),
            format!("{after_rate:.0}"),
            format!("{:.2}", after_rate / before_rate),
        ]);
    }
    print_table(&rows);
    println!();
}

fn print_idle(contestants: &[Contestant; 2], duration: Duration) {
    let before = contestants.each_ref().map(Contestant::cpu);
    std::thread::sleep(duration);
    for ((contestant, before), name) in contestants.iter().zip(before).zip(["before", "after"]) {
        let used = (contestant.cpu() - before).as_secs_f64() / duration.as_secs_f64();
        println!("{name}: {:.2} % of a processor while idle for {} s", used * 100.0, duration.as_secs());
    }
}

fn median(rounds: &[Round], value: impl Fn(&Round) -> f64) -> f64 {
    let mut values: Vec<f64> = rounds.iter().map(value).collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
