//! Each function started again and again, next to the least that a function can be.

use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::body::Bytes;

use crate::community::Community;
use crate::event::{Request, batch};
use crate::figures::{milliseconds, percentile};
use crate::function::{Function, binary};

/// Requests after which the memory is read.
const REQUESTS: usize = 1_000;
const HELLO: &str = "hello";

/// All functions: those that serve requests, and the others.
pub const FUNCTIONS: [&str; 10] =
    ["accounts", "directory", "docs", "feed", "graph", "notifications", "users", "fanout", "media", "janitor"];

/// What the starts of some functions took.
pub struct Starts(Vec<Runs>);

/// What the runs of one function took.
struct Runs {
    name: String,
    binary: PathBuf,
    event: Option<Bytes>,
    poll: Vec<Duration>,
    poll_cpu: Vec<Duration>,
    first_answer: Vec<Duration>,
    first_request: Vec<Duration>,
    again: Vec<Duration>,
    /// Of the first run alone, which is longer: what a warm request uses of the processor,
    each: Option<Duration>,
    /// and, in KiB, what is resident after so many.
    resident: u64,
    peak: u64,
}

impl Starts {
    /// Starts those of these names, or all if there is none, so often each, from this directory of release binaries; next
    /// to the least function, if it is there.
    pub async fn measure(from: &Path, times: usize, names: &[String]) -> Self {
        let community = Community::open().await;
        let hello = binary(from, HELLO).is_file().then_some(HELLO);
        let wanted = |name: &&str| names.is_empty() || names.iter().any(|wanted| wanted == name);
        let all = hello.into_iter().chain(FUNCTIONS.into_iter().filter(wanted));
        let mut all: Vec<_> = all.map(|name| Runs::new(name, binary(from, name), event(name, &community))).collect();
        for time in 0..times {
            // In turns, so that whatever else this machine does is spread over all of them.
            for runs in &mut all {
                runs.start(&community, time == 0).await;
            }
        }
        Self(all)
    }

    /// The figures, under their names.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let head = [
            "function",
            "first poll, ms",
            "x hello",
            "CPU until then, ms",
            "x hello",
            "first answer, ms",
            "first request, ms",
            "same again, ms",
            "CPU a warm request, ms",
            "peak, MB",
            "after 1,000, MB",
            "binary, MB",
        ];
        let rows = self.0.iter().map(|runs| runs.row(self.least()));
        std::iter::once(head.map(str::to_owned).to_vec()).chain(rows).collect()
    }

    /// The size of each binary.
    pub fn megabytes(&self) -> impl Iterator<Item = (&str, f64)> {
        self.0.iter().map(|runs| (&*runs.name, runs.megabytes()))
    }

    /// The functions that hold more than so many megabytes of memory after a thousand requests.
    pub fn fatter_than(&self, megabytes: u64) -> Vec<&str> {
        self.0.iter().filter(|runs| runs.resident > megabytes * 1024).map(|runs| &*runs.name).collect()
    }

    fn least(&self) -> Option<&Runs> {
        self.0.iter().find(|runs| runs.name == HELLO)
    }
}

/// An event that the function answers by reading the table; the janitor's would take as long as its pause.
fn event(name: &str, community: &Community) -> Option<Bytes> {
    let Community { member, token, .. } = community;
    let get = |path: &str| Some(Request::get(path).by(token).event());
    match name {
        "accounts" => get("/api/users/user/"),
        "directory" => get("/users/me/"),
        "docs" => get("/docs/"),
        "feed" => get(&format!("/api/v2/user/{member}/feed/")),
        "graph" => get(&format!("/api/v2/user/{member}/followers/")),
        "notifications" => get("/api/v2/user/me/notifications/unseen/"),
        "users" => get(&format!("/api/v2/user/{member}/")),
        "fanout" | "media" => Some(batch()),
        "janitor" => None,
        _ => get("/"),
    }
}

impl Runs {
    fn new(name: &str, binary: PathBuf, event: Option<Bytes>) -> Self {
        assert!(binary.is_file(), "there is no {}: build it first (just release)", binary.display());
        let [poll, poll_cpu, first_answer, first_request, again] = Default::default();
        let name = name.to_owned();
        Self {
            name,
            binary,
            event,
            poll,
            poll_cpu,
            first_answer,
            first_request,
            again,
            each: None,
            resident: 0,
            peak: 0,
        }
    }

    async fn start(&mut self, community: &Community, at_length: bool) {
        let mut function = Function::start(&self.binary, community.endpoint(), &[]).await;
        self.poll.push(function.first_poll);
        self.poll_cpu.push(function.first_poll_cpu);
        if let Some(event) = &self.event {
            let first = function.invoke(event).await;
            if first.answer.get("statusCode").is_some() {
                assert_eq!(first.answer["statusCode"], 200, "{}: {}", self.name, first.answer);
            }
            self.first_answer.push(function.since_start(first.at));
            self.first_request.push(first.took);
            self.again.push(function.invoke(event).await.took);
            if at_length {
                let before = function.cpu();
                for _ in 2..REQUESTS {
                    function.invoke(event).await;
                }
                self.each = Some((function.cpu() - before) / (REQUESTS as u32 - 2));
            }
        }
        if at_length {
            let memory = function.memory();
            (self.resident, self.peak) = (memory.resident, memory.peak);
        }
        function.stop().await;
    }

    fn megabytes(&self) -> f64 {
        std::fs::metadata(&self.binary).expect("a binary").len() as f64 / 1e6
    }

    fn row(&self, hello: Option<&Self>) -> Vec<String> {
        let median = |of: &[Duration]| if of.is_empty() { "".to_owned() } else { milliseconds(percentile(of, 50)) };
        let seconds = |of: &[Duration]| percentile(of, 50).as_secs_f64();
        let ratio = |of: fn(&Self) -> &Vec<Duration>| {
            hello.map_or_else(String::new, |hello| format!("{:.2}", seconds(of(self)) / seconds(of(hello))))
        };
        let megabytes = |kib: u64| format!("{:.1}", kib as f64 / 1024.0);
        vec![
            self.name.clone(),
            median(&self.poll),
            ratio(|runs| &runs.poll),
            median(&self.poll_cpu),
            ratio(|runs| &runs.poll_cpu),
            median(&self.first_answer),
            median(&self.first_request),
            median(&self.again),
            self.each.map_or_else(String::new, milliseconds),
            megabytes(self.peak),
            megabytes(self.resident),
            format!("{:.1}", self.megabytes()),
        ]
    }
}
