//! How often the event source mapping invokes `fanout`: the patterns of its filter in `template.yaml` are evaluated here, as
//! Lambda does it.

use aws_lambda_events::dynamodb::EventRecord;
use futures::stream::{StreamExt as _, iter};
use kith::stream::BATCH_SIZE;
use serde_dynamo::AttributeValue;
use serde_json::{Value, json};
use shared::domain::graph::edge::Edge;
use shared::domain::{Id, UserId};
use shared::store::stream::event as event_of;
use tests::{App, Routes as _};

use crate::delivery::{deliver_batch, fanout_of, records_of};
use crate::fanout::mapping::mapping;

/// As many as get the posts of an author in their feeds.
const READERS: u64 = 5_000;

/// The patterns of the filter.
fn patterns() -> Vec<Value> {
    let filters = mapping()["FilterCriteria"]["Filters"].clone();
    let filters = filters.as_sequence().expect("filters").clone();
    filters
        .iter()
        .map(|filter| serde_json::from_str(filter["Pattern"].as_str().expect("a pattern")).expect("JSON"))
        .collect()
}

fn passes(patterns: &[Value], record: &EventRecord) -> bool {
    patterns.iter().any(|pattern| fits(pattern, record))
}

/// Whether a record fits a pattern: its sort key, its kind of change, and the attributes that it must have then.
fn fits(pattern: &Value, record: &EventRecord) -> bool {
    let Some(AttributeValue::S(sort_key)) = record.change.keys.get("SK") else { panic!("{record:?}") };
    let has_key = |key: &Value| match &key["prefix"] {
        Value::String(prefix) => sort_key.starts_with(prefix.as_str()),
        _ => key == sort_key,
    };
    let keys = pattern["dynamodb"]["Keys"]["SK"]["S"].as_array().expect("sort keys");
    let of_kind = pattern["eventName"].as_array().is_none_or(|names| names.contains(&json!(record.event_name)));
    let attributes = pattern["dynamodb"]["NewImage"].as_object().cloned().unwrap_or_default();
    let present = attributes.keys().all(|name| record.change.new_image.contains_key(name));
    keys.iter().any(has_key) && of_kind && present
}

/// The event of a record, whether or not it passes.
fn has_event(record: &EventRecord) -> bool {
    let image = |item: &serde_dynamo::Item| if item.inner().is_empty() { None } else { Some(item.clone().into()) };
    event_of(image(&record.change.old_image), image(&record.change.new_image)).expect("an item of kith").is_some()
}

#[tokio::test]
async fn a_post_to_5000_readers_wakes_fanout_once_for_each_page_of_readers() {
    let app = App::new().await;
    let author = app.user("author").await;
    let edges = (0..READERS).map(|n| Edge {
        from: UserId::try_from(1_000_000 + n).unwrap(),
        to: author.id,
        id: Id::try_from((1 << 40) + (n << 12)).unwrap(),
    });
    let store = &app.state.store;
    let made = iter(edges).map(async |edge| store.follows().create(edge).await.unwrap()).buffer_unordered(32);
    assert!(made.all(|made| async move { made }).await);
    records_of(&app, "").await;

    author.post("/api/v2/post/").json(&json!({"text": "To everyone."})).await.expect(201);
    let (fanout, patterns) = (fanout_of(&app), patterns());
    let (mut filtered, mut unfiltered, mut records, mut entries) = (0, 0, 0, 0);
    loop {
        let all = records_of(&app, "").await;
        if all.is_empty() {
            break;
        }
        records += all.len();
        unfiltered += all.len().div_ceil(BATCH_SIZE);
        entries += all.iter().filter(|record| format!("{:?}", record.change.keys).contains("FEED#")).count();
        let (source, derived): (Vec<_>, Vec<_>) = all.into_iter().partition(|record| passes(&patterns, record));
        let missed: Vec<_> =
            derived.iter().filter(|record| has_event(record)).map(|record| &record.change.keys).collect();
        assert!(missed.is_empty(), "the filter drops facts: {missed:?}");
        let idle: Vec<_> =
            source.iter().filter(|record| !has_event(record)).map(|record| &record.change.keys).collect();
        // The last change of the progress of a delivery is its deletion.
        assert!(idle.len() <= 1, "these wake fanout for nothing: {idle:?}");
        for batch in source.chunks(BATCH_SIZE) {
            filtered += 1;
            assert_eq!(deliver_batch(&fanout, "a", batch).await.0, [""; 0]);
        }
    }
    println!("{records} records: {filtered} invocations with the filter, {unfiltered} without");
    assert_eq!(entries as u64, READERS);
    // A page of 100 readers each, the post before it, and the end of the delivery after it.
    assert!(filtered as u64 <= READERS / 100 + 3, "{filtered}");
    assert!(unfiltered >= 2 * filtered, "{unfiltered}");
}
