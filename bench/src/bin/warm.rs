//! Sends a mix of requests to one warm instance of `users` and prints, for each kind of request, the time including the
//! engine, the CPU time of the function, and the time of the handler alone. The handler is measured in this process, so
//! this binary must be built with the profile `function`.
//!
//! `just bench-warm`

#![allow(clippy::expect_used, clippy::panic, reason = "a broken measurement must fail")]

use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::body::Bytes;
use bench::{Community, Function, Request, binary, handler_times, milliseconds, percentile, print_table};
use clap::Parser;
use serde_json::json;

/// Requests before the measurement.
const WARMUP: usize = 200;
/// Requests of the short run under a profiler, where each takes some hundred times as long.
const PROFILED_WARMUP: usize = 20;
/// How many requests more the long run under a profiler has.
const PROFILED: usize = 100;

/// Rounds in which the handler is measured, so that other work on this machine affects all kinds of requests alike.
const ROUNDS: usize = 20;

#[derive(Parser)]
struct Arguments {
    /// Directory of the binaries
    #[arg(long, default_value = "target/function")]
    from: PathBuf,
    /// Total number of requests
    #[arg(long, default_value_t = 10_000)]
    requests: usize,
    /// Also count instructions and allocations with valgrind, which must be installed
    #[arg(long)]
    valgrind: bool,
}

/// A kind of request, and its measurements.
struct Kind {
    name: &'static str,
    /// How many of 20 requests are of this kind.
    of_twenty: usize,
    event: Bytes,
    /// Whether the handler alone can be measured, which needs a request that changes nothing.
    is_read: bool,
    times: Vec<Duration>,
    cpu_times: Vec<Duration>,
    handler_times: Vec<Duration>,
}

#[tokio::main]
async fn main() {
    let arguments = Arguments::parse();
    let community = Community::open().await;
    let (hello, users) = (binary(&arguments.from, "hello"), binary(&arguments.from, "users"));
    let mut baseline = [Kind::new("hello-world", 20, &Request::get("/"))];
    let mut kinds = request_mix(&community);
    measure(&hello, &community, &mut baseline, arguments.requests / 10).await;
    measure(&users, &community, &mut kinds, arguments.requests).await;
    for _ in 0..ROUNDS {
        for kind in kinds.iter_mut().filter(|kind| kind.is_read) {
            kind.handler_times.extend(handler_times(&community, &kind.event, arguments.requests / ROUNDS).await);
        }
    }
    let header =
        ["request", "of 20", "p50, ms", "p99, ms", "CPU p50, µs", "CPU p99, µs", "handler p50, µs", "handler p99, µs"];
    let mut header = header.map(str::to_owned).to_vec();
    let mut rows: Vec<_> = baseline.iter().chain(&kinds).map(Kind::row).collect();
    if arguments.valgrind {
        header.extend(["instructions, thousands", "allocations"].map(str::to_owned));
        for (row, kind) in rows.iter_mut().zip(baseline.iter().chain(&kinds)) {
            let binary = if kind.name == "hello-world" { &hello } else { &users };
            let counts = [
                INSTRUCTIONS.count_per_request(binary, &community, kind).await / 1_000,
                ALLOCATIONS.count_per_request(binary, &community, kind).await,
            ];
            row.extend(counts.map(|count| count.to_string()));
        }
    }
    print_table(&[vec![header], rows].concat());
}

/// A typical mix of requests to `users`: mostly profiles.
fn request_mix(community: &Community) -> Vec<Kind> {
    let Community { user, token, .. } = community;
    let profile = format!("/api/v2/user/{user}/");
    vec![
        Kind::new("GET /api/v2/user/{id}/", 8, &Request::get(&profile)),
        Kind::new("the same, with a token", 4, &Request::get(&profile).with_token(token)),
        Kind::new("GET /api/v2/user/{id}/counters/", 2, &Request::get(format!("{profile}counters/")).with_token(token)),
        Kind::new("GET /api/users/{username}/", 2, &Request::get("/api/users/madeline/")),
        Kind::new("GET /api/v2/user/", 2, &Request::get("/api/v2/user/").with_token(token)),
        Kind::new(
            "PATCH /api/v2/user/{id}/",
            2,
            &Request::patch(&profile, json!({"bio": "I climb mountains"})).with_token(token),
        ),
    ]
}

