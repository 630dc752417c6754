//! The response times of each route, and the errors.

use std::collections::BTreeMap;
use std::time::Duration;

use bench::{milliseconds, percentile};

/// The response times of each route, and the responses that were not 2xx.
#[derive(Default)]
pub struct Measurements {
    times: BTreeMap<&'static str, Vec<Duration>>,
    errors: BTreeMap<(&'static str, String), usize>,
}

impl Measurements {
    /// Adds a response.
    pub fn record(&mut self, route: &'static str, time: Duration, response: Result<(u16, String), String>) {
        self.times.entry(route).or_default().push(time);
        let error = match response {
            Ok((200..300, _)) => return,
            Ok((status, text)) => format!("{status} {text}"),
            Err(error) => error,
        };
        *self.errors.entry((route, error)).or_default() += 1;
    }

    /// Adds the measurements of another connection.
    pub fn merge(&mut self, other: Self) {
        for (route, times) in other.times {
            self.times.entry(route).or_default().extend(times);
        }
        for (error, count) in other.errors {
            *self.errors.entry(error).or_default() += count;
        }
    }

    /// How many responses were not 2xx, by route and error.
    pub fn errors(&self) -> &BTreeMap<(&'static str, String), usize> {
        &self.errors
    }

    /// The number of responses.
    pub fn count(&self) -> usize {
        self.times.values().map(Vec::len).sum()
    }

    /// A table with a row for each route and one for all routes.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let all: Vec<Duration> = self.times.values().flatten().copied().collect();
        let header = ["route", "requests", "p50, ms", "p99, ms"].map(str::to_owned).to_vec();
        let routes = self.times.iter().map(|(route, times)| row(route, times));
        [header].into_iter().chain(routes).chain([row("all", &all)]).collect()
    }
}

fn row(name: &str, times: &[Duration]) -> Vec<String> {
    let at = |percent| milliseconds(percentile(times, percent));
    vec![name.to_owned(), times.len().to_string(), at(50), at(99)]
}
