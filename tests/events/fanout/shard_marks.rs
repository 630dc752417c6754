//! Shard marks: what is stored of the last counted record of each shard, so that a redelivered record is not counted
//! again. See `docs/events.md`, "Shard marks".

use std::time::Duration;

use tests::{App, TestUser};

use crate::delivery::{Stream, deliver_batch, fanout_of, followers, follows_by_fans};

const HOUR: Duration = Duration::from_secs(3_600);

async fn star() -> (App, TestUser) {
    let app = App::new().await;
    let star = app.user("star").await;
    (app, star)
}

#[tokio::test]
async fn a_redelivered_batch_is_counted_once() {
    let (app, star) = star().await;
    let (fanout, records) = (fanout_of(&app), follows_by_fans(&app, &star, 5).await);
    for _ in 0..3 {
        assert_eq!(deliver_batch(&fanout, "a", &records).await.0, [""; 0]);
        assert_eq!(followers(&app, &star).await, 5);
    }
}

#[tokio::test]
async fn concurrent_deliveries_of_a_batch_are_counted_once() {
    let (app, star) = star().await;
    let (fanout, records) = (fanout_of(&app), follows_by_fans(&app, &star, 5).await);
    futures::future::join_all((0..8).map(|_| deliver_batch(&fanout, "a", &records))).await;
    assert_eq!(followers(&app, &star).await, 5);
}

#[tokio::test]
async fn an_older_batch_after_a_newer_one_is_not_counted() {
    let (app, star) = star().await;
    let (fanout, records) = (fanout_of(&app), follows_by_fans(&app, &star, 6).await);
    deliver_batch(&fanout, "a", &records[..3]).await;
    deliver_batch(&fanout, "a", &records[3..]).await;
    assert_eq!(followers(&app, &star).await, 6);
    for older in [&records[..3], &records[..1], &records[2..4]] {
        assert_eq!(deliver_batch(&fanout, "a", older).await.0, [""; 0]);
        assert_eq!(followers(&app, &star).await, 6);
    }
}

#[tokio::test]
async fn a_partly_counted_batch_adds_only_its_uncounted_records() {
    let (app, star) = star().await;
    let (fanout, records) = (fanout_of(&app), follows_by_fans(&app, &star, 8).await);
    deliver_batch(&fanout, "a", &records[..4]).await;
    assert_eq!(followers(&app, &star).await, 4);
    deliver_batch(&fanout, "a", &records[2..6]).await;
    assert_eq!(followers(&app, &star).await, 6);
    deliver_batch(&fanout, "a", &records).await;
    assert_eq!(followers(&app, &star).await, 8);
}

/// 90 comes before 100, although it sorts after it as text.
#[tokio::test]
async fn sequence_numbers_are_compared_as_numbers() {
    let (app, star) = star().await;
    let (fanout, records) = (fanout_of(&app), follows_by_fans(&app, &star, 12).await);
    for record in &records {
        deliver_batch(&fanout, "a", std::slice::from_ref(record)).await;
    }
    assert_eq!(followers(&app, &star).await, 12);
    deliver_batch(&fanout, "a", &records[8..9]).await;
    assert_eq!(followers(&app, &star).await, 12);
}

#[tokio::test]
async fn shards_are_counted_independently() {
    let (app, star) = star().await;
    let (fanout, mut records) = (fanout_of(&app), follows_by_fans(&app, &star, 6).await);
    let mut others = records.split_off(3);
    // The same sequence numbers in another shard.
    for (other, record) in others.iter_mut().zip(&records) {
        other.change.sequence_number.clone_from(&record.change.sequence_number);
    }
    deliver_batch(&fanout, "a", &records).await;
    deliver_batch(&fanout, "b", &others).await;
    assert_eq!(followers(&app, &star).await, 6);
    deliver_batch(&fanout, "a", &records).await;
    deliver_batch(&fanout, "b", &others).await;
    assert_eq!(followers(&app, &star).await, 6);
}

