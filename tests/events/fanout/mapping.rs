//! The event source mapping of the template is the one that the pump imitates.

use kith::pump::{BATCH_SIZE, MAXIMUM_RETRY_ATTEMPTS};
use serde_yaml_ng::Value;
use tests::sources::read;

fn mapping() -> Value {
    // Tags such as `!GetAtt` stand for a value; which one does not matter here.
    let template: Value = serde_yaml_ng::from_str(&read("template.yaml")).expect("YAML");
    let events = &template["Resources"]["FanoutFunction"]["Properties"]["Events"];
    let events = events.as_mapping().expect("events");
    let [event] = events.values().collect::<Vec<_>>()[..] else { panic!("not one event: {events:?}") };
    assert_eq!(event["Type"], "DynamoDB");
    event["Properties"].clone()
}

#[test]
fn batches_and_retries_are_those_of_the_pump() {
    let mapping = mapping();
    assert_eq!(mapping["BatchSize"].as_u64(), Some(BATCH_SIZE as u64));
    assert_eq!(mapping["MaximumRetryAttempts"].as_u64(), Some(MAXIMUM_RETRY_ATTEMPTS.into()));
    assert_eq!(mapping["StartingPosition"], "TRIM_HORIZON", "nothing before the first deployment is left out");
}

#[test]
fn a_record_that_fails_holds_back_nothing_and_is_kept() {
    let mapping = mapping();
    assert_eq!(mapping["FunctionResponseTypes"], Value::from(vec!["ReportBatchItemFailures"]));
    assert_eq!(mapping["BisectBatchOnFunctionError"], true);
    let destination = &mapping["DestinationConfig"]["OnFailure"]["Destination"];
    assert!(!destination.is_null(), "{mapping:?}");
    let age = mapping["MaximumRecordAgeInSeconds"].as_u64().expect("an age");
    assert!((60..86_400).contains(&age), "{age}");
}

/// Counters remember by shard, and a mapping tells of it only if it has a window.
#[test]
fn the_mapping_tells_the_shard() {
    assert!(mapping()["TumblingWindowInSeconds"].as_u64().is_some_and(|seconds| seconds > 0));
}
