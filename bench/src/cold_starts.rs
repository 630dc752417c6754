//! Starts each function many times, along with the baseline `hello`, and measures time, CPU time and memory.

use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::body::Bytes;

use crate::community::Community;
use crate::events::{Request, disconnection, empty_batch};
use crate::function::{Function, binary};
use crate::report::{milliseconds, percentile};

/// Requests after which the memory is read.
const REQUESTS: usize = 1_000;
const HELLO: &str = "hello";

/// All functions: first those that serve requests.
pub const FUNCTIONS: [&str; 12] = [
    "accounts",
    "directory",
    "docs",
    "feed",
    "graph",
    "notifications",
    "users",
    "fanout",
    "mailer",
    "media",
    "realtime",
    "janitor",
];

/// The measurements of several functions.
pub struct ColdStarts(Vec<Measurements>);

/// The measurements of one function.
struct Measurements {
    name: String,
    binary: PathBuf,
    event: Option<Bytes>,
    first_poll: Vec<Duration>,
    first_poll_cpu: Vec<Duration>,
    first_answer: Vec<Duration>,
    first_request: Vec<Duration>,
    second_request: Vec<Duration>,
    /// Measured in the first run only, which sends [`REQUESTS`] requests.
    warm_request_cpu: Option<Duration>,
    /// In KiB, after those requests.
    resident: u64,
    peak: u64,
}

impl ColdStarts {
    /// Starts each of these functions, or all if `names` is empty, `runs` times. The binaries are in `directory`; the
    /// baseline is included if it is there.
    pub async fn measure(directory: &Path, runs: usize, names: &[String]) -> Self {
        let community = Community::open().await;
        let hello = binary(directory, HELLO).is_file().then_some(HELLO);
        let selected = |function: &&str| names.is_empty() || names.iter().any(|name| name == function);
        let functions = hello.into_iter().chain(FUNCTIONS.into_iter().filter(selected));
        let mut all: Vec<_> =
            functions.map(|name| Measurements::new(name, binary(directory, name), event(name, &community))).collect();
        for run in 0..runs {
            // The functions take turns, so that other work on this machine affects all of them alike.
            for function in &mut all {
                function.start(&community, run == 0).await;
            }
        }
        Self(all)
    }

    /// The table of all measurements, with its header.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let header = [
            "function",
            "first poll, ms",
            "× hello",
            "CPU to first poll, ms",
            "× hello",
            "first answer, ms",
            "first request, ms",
            "second request, ms",
            "CPU per warm request, ms",
            "peak RSS, MB",
            "RSS after 1,000 requests, MB",
            "binary, MB",
        ];
        let rows = self.0.iter().map(|function| function.row(self.baseline()));
        std::iter::once(header.map(str::to_owned).to_vec()).chain(rows).collect()
    }

    /// The size of each binary.
    pub fn megabytes(&self) -> impl Iterator<Item = (&str, f64)> {
        self.0.iter().map(|function| (&*function.name, function.megabytes()))
    }

    /// The functions that use more than this much memory after 1,000 requests.
    pub fn using_more_than(&self, megabytes: u64) -> Vec<&str> {
        self.0.iter().filter(|function| function.resident > megabytes * 1024).map(|function| &*function.name).collect()
    }

    fn baseline(&self) -> Option<&Measurements> {
        self.0.iter().find(|function| function.name == HELLO)
    }
}

/// An event that makes the function read the table. There is none for the janitor, which would wait for its pause.
fn event(name: &str, community: &Community) -> Option<Bytes> {
    let Community { user, token, .. } = community;
    let get = |path: &str| Some(Request::get(path).with_token(token).to_event());
    match name {
        "accounts" => get("/api/users/user/"),
        "directory" => get("/users/me/"),
        "docs" => get("/docs/"),
        "feed" => get(&format!("/api/v2/user/{user}/feed/")),
        "graph" => get(&format!("/api/v2/user/{user}/followers/")),
        "notifications" => get("/api/v2/user/me/notifications/unseen/"),
        "users" => get(&format!("/api/v2/user/{user}/")),
        "fanout" | "mailer" | "media" => Some(empty_batch()),
        "realtime" => Some(disconnection()),
        "janitor" => None,
        _ => get("/"),
    }
}

impl Measurements {
    fn new(name: &str, binary: PathBuf, event: Option<Bytes>) -> Self {
        assert!(binary.is_file(), "{} does not exist: run `just release` first", binary.display());
        let [first_poll, first_poll_cpu, first_answer, first_request, second_request] = Default::default();
        let name = name.to_owned();
        Self {
            name,
            binary,
            event,
            first_poll,
            first_poll_cpu,
            first_answer,
            first_request,
            second_request,
            warm_request_cpu: None,
            resident: 0,
            peak: 0,
        }
    }

    /// Starts the function once and measures its first requests; if `warm`, also its warm requests and its memory.
    async fn start(&mut self, community: &Community, warm: bool) {
        let mut function = Function::start(&self.binary, community.port(), &[]).await;
        self.first_poll.push(function.first_poll);
        self.first_poll_cpu.push(function.first_poll_cpu);
        if let Some(event) = &self.event {
            let first = function.invoke(event).await;
            if first.response.get("statusCode").is_some() {
                assert_eq!(first.response["statusCode"], 200, "{}: {}", self.name, first.response);
            }
            self.first_answer.push(function.since_start(first.at));
            self.first_request.push(first.took);
            self.second_request.push(function.invoke(event).await.took);
            if warm {
                let before = function.cpu();
                for _ in 2..REQUESTS {
                    function.invoke(event).await;
                }
                self.warm_request_cpu = Some((function.cpu() - before) / (REQUESTS as u32 - 2));
            }
        }
        if warm {
            let memory = function.memory();
            (self.resident, self.peak) = (memory.resident, memory.peak);
        }
        function.stop().await;
    }

    fn megabytes(&self) -> f64 {
        std::fs::metadata(&self.binary).expect("a binary").len() as f64 / 1e6
    }

    fn row(&self, baseline: Option<&Self>) -> Vec<String> {
        let median = |of: &[Duration]| if of.is_empty() { String::new() } else { milliseconds(percentile(of, 50)) };
        let seconds = |of: &[Duration]| percentile(of, 50).as_secs_f64();
        let ratio = |of: fn(&Self) -> &Vec<Duration>| {
            baseline.map_or_else(String::new, |hello| format!("{:.2}", seconds(of(self)) / seconds(of(hello))))
        };
        let megabytes = |kib: u64| format!("{:.1}", kib as f64 / 1024.0);
        vec![
            self.name.clone(),
            median(&self.first_poll),
            ratio(|function| &function.first_poll),
            median(&self.first_poll_cpu),
            ratio(|function| &function.first_poll_cpu),
            median(&self.first_answer),
            median(&self.first_request),
            median(&self.second_request),
            self.warm_request_cpu.map_or_else(String::new, milliseconds),
            megabytes(self.peak),
            megabytes(self.resident),
            format!("{:.1}", self.megabytes()),
        ]
    }
}
