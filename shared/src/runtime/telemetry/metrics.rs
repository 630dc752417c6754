//! Metrics: log lines whose numbers CloudWatch also keeps as metrics.
//!
//! Nothing is sent or added up here. A line with one of the targets below gets the members of CloudWatch's embedded
//! metric format, which name fields of that line; CloudWatch turns them into metrics in the namespace `kith`. So a
//! metric costs a request neither a call nor a second line. Dimensions are bounded: functions, declared routes, kinds
//! of repairs; never an id.

use std::str::FromStr;

use jiff::Timestamp;
use serde_json::{Value, json};
use tracing::Event;
use tracing::field::{Field, Visit};

use crate::domain::time::Clock;

/// Target of the one line of each request. It must have the fields `status`, `latency_ms`, `rcu` and `wcu`, and the
/// field `route` in its span.
pub const REQUEST: &str = "metrics::request";
/// Target of the one line of each batch of the stream: `records`, `failed`, `lag_ms`, `latency_ms`, `rcu`, `wcu`.
pub const BATCH: &str = "metrics::batch";
/// Target of a line for each kind of repair: `repair`, `repairs`.
pub const REPAIR: &str = "metrics::repair";

/// Target of a line for each record that `fanout` has parked: `parked`.
pub const PARKED: &str = "metrics::parked";
/// Target of a line for each mail that the mailer cannot send: `unsent`.
pub const UNSENT: &str = "metrics::unsent";

const NAMESPACE: &str = "kith";

/// Which metrics are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Metrics {
    /// No metrics.
    #[default]
    Off,
    /// By function.
    Functions,
    /// By function, and those of requests also by route. CloudWatch charges for each metric of each route.
    Routes,
}

impl FromStr for Metrics {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "off" => Ok(Self::Off),
            "functions" => Ok(Self::Functions),
            "routes" => Ok(Self::Routes),
            _ => Err(format!("{text:?} is neither off, nor functions, nor routes")),
        }
    }
}

/// The function that writes the lines, as Lambda names it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Deployed<'a> {
    /// The name of the function.
    pub function: &'a str,
    /// The version of its code and settings. Metric filters of `template.yaml` tell the versions apart by it.
    pub version: &'a str,
}

/// The prefix of these targets.
pub(crate) const TARGETS: &str = "metrics";

/// Adds the members of the metric format to lines.
pub(crate) struct Emitter {
    /// By target, the members to add up to the time.
    lines: Vec<(&'static str, String)>,
    clock: Clock,
}

impl Emitter {
    pub(crate) fn new(metrics: Metrics, deployed: Deployed<'_>) -> Self {
        let by_function = vec![vec!["function"]];
        let mut of_requests = by_function.clone();
        if metrics == Metrics::Routes {
            of_requests.push(vec!["function", "route"]);
        }
        let of_repairs = vec![vec!["function"], vec!["function", "repair"]];
        let count = |name| (name, "Count");
        let [latency, lag] = ["latency_ms", "lag_ms"].map(|name| (name, "Milliseconds"));
        let requests = ["requests", "client_errors", "server_errors", "rcu", "wcu"].map(count);
        let batches = ["records", "failed", "rcu", "wcu"].map(count);
        let lines = [
            (REQUEST, of_requests, [&requests[..], &[latency]].concat()),
            (BATCH, by_function.clone(), [&batches[..], &[lag, latency]].concat()),
            (REPAIR, of_repairs, vec![count("repairs")]),
            (PARKED, by_function.clone(), vec![count("parked")]),
            (UNSENT, by_function, vec![count("unsent")]),
        ];
        let written = |(target, dimensions, metrics): (_, _, Vec<_>)| (target, members(deployed, dimensions, &metrics));
        let lines = if metrics == Metrics::Off { Vec::new() } else { lines.into_iter().map(written).collect() };
        Self { lines, clock: Clock::default() }
    }

    /// Adds the members to an open line, if its target has metrics.
    pub(crate) fn extend(&self, line: &mut String, event: &Event<'_>) {
        let target = event.metadata().target();
        let Some((_, members)) = self.lines.iter().find(|line| line.0 == target) else { return };
        if target == REQUEST {
            let mut status = Status(0);
            event.record(&mut status);
            line.push_str(status.counts());
        }
        line.push_str(members);
        line.push_str(&Timestamp::as_millisecond(self.clock.now()).to_string());
        line.push('}');
    }
}

/// The members for these dimensions and metrics (name and unit), without the time, which comes last.
fn members(deployed: Deployed<'_>, dimensions: Vec<Vec<&str>>, metrics: &[(&str, &str)]) -> String {
    let metrics: Vec<Value> = metrics.iter().map(|(name, unit)| json!({"Name": name, "Unit": unit})).collect();
    let directive = json!([{"Namespace": NAMESPACE, "Dimensions": dimensions, "Metrics": metrics}]);
    let [function, version] = [deployed.function, deployed.version].map(Value::from);
    format!(r#","function":{function},"version":{version},"_aws":{{"CloudWatchMetrics":{directive},"Timestamp":"#)
}

/// The status of a response.
struct Status(u64);

impl Status {
    /// What is counted of it: all of it every time, so that the average is a rate.
    fn counts(&self) -> &'static str {
        match self.0 {
            400..500 => r#","requests":1,"client_errors":1,"server_errors":0"#,
            500.. => r#","requests":1,"client_errors":0,"server_errors":1"#,
            _ => r#","requests":1,"client_errors":0,"server_errors":0"#,
        }
    }
}

impl Visit for Status {
    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "status" {
            self.0 = value;
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}
