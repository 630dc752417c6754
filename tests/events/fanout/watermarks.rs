//! What a counter remembers of each shard.

use std::time::Duration;

use tests::{App, Person};

use crate::delivery::{Stream, fanout_of, fans, followers, hand_over};

const HOUR: Duration = Duration::from_secs(3_600);

async fn star() -> (App, Person) {
    let app = App::new().await;
    let star = app.member("star").await;
    (app, star)
}

#[tokio::test]
async fn the_same_batch_twice_counts_once() {
    let (app, star) = star().await;
    let (fanout, records) = (fanout_of(&app), fans(&app, &star, 5).await);
    for _ in 0..3 {
        assert_eq!(hand_over(&fanout, "a", &records).await.0, [""; 0]);
        assert_eq!(followers(&app, &star).await, 5);
    }
}

#[tokio::test]
async fn the_same_batch_many_times_at_once_counts_once() {
    let (app, star) = star().await;
    let (fanout, records) = (fanout_of(&app), fans(&app, &star, 5).await);
    futures::future::join_all((0..8).map(|_| hand_over(&fanout, "a", &records))).await;
    assert_eq!(followers(&app, &star).await, 5);
}

#[tokio::test]
async fn an_older_batch_after_a_newer_one_counts_nothing() {
    let (app, star) = star().await;
    let (fanout, records) = (fanout_of(&app), fans(&app, &star, 6).await);
    hand_over(&fanout, "a", &records[..3]).await;
    hand_over(&fanout, "a", &records[3..]).await;
    assert_eq!(followers(&app, &star).await, 6);
    for older in [&records[..3], &records[..1], &records[2..4]] {
        assert_eq!(hand_over(&fanout, "a", older).await.0, [""; 0]);
        assert_eq!(followers(&app, &star).await, 6);
    }
}

#[tokio::test]
async fn of_a_batch_that_was_counted_in_part_the_rest_is_counted() {
    let (app, star) = star().await;
    let (fanout, records) = (fanout_of(&app), fans(&app, &star, 8).await);
    hand_over(&fanout, "a", &records[..4]).await;
    assert_eq!(followers(&app, &star).await, 4);
    hand_over(&fanout, "a", &records[2..6]).await;
    assert_eq!(followers(&app, &star).await, 6);
    hand_over(&fanout, "a", &records).await;
    assert_eq!(followers(&app, &star).await, 8);
}

/// 90 comes before 100, whatever their first digits say.
#[tokio::test]
async fn places_sort_as_numbers() {
    let (app, star) = star().await;
    let (fanout, records) = (fanout_of(&app), fans(&app, &star, 12).await);
    for record in &records {
        hand_over(&fanout, "a", std::slice::from_ref(record)).await;
    }
    assert_eq!(followers(&app, &star).await, 12);
    hand_over(&fanout, "a", &records[8..9]).await;
    assert_eq!(followers(&app, &star).await, 12);
}

#[tokio::test]
async fn shards_count_by_themselves() {
    let (app, star) = star().await;
    let (fanout, mut records) = (fanout_of(&app), fans(&app, &star, 6).await);
    let mut others = records.split_off(3);
    // The same places in another shard.
    for (other, record) in others.iter_mut().zip(&records) {
        other.change.sequence_number.clone_from(&record.change.sequence_number);
    }
    hand_over(&fanout, "a", &records).await;
    hand_over(&fanout, "b", &others).await;
    assert_eq!(followers(&app, &star).await, 6);
    hand_over(&fanout, "a", &records).await;
    hand_over(&fanout, "b", &others).await;
    assert_eq!(followers(&app, &star).await, 6);
}

#[tokio::test]
async fn marks_of_shards_that_are_forgotten_are_dropped_and_the_count_stays() {
    let (app, star) = star().await;
    let (fanout, records) = (fanout_of(&app), fans(&app, &star, 9).await);
    let mut stream = Stream::new(&app, 1);
    let mut marks = async || {
        stream.pull().await;
        let row = &stream.table[&(format!("U#{}", star.id), "COUNTERS".to_owned())];
        row.as_object().unwrap().keys().filter(|name| name.starts_with("mark_")).count()
    };
    hand_over(&fanout, "a", &records[..3]).await;
    assert_eq!((followers(&app, &star).await, marks().await), (3, 1));
    app.state.clock.advance(24 * HOUR);
    hand_over(&fanout, "b", &records[3..6]).await;
    assert_eq!((followers(&app, &star).await, marks().await), (6, 2), "a may be delivered yet");
    app.state.clock.advance(2 * HOUR);
    hand_over(&fanout, "c", &records[6..]).await;
    assert_eq!((followers(&app, &star).await, marks().await), (9, 2), "a is forgotten, b and c are not");
    for (shard, part) in [("b", &records[3..6]), ("c", &records[6..])] {
        hand_over(&fanout, shard, part).await;
        assert_eq!(followers(&app, &star).await, 9);
    }
}

#[tokio::test]
async fn all_that_a_batch_tells_of_a_user_is_one_write() {
    let (app, star) = star().await;
    let (fanout, records) = (fanout_of(&app), fans(&app, &star, 100).await);
    let (failures, cost) = hand_over(&fanout, "a", &records).await;
    assert_eq!((failures.len(), followers(&app, &star).await), (0, 100));
    // One for each of those who follow, and one for the one whom they follow; a notification with two index entries each.
    assert_eq!(cost.wcu, 101.0 + 300.0);
    let mut stream = Stream::new(&app, 1);
    stream.pull().await;
    let of_star = format!("\"U#{}\"", star.id);
    let told = |record: &&aws_lambda_events::dynamodb::EventRecord| {
        let keys = serde_json::to_string(&record.change.keys).unwrap();
        keys.contains(&of_star) && keys.contains("\"COUNTERS\"")
    };
    assert_eq!(stream.shards[0].records.iter().filter(told).count(), 1);
}