/// Starts the function and sends it `requests` requests in a fixed order, after [`WARMUP`] others.
async fn measure(binary: &Path, community: &Community, kinds: &mut [Kind], requests: usize) {
    let mix: Vec<usize> = (0..kinds.len()).flat_map(|kind| vec![kind; kinds[kind].of_twenty]).collect();
    let mut function = Function::start(binary, community.port(), &[]).await;
    for request in 0..requests + WARMUP {
        // 7 and 20 are coprime, so steps of 7 visit every entry of the mix equally often, and interleave the kinds.
        let kind = &mut kinds[mix[request * 7 % mix.len()]];
        let before = function.cpu();
        let invocation = function.invoke(&kind.event).await;
        let cpu_time = function.cpu() - before;
        let status = &invocation.response["statusCode"];
        assert_eq!(status, 200, "{}: {}", kind.name, invocation.response);
        if request >= WARMUP {
            kind.times.push(invocation.took);
            kind.cpu_times.push(cpu_time);
        }
    }
    function.stop().await;
}

/// A tool of valgrind, and where its report has the count.
struct Tool {
    arguments: &'static [&'static str],
    /// The text that precedes the count in its line.
    prefix: &'static str,
    /// The index of the count among the numbers after the prefix.
    index: usize,
}

const INSTRUCTIONS: Tool =
    Tool { arguments: &["--tool=callgrind", "--callgrind-out-file=/dev/null"], prefix: "Collected :", index: 0 };
const ALLOCATIONS: Tool = Tool { arguments: &["--tool=dhat", "--dhat-out-file=/dev/null"], prefix: "Total:", index: 1 };

impl Tool {
    /// The count of one request: the difference of two runs, so that it excludes the start and the end of the process.
    async fn count_per_request(&self, binary: &Path, community: &Community, kind: &Kind) -> u64 {
        let [short, long] =
            [PROFILED_WARMUP, PROFILED_WARMUP + PROFILED].map(|requests| self.count(binary, community, kind, requests));
        (long.await - short.await) / PROFILED as u64
    }

    /// The count of a whole run.
    async fn count(&self, binary: &Path, community: &Community, kind: &Kind, requests: usize) -> u64 {
        let report = std::env::temp_dir().join(format!("kith-bench-{}-{requests}", std::process::id()));
        let mut wrapper: Vec<String> = ["valgrind"].iter().chain(self.arguments).map(|&text| text.to_owned()).collect();
        wrapper.push(format!("--log-file={}", report.display()));
        let mut function = Function::start(binary, community.port(), &wrapper).await;
        for _ in 0..requests {
            function.invoke(&kind.event).await;
        }
        function.stop().await;
        let text = std::fs::read_to_string(&report).expect("a report");
        std::fs::remove_file(&report).expect("a file");
        let counts = text.lines().find_map(|line| line.split_once(self.prefix)).expect("a count").1;
        let number = |word: &str| word.replace(',', "").parse().ok();
        counts.split_whitespace().filter_map(number).nth(self.index).expect("a number")
    }
}

impl Kind {
    fn new(name: &'static str, of_twenty: usize, request: &Request) -> Self {
        let [times, cpu_times, handler_times] = Default::default();
        let (event, is_read) = (request.to_event(), request.is_read());
        Self { name, of_twenty, event, is_read, times, cpu_times, handler_times }
    }

    fn row(&self) -> Vec<String> {
        let microseconds = |times: &[Duration], percent| match times {
            [] => String::new(),
            _ => percentile(times, percent).as_micros().to_string(),
        };
        vec![
            self.name.to_owned(),
            self.of_twenty.to_string(),
            milliseconds(percentile(&self.times, 50)),
            milliseconds(percentile(&self.times, 99)),
            microseconds(&self.cpu_times, 50),
            microseconds(&self.cpu_times, 99),
            microseconds(&self.handler_times, 50),
            microseconds(&self.handler_times, 99),
        ]
    }
}
