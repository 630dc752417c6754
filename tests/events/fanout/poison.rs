//! Poison records: records that can never be processed.

use std::time::{Duration, Instant};

use aws_lambda_events::dynamodb::EventRecord;
use kith::stream::{MAXIMUM_RETRY_ATTEMPTS, deliver};
use rstest::rstest;
use serde_json::json;
use tests::{App, TestUser};

use crate::delivery::{deliver_batch, fanout_of, followers, follows_by_fans, insert_record};

fn profile_without_a_name(sequence: &str) -> EventRecord {
    insert_record(sequence, "U#77", "ACCOUNT#PROFILE", json!({"id": {"N": "77"}, "status": {"S": "active"}}))
}

fn edge_without_an_end(sequence: &str) -> EventRecord {
    insert_record(sequence, "U#77", "FOLLOW#78", json!({"from": {"N": "77"}, "id": {"N": "79"}}))
}

/// Six follows, numbered 10 to 60, with one poison record after the second and another after the fourth.
async fn poisoned() -> (App, TestUser, Vec<EventRecord>) {
    let app = App::new().await;
    let star = app.user("star").await;
    let mut records = follows_by_fans(&app, &star, 6).await;
    records.insert(4, edge_without_an_end("45"));
    records.insert(2, profile_without_a_name("25"));
    (app, star, records)
}

#[tokio::test]
async fn only_poison_records_are_retried_and_the_others_are_counted() {
    let (app, star, records) = poisoned().await;
    let fanout = fanout_of(&app);
    for _ in 0..2 {
        assert_eq!(deliver_batch(&fanout, "a", &records).await.0, ["25", "45"]);
        assert_eq!(followers(&app, &star).await, 6);
    }
    // The mapping continues from the first failed record.
    assert_eq!(deliver_batch(&fanout, "a", &records[2..]).await.0, ["25", "45"]);
    assert_eq!(deliver_batch(&fanout, "a", &records[3..]).await.0, ["45"]);
    assert_eq!(deliver_batch(&fanout, "a", &records[7..]).await.0, [""; 0]);
    assert_eq!(followers(&app, &star).await, 6);
}

#[rstest]
#[case::no_number("")]
#[case::not_a_number("12x")]
#[case::too_long("99999999999999999999999999999999999999999")]
#[tokio::test]
async fn a_record_without_a_valid_sequence_number_is_reported(#[case] sequence: &str) {
    let (app, star, mut records) = poisoned().await;
    records.retain(|record| record.change.sequence_number.as_deref().unwrap().ends_with('0'));
    records[5].change.sequence_number = Some(sequence.to_owned());
    assert_eq!(deliver_batch(&fanout_of(&app), "a", &records).await.0, [sequence]);
    assert_eq!(followers(&app, &star).await, 5);
}

#[tokio::test]
async fn a_poison_record_becomes_a_dead_letter_after_its_retries_and_blocks_no_other() {
    let (app, star, records) = poisoned().await;
    let start = Instant::now();
    let fanout = fanout_of(&app);
    let dead = deliver(&fanout, "a", &records).await;
    let dead: Vec<_> = dead.into_iter().map(|letter| letter.change.sequence_number.as_deref().unwrap()).collect();
    assert_eq!(dead, ["25", "45"]);
    assert_eq!(followers(&app, &star).await, 6);
    // Each of the two is retried after 50 ms, doubled from retry to retry.
    let backoff = Duration::from_millis(50 * ((1 << (MAXIMUM_RETRY_ATTEMPTS - 1)) - 1)) * 2;
    let took = start.elapsed();
    assert!((backoff..backoff + Duration::from_secs(5)).contains(&took), "{took:?}, not {backoff:?}");
    // A redelivery of the rest of the batch is not counted.
    deliver(&fanout, "a", &records[7..]).await;
    assert_eq!(followers(&app, &star).await, 6);
}

#[tokio::test]
async fn poison_records_at_both_ends_of_a_batch_block_no_other() {
    let (app, star, mut records) = poisoned().await;
    records.retain(|record| record.change.sequence_number.as_deref().unwrap().ends_with('0'));
    records.insert(0, profile_without_a_name("5"));
    records.push(edge_without_an_end("65"));
    assert_eq!(deliver(&fanout_of(&app), "a", &records).await.len(), 2);
    assert_eq!(followers(&app, &star).await, 6);
}
