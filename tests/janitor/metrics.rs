//! What a run tells CloudWatch.

use janitor::{Repair, Report, Tally};
use jiff::Timestamp;
use serde_json::{Value, json};

#[test]
fn each_kind_of_repair_is_a_line_in_the_embedded_metric_format() {
    let mut report = Report { rows: 9, ..Report::default() };
    report.tallies.insert(Repair::Counters, Tally { found: 3, repaired: 2, failed: 0 });
    report.tallies.insert(Repair::Edges, Tally { found: 1, repaired: 1, failed: 0 });
    // Nothing was repaired: no metric.
    report.tallies.insert(Repair::Names, Tally { found: 1, repaired: 0, failed: 1 });
    let mut out = Vec::new();
    report.measure(&mut out, Timestamp::from_second(1_800_000_000).unwrap());
    let lines: Vec<Value> =
        String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let line = |repair: &str, count: u64| {
        json!({
            "_aws": {
                "Timestamp": 1_800_000_000_000_u64,
                "CloudWatchMetrics": [{
                    "Namespace": "kith",
                    "Dimensions": [["FunctionName", "Repair"]],
                    "Metrics": [{"Name": "Repairs", "Unit": "Count"}],
                }],
            },
            "FunctionName": "janitor", "Repair": repair, "Repairs": count,
        })
    };
    assert_eq!(lines, [line("counters", 2), line("edges", 1)]);
}
