//! The template's event source mapping has the settings that the local pump imitates.

use fanout::Fanout;
use kith::stream::{BATCH_SIZE, Consumer as _};
use serde_yaml_ng::Value;
use tests::sources::read;

/// The settings of the mapping of `fanout`.
pub fn mapping() -> Value {
    // Tags such as `!GetAtt` parse as values; these tests need none of them.
    let template: Value = serde_yaml_ng::from_str(&read("template.yaml")).expect("YAML");
    let events = &template["Resources"]["FanoutFunction"]["Properties"]["Events"];
    let events = events.as_mapping().expect("events");
    let [event] = events.values().collect::<Vec<_>>()[..] else { panic!("not one event: {events:?}") };
    assert_eq!(event["Type"], "DynamoDB");
    event["Properties"].clone()
}

#[test]
fn batch_size_and_age_match_the_pump() {
    let mapping = mapping();
    assert_eq!(mapping["BatchSize"].as_u64(), Some(BATCH_SIZE as u64));
    assert_eq!(mapping["MaximumRecordAgeInSeconds"].as_u64(), Some(Fanout::MAXIMUM_RECORD_AGE.as_secs()));
    assert_eq!(mapping["StartingPosition"], "TRIM_HORIZON", "no record from before the first deployment is skipped");
}

/// An outage is retried for as long as the stream has the records. A message names the records that are given up, while
/// the stream still has them.
#[test]
fn an_outage_is_retried_until_the_stream_is_about_to_forget() {
    let mapping = mapping();
    assert_eq!(mapping["MaximumRetryAttempts"].as_i64(), Some(-1));
    let age = mapping["MaximumRecordAgeInSeconds"].as_u64().expect("an age");
    assert!((20 * 3_600..24 * 3_600).contains(&age), "{age}");
    assert_eq!(mapping["FunctionResponseTypes"], Value::from(vec!["ReportBatchItemFailures"]));
    // A batch that times out is tried in halves.
    assert_eq!(mapping["BisectBatchOnFunctionError"], true);
    let destination = &mapping["DestinationConfig"]["OnFailure"]["Destination"];
    assert!(!destination.is_null(), "{mapping:?}");
}

/// Counters keep a mark for each shard, and a mapping passes the shard id only if it has a window.
#[test]
fn the_mapping_passes_the_shard_id() {
    assert!(mapping()["TumblingWindowInSeconds"].as_u64().is_some_and(|seconds| seconds > 0));
}
