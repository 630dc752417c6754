//! Lambda's poller of a shard of a stream, which calls the function with events in JSON.

use aws_lambda_events::dynamodb::EventRecord;
use fanout::Fanout;
use serde_json::{Value, json};

/// An event as a mapping with a tumbling window passes it to the function.
pub fn lambda_event(shard: &str, records: &[Value]) -> Value {
    json!({
        "Records": records,
        "window": {"start": "2026-11-30T10:00:00Z", "end": "2026-11-30T10:01:00Z"},
        "state": {},
        "shardId": shard,
        "eventSourceARN": "arn:aws:dynamodb:eu-central-1:123456789012:table/kith/stream/2026-11-22T00:00:00.000",
        "isFinalInvokeForWindow": false,
        "isWindowTerminatedEarly": false,
    })
}

/// The JSON of records.
pub fn json_of(records: &[EventRecord]) -> Vec<Value> {
    records.iter().map(|record| serde_json::to_value(record).expect("JSON")).collect()
}

/// Calls the function once. Returns the sequence numbers that it reports.
pub async fn call(fanout: &Fanout, records: &[Value]) -> Vec<String> {
    let response = fanout.invoke(lambda_event("a", records)).await.expect("no error");
    let response = serde_json::to_value(response).expect("JSON");
    let failures = response["batchItemFailures"].as_array().expect("a list").iter();
    failures.map(|failure| failure["itemIdentifier"].as_str().expect("a sequence number").to_owned()).collect()
}

/// Calls the function until all records are processed, each time with the lowest record that failed and all that follow.
/// Returns the number of calls.
pub async fn poll(fanout: &Fanout, records: &[Value]) -> usize {
    let mut left = records;
    for calls in 1..20 {
        let failed = call(fanout, left).await;
        let is_failed = |record: &Value| failed.iter().any(|id| record["dynamodb"]["SequenceNumber"] == **id);
        match left.iter().position(is_failed) {
            Some(lowest) => left = &left[lowest..],
            None if failed.is_empty() => return calls,
            None => {}
        }
    }
    panic!("not processed: {left:?}");
}
