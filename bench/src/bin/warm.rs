//! Has one warm function answer a mix of requests, and says what that took: with the engine by the clock, and without
//! it by the processor's time, since whoever waits uses none. What the handler alone takes of that is measured in this
//! process, which is why this has to be a release build.
//!
//! `just bench-warm`

#![allow(clippy::expect_used, clippy::panic, reason = "a broken measurement must fail")]

use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::body::Bytes;
use bench::{Community, Function, Request, binary, handler_times, milliseconds, percentile, table};
use clap::Parser;
use serde_json::json;

/// Requests of each run under a profiler: the long run and the short one differ by what this many requests cost.
const PROFILED: usize = 100;
/// Requests after which a function is taken for warm.
const WARM: usize = 200;
/// And under a profiler, where each takes some hundred times as long.
const WARM_PROFILED: usize = 20;

/// Rounds in which the handler is measured, so that whatever else this machine does is spread over all kinds.
const ROUNDS: usize = 20;

#[derive(Parser)]
struct Arguments {
    /// Where the release binaries are.
    #[arg(long, default_value = "target/release")]
    from: PathBuf,
    /// Requests altogether.
    #[arg(long, default_value_t = 10_000)]
    requests: usize,
    /// Count instructions and allocations too, with valgrind, which has to be installed.
    #[arg(long)]
    valgrind: bool,
}

/// One kind of request, how many of twenty are of it, and what they took.
struct Kind {
    name: &'static str,
    of_twenty: usize,
    event: Bytes,
    took: Vec<Duration>,
    used: Vec<Duration>,
    /// Whether it changes nothing, and so can be made to the handler alone again and again;
    reads: bool,
    /// what that takes then.
    handled: Vec<Duration>,
}

#[tokio::main]
async fn main() {
    let arguments = Arguments::parse();
    let community = Community::open().await;
    let (hello, users) = (binary(&arguments.from, "hello"), binary(&arguments.from, "users"));
    let mut least = [Kind::new("hello-world", 20, &Request::get("/"))];
    let mut kinds = kinds(&community);
    drive(&hello, &community, &mut least, arguments.requests / 10).await;
    drive(&users, &community, &mut kinds, arguments.requests).await;
    for _ in 0..ROUNDS {
        for kind in kinds.iter_mut().filter(|kind| kind.reads) {
            kind.handled.extend(handler_times(&community, &kind.event, arguments.requests / ROUNDS).await);
        }
    }
    let head = ["request", "of 20", "p50, ms", "p99, ms", "CPU p50, us", "CPU p99, us", "handler p50, us", "p99, us"];
    let mut head = head.map(str::to_owned).to_vec();
    let mut rows: Vec<_> = least.iter().chain(&kinds).map(Kind::row).collect();
    if arguments.valgrind {
        head.extend(["instructions", "allocations"].map(str::to_owned));
        for (row, kind) in rows.iter_mut().zip(least.iter().chain(&kinds)) {
            let binary = if kind.name == "hello-world" { &hello } else { &users };
            let counted = [
                counted(binary, &community, kind, &INSTRUCTIONS).await,
                counted(binary, &community, kind, &ALLOCATIONS).await,
            ];
            row.extend(counted.map(|count| count.to_string()));
        }
    }
    table(&[vec![head], rows].concat());
}

/// What clients ask of `users`: mostly profiles.
fn kinds(community: &Community) -> Vec<Kind> {
    let Community { member, token, .. } = community;
    let profile = format!("/api/v2/user/{member}/");
    vec![
        Kind::new("GET /api/v2/user/{id}/", 8, &Request::get(&profile)),
        Kind::new("the same, with a token", 4, &Request::get(&profile).by(token)),
        Kind::new("GET /api/v2/user/{id}/counters/", 2, &Request::get(format!("{profile}counters/")).by(token)),
        Kind::new("GET /api/users/{username}/", 2, &Request::get("/api/users/madeline/")),
        Kind::new("GET /api/v2/user/", 2, &Request::get("/api/v2/user/").by(token)),
        Kind::new(
            "PATCH /api/v2/user/{id}/",
            2,
            &Request::patch(&profile, json!({"bio": "I climb mountains"})).by(token),
        ),
    ]
}

