//! The template's event source mapping has the settings that the local pump imitates.

use kith::stream::{BATCH_SIZE, MAXIMUM_RETRY_ATTEMPTS};
use serde_yaml_ng::Value;
use tests::sources::read;

fn mapping() -> Value {
    // Tags such as `!GetAtt` parse as values; these tests need none of them.
    let template: Value = serde_yaml_ng::from_str(&read("template.yaml")).expect("YAML");
    let events = &template["Resources"]["FanoutFunction"]["Properties"]["Events"];
    let events = events.as_mapping().expect("events");
    let [event] = events.values().collect::<Vec<_>>()[..] else { panic!("not one event: {events:?}") };
    assert_eq!(event["Type"], "DynamoDB");
    event["Properties"].clone()
}

#[test]
fn batch_size_and_retries_match_the_pump() {
    let mapping = mapping();
    assert_eq!(mapping["BatchSize"].as_u64(), Some(BATCH_SIZE as u64));
    assert_eq!(mapping["MaximumRetryAttempts"].as_u64(), Some(MAXIMUM_RETRY_ATTEMPTS.into()));
    assert_eq!(mapping["StartingPosition"], "TRIM_HORIZON", "no record from before the first deployment is skipped");
}

#[test]
fn a_failing_record_blocks_no_other_and_becomes_a_dead_letter() {
    let mapping = mapping();
    assert_eq!(mapping["FunctionResponseTypes"], Value::from(vec!["ReportBatchItemFailures"]));
    assert_eq!(mapping["BisectBatchOnFunctionError"], true);
    let destination = &mapping["DestinationConfig"]["OnFailure"]["Destination"];
    assert!(!destination.is_null(), "{mapping:?}");
    let age = mapping["MaximumRecordAgeInSeconds"].as_u64().expect("an age");
    assert!((60..86_400).contains(&age), "{age}");
}

/// Counters keep a mark for each shard, and a mapping passes the shard id only if it has a window.
#[test]
fn the_mapping_passes_the_shard_id() {
    assert!(mapping()["TumblingWindowInSeconds"].as_u64().is_some_and(|seconds| seconds > 0));
}
