//! How long each route took, and what went wrong.

use std::collections::BTreeMap;
use std::time::Duration;

use bench::{milliseconds, percentile};

/// The times of each route, and the answers that were none of 2xx.
#[derive(Default)]
pub struct Figures {
    times: BTreeMap<&'static str, Vec<Duration>>,
    errors: BTreeMap<(&'static str, String), usize>,
}

impl Figures {
    /// One more answer.
    pub fn note(&mut self, route: &'static str, took: Duration, answer: Result<(u16, String), String>) {
        self.times.entry(route).or_default().push(took);
        let error = match answer {
            Ok((200..300, _)) => return,
            Ok((status, text)) => format!("{status} {text}"),
            Err(why) => why,
        };
        *self.errors.entry((route, error)).or_default() += 1;
    }

    /// Those of another connection.
    pub fn add(&mut self, other: Self) {
        for (route, times) in other.times {
            self.times.entry(route).or_default().extend(times);
        }
        for (error, count) in other.errors {
            *self.errors.entry(error).or_default() += count;
        }
    }

    /// The answers that were none of 2xx, by what they said.
    pub fn errors(&self) -> &BTreeMap<(&'static str, String), usize> {
        &self.errors
    }

    /// All answers.
    pub fn answers(&self) -> usize {
        self.times.values().map(Vec::len).sum()
    }

    /// A row for each route, and one for all of them.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let all: Vec<Duration> = self.times.values().flatten().copied().collect();
        let head = ["route", "requests", "p50, ms", "p99, ms"].map(str::to_owned).to_vec();
        let routes = self.times.iter().map(|(route, times)| row(route, times));
        [head].into_iter().chain(routes).chain([row("all", &all)]).collect()
    }
}

fn row(name: &str, times: &[Duration]) -> Vec<String> {
    let at = |percent| milliseconds(percentile(times, percent));
    vec![name.to_owned(), times.len().to_string(), at(50), at(99)]
}