/// Starts the function and has it answer so many requests, in a fixed mixture.
async fn drive(binary: &Path, community: &Community, kinds: &mut [Kind], requests: usize) {
    let mixture: Vec<usize> = (0..kinds.len()).flat_map(|kind| vec![kind; kinds[kind].of_twenty]).collect();
    let mut function = Function::start(binary, community.endpoint(), &[]).await;
    for request in 0..requests + WARM {
        // Seven and twenty have no divisor in common: each kind comes as often as it should, and between the others.
        let kind = &mut kinds[mixture[request * 7 % mixture.len()]];
        let before = function.cpu();
        let invocation = function.invoke(&kind.event).await;
        let used = function.cpu() - before;
        let status = &invocation.answer["statusCode"];
        assert_eq!(status, 200, "{}: {}", kind.name, invocation.answer);
        if request >= WARM {
            kind.took.push(invocation.took);
            kind.used.push(used);
        }
    }
    function.stop().await;
}

/// A tool of valgrind, and the line of its report that counts.
struct Tool {
    arguments: &'static [&'static str],
    /// What comes before the count.
    before: &'static str,
    /// The count's place among the numbers of that line.
    place: usize,
}

const INSTRUCTIONS: Tool =
    Tool { arguments: &["--tool=callgrind", "--callgrind-out-file=/dev/null"], before: "Collected :", place: 0 };
const ALLOCATIONS: Tool = Tool { arguments: &["--tool=dhat", "--dhat-out-file=/dev/null"], before: "Total:", place: 1 };

/// What one request costs: the difference of two runs, so that neither the start nor the end is in it.
async fn counted(binary: &Path, community: &Community, kind: &Kind, tool: &Tool) -> u64 {
    let [short, long] =
        [WARM_PROFILED, WARM_PROFILED + PROFILED].map(|requests| tool.count(binary, community, kind, requests));
    (long.await - short.await) / PROFILED as u64
}

impl Tool {
    async fn count(&self, binary: &Path, community: &Community, kind: &Kind, requests: usize) -> u64 {
        let report = std::env::temp_dir().join(format!("kith-bench-{}-{requests}", std::process::id()));
        let mut under: Vec<String> = ["valgrind"].iter().chain(self.arguments).map(|&text| text.to_owned()).collect();
        under.push(format!("--log-file={}", report.display()));
        let mut function = Function::start(binary, community.endpoint(), &under).await;
        for _ in 0..requests {
            function.invoke(&kind.event).await;
        }
        function.stop().await;
        let text = std::fs::read_to_string(&report).expect("a report");
        std::fs::remove_file(&report).expect("a file");
        let counts = text.lines().find_map(|line| line.split_once(self.before)).expect("a count").1;
        let number = |word: &str| word.replace(',', "").parse().ok();
        counts.split_whitespace().filter_map(number).nth(self.place).expect("a number")
    }
}

impl Kind {
    fn new(name: &'static str, of_twenty: usize, request: &Request) -> Self {
        let [took, used, handled] = Default::default();
        Self { name, of_twenty, event: request.event(), took, used, reads: request.reads(), handled }
    }

    fn row(&self) -> Vec<String> {
        let microseconds = |times: &[Duration], percent| match times {
            [] => String::new(),
            _ => percentile(times, percent).as_micros().to_string(),
        };
        vec![
            self.name.to_owned(),
            self.of_twenty.to_string(),
            milliseconds(percentile(&self.took, 50)),
            milliseconds(percentile(&self.took, 99)),
            microseconds(&self.used, 50),
            microseconds(&self.used, 99),
            microseconds(&self.handled, 50),
            microseconds(&self.handled, 99),
        ]
    }
}
