//! Captures a function's log, and reads the metrics that CloudWatch extracts from it.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, LazyLock, Mutex};

use serde_json::Value;
use shared::runtime::telemetry::{Deployed, Metrics, json};
use tracing::Dispatch;
use tracing::instrument::WithSubscriber as _;

/// A metric in a log line: dimensions, name, unit, value.
pub type Metric = (BTreeMap<String, String>, String, String, f64);

/// A second dispatcher, which discards everything. With a single dispatcher in the process, the first thread to reach a
/// call site decides for all threads whether it is enabled, even if that thread has no log. With two, both are asked.
static SECOND_DISPATCH: LazyLock<Dispatch> =
    LazyLock::new(|| Dispatch::new(json(Metrics::Off, Deployed::default(), io::sink)));

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The version as which [`logged`] runs its work.
pub const VERSION: &str = "41";

/// Runs some work as the function with this name. Returns its output and log lines.
pub async fn logged<T>(metrics: Metrics, function: &str, work: impl Future<Output = T>) -> (T, Vec<Value>) {
    LazyLock::force(&SECOND_DISPATCH);
    let lines = Lines::default();
    let out = lines.clone();
    let deployed = Deployed { function, version: VERSION };
    let output = work.with_subscriber(json(metrics, deployed, move || out.clone())).await;
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).expect("text");
    (output, text.lines().map(object).collect())
}

/// Parses a line, which must be one JSON object without duplicate members.
fn object(line: &str) -> Value {
    let value: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e} in {line}"));
    let members = value.as_object().expect("an object");
    for name in members.keys() {
        // Nested objects have none of these names.
        assert_eq!(line.matches(&format!(r#""{name}":"#)).count(), 1, "{name} in {line}");
    }
    value
}

/// The metrics of a line in CloudWatch's embedded metric format, in which each dimension is a text member and each
/// metric a number member of the line.
pub fn metrics_of(line: &Value) -> Vec<Metric> {
    let Some(aws) = line.get("_aws") else { return Vec::new() };
    assert!(aws["Timestamp"].as_u64().is_some_and(|ms| ms > 1_700_000_000_000), "{line}");
    let mut found = Vec::new();
    for directive in aws["CloudWatchMetrics"].as_array().expect("directives") {
        assert_eq!(directive["Namespace"], "kith");
        let metrics = directive["Metrics"].as_array().expect("metrics");
        for dimensions in directive["Dimensions"].as_array().expect("dimensions") {
            let names = dimensions.as_array().expect("names").iter().map(|name| name.as_str().expect("a name"));
            let text =
                |name: &str| line[name].as_str().unwrap_or_else(|| panic!("no text {name} in {line}")).to_owned();
            let dimensions: BTreeMap<_, _> = names.map(|name| (name.to_owned(), text(name))).collect();
            for metric in metrics {
                let name = metric["Name"].as_str().expect("a name").to_owned();
                let unit = metric["Unit"].as_str().expect("a unit").to_owned();
                let value = line[&name].as_f64().unwrap_or_else(|| panic!("no number {name} in {line}"));
                found.push((dimensions.clone(), name, unit, value));
            }
        }
    }
    found
}

/// The value of a metric with exactly these dimensions.
pub fn value(line: &Value, name: &str, dimensions: &[(&str, &str)]) -> Option<f64> {
    let dimensions = dimensions.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    metrics_of(line).into_iter().find(|metric| metric.0 == dimensions && metric.1 == name).map(|metric| metric.3)
}