/// Shards whose marks do not fit into the places of one item.
#[tokio::test]
async fn more_shards_than_places_are_counted_once_each() {
    let (app, star) = star().await;
    let (fanout, records) = (fanout_of(&app), follows_by_fans(&app, &star, 14).await);
    let shards: Vec<_> =
        records.iter().enumerate().map(|(n, record)| (format!("shard-{n}"), [record.clone()])).collect();
    for (n, (shard, record)) in shards.iter().enumerate() {
        assert_eq!(deliver_batch(&fanout, shard, record).await.0, [""; 0]);
        assert_eq!(followers(&app, &star).await, n as u64 + 1);
    }
    let repeated = || shards.iter().rev().map(|(shard, record)| deliver_batch(&fanout, shard, record));
    futures::future::join_all(repeated().chain(repeated())).await;
    assert_eq!(followers(&app, &star).await, 14);
    let marks = marks(&app, &star).await;
    assert!(marks.in_places <= 8 && marks.in_places + marks.of_their_own >= 14, "{marks:?}");
}

/// A mark that guards against nothing any more is replaced in one write.
#[tokio::test]
async fn outdated_marks_are_not_kept() {
    let (app, star) = star().await;
    let (fanout, records) = (fanout_of(&app), follows_by_fans(&app, &star, 10).await);
    for (n, record) in records.iter().enumerate() {
        let (failures, cost) = deliver_batch(&fanout, &format!("shard-{n}"), std::slice::from_ref(record)).await;
        assert_eq!((failures.len(), followers(&app, &star).await), (0, n as u64 + 1));
        assert_eq!(cost.wcu, 2.0 + 3.0);
        app.state.clock.advance(26 * HOUR);
    }
    assert_eq!(marks(&app, &star).await.of_their_own, 0);
}

/// However old it is, the mark of the shard itself keeps its changes from being counted again.
#[tokio::test]
async fn a_mark_guards_its_shard_until_another_takes_its_place() {
    let (app, star) = star().await;
    let (fanout, records) = (fanout_of(&app), follows_by_fans(&app, &star, 3).await);
    deliver_batch(&fanout, "a", &records[..2]).await;
    app.state.clock.advance(100 * HOUR);
    deliver_batch(&fanout, "a", &records).await;
    assert_eq!(followers(&app, &star).await, 3);
}

/// How many marks the counters of a user have, in their item and beside it.
#[derive(Debug)]
struct Marks {
    in_places: usize,
    of_their_own: usize,
}

async fn marks(app: &App, user: &TestUser) -> Marks {
    let rows = app.rows().all().await;
    let key = format!("U#{}", user.id);
    let counters = rows[&(key, "COUNTERS".to_owned())].as_object().unwrap();
    let is_place = |name: &&String| name.starts_with("place_") && !name.ends_with("_at");
    Marks {
        in_places: counters.keys().filter(is_place).count(),
        of_their_own: rows.keys().filter(|(_, sk)| sk.starts_with("MARK#")).count(),
    }
}

#[tokio::test]
async fn all_changes_of_a_batch_to_one_users_counters_are_one_write() {
    let (app, star) = star().await;
    let (fanout, records) = (fanout_of(&app), follows_by_fans(&app, &star, 100).await);
    let (failures, cost) = deliver_batch(&fanout, "a", &records).await;
    assert_eq!((failures.len(), followers(&app, &star).await), (0, 100));
    // One counter write for each follower and one for the followed user; a notification with two index entries each.
    assert_eq!(cost.wcu, 101.0 + 300.0);
    let mut stream = Stream::new(&app, 1);
    stream.pull().await;
    let of_star = format!("\"U#{}\"", star.id);
    let is_counter_write = |record: &&aws_lambda_events::dynamodb::EventRecord| {
        let keys = serde_json::to_string(&record.change.keys).unwrap();
        keys.contains(&of_star) && keys.contains("\"COUNTERS\"")
    };
    assert_eq!(stream.shards[0].records.iter().filter(is_counter_write).count(), 1);
}
