//! Poison records, which can never be processed, are parked with their content. An outage parks nothing.

use std::time::Duration;

use aws_lambda_events::dynamodb::EventRecord;
use fanout::Fanout;
use kith::stream::deliver;
use rstest::rstest;
use serde_json::{Value, json};
use shared::store::stream::ParkedRecord;
use tests::{App, Fault, FaultKind, FaultSchedule, Faults, PANIC, TestUser};

use crate::delivery::{fanout_of, followers, follows_by_fans, insert_record};
use crate::poller::{call, json_of, poll};

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

/// `fanout` over a table whose calls can fail.
async fn faulty_fanout(app: &App) -> (Fanout, Faults) {
    let (store, faults) = app.faulty().await;
    (Fanout::new(store, app.state.clock.clone()), faults)
}

async fn parked(app: &App) -> Vec<ParkedRecord> {
    app.state.store.parked_records().list().await.expect("a list")
}

/// The sequence numbers of the parked records.
async fn parked_sequences(app: &App) -> Vec<String> {
    let mut sequences: Vec<_> = parked(app).await.into_iter().map(|record| record.sequence).collect();
    sequences.sort_unstable();
    sequences
}

/// The writes of the star's counters fail with this error.
fn counters_fail(star: &TestUser, error: &'static str) -> Option<Fault> {
    Some(Fault { operation: "UpdateItem", item: (format!("U#{}", star.id), "COUNTERS"), error })
}

#[tokio::test]
async fn two_poison_records_of_a_batch_are_parked_with_their_content_and_hold_no_other_up() {
    let (app, star, records) = poisoned().await;
    let fanout = fanout_of(&app);
    assert_eq!(poll(&fanout, &json_of(&records)).await, 1);
    assert_eq!(followers(&app, &star).await, 6);
    let parked = parked(&app).await;
    let [first, second] = &parked[..] else { panic!("{parked:?}") };
    for (record, sequence, item) in [(first, "25", "U#77 ACCOUNT#PROFILE"), (second, "45", "U#77 FOLLOW#78")] {
        assert_eq!(
            (&*record.sequence, &*record.shard, &*record.change, &*record.item),
            (sequence, "a", "INSERT", item)
        );
        assert_eq!(record.changed_at, 1_800_000_000);
        assert_eq!(record.parked_at, app.state.clock.now().as_second());
        let expected = records.iter().find(|record| record.change.sequence_number.as_deref() == Some(sequence));
        let content = app.state.store.parked_records().content(record).await.expect("content");
        assert_eq!(content, serde_json::to_value(expected).unwrap());
    }
    assert!(first.error.contains("unknown variant"), "{first:?}");
    assert!(second.error.contains("`to`"), "{second:?}");
    // Lambda may deliver the batch again, and then from any record.
    for from in [0, 1, 3] {
        assert_eq!(poll(&fanout, &json_of(&records[from..])).await, 1);
    }
    assert_eq!((followers(&app, &star).await, parked_sequences(&app).await), (6, vec!["25".into(), "45".into()]));
}

/// Lambda delivers again what follows the lowest failure: poison among it is parked once.
#[tokio::test]
async fn an_outage_beside_poison_is_retried() {
    let (app, star, records) = poisoned().await;
    let (fanout, faults) = faulty_fanout(&app).await;
    faults.set(counters_fail(&star, "ProvisionedThroughputExceededException"));
    let json = json_of(&records);
    for _ in 0..2 {
        assert_eq!(call(&fanout, &json).await, ["10", "20", "30", "40", "50", "60"]);
        assert_eq!(parked_sequences(&app).await, ["25", "45"]);
    }
    faults.set(None);
    assert_eq!(poll(&fanout, &json).await, 1);
    assert_eq!((followers(&app, &star).await, parked(&app).await.len()), (6, 2));
}

#[rstest]
#[case::throttling(&[FaultKind::Throttle])]
#[case::internal_errors(&[FaultKind::InternalError])]
#[case::lost_calls(&[FaultKind::LoseRequest])]
#[case::lost_responses(&[FaultKind::LoseResponse])]
#[tokio::test]
async fn an_outage_parks_nothing_and_everything_is_derived_once_it_is_over(#[case] outage: &'static [FaultKind]) {
    let app = App::new().await;
    let star = app.user("star").await;
    let records = json_of(&follows_by_fans(&app, &star, 3).await);
    let (fanout, faults) = faulty_fanout(&app).await;
    faults.inject(Some(FaultSchedule::new(1, outage, 1.0)));
    for _ in 0..2 {
        assert_eq!(call(&fanout, &records).await, ["10", "20", "30"]);
    }
    assert!(faults.refused() > 0);
    faults.inject(None);
    assert!(parked(&app).await.is_empty());
    assert_eq!(poll(&fanout, &records).await, 1);
    assert_eq!(followers(&app, &star).await, 3);
    assert!(parked(&app).await.is_empty());
}

#[rstest]
#[case::no_access("AccessDeniedException")]
#[case::no_table("ResourceNotFoundException")]
#[tokio::test]
async fn a_wrong_configuration_is_an_outage(#[case] error: &'static str) {
    let (app, star, records) = poisoned().await;
    let (fanout, faults) = faulty_fanout(&app).await;
    faults.set(counters_fail(&star, error));
    assert_eq!(call(&fanout, &json_of(&records[..2])).await, ["10", "20"]);
    assert!(parked(&app).await.is_empty());
}

#[tokio::test]
async fn what_cannot_be_parked_is_delivered_again() {
    let (app, _, records) = poisoned().await;
    let (fanout, faults) = faulty_fanout(&app).await;
    let poison = json_of(&records[2..3]);
    faults.inject(Some(FaultSchedule::new(1, &[FaultKind::Throttle], 1.0)));
    assert_eq!(call(&fanout, &poison).await, ["25"]);
    faults.inject(None);
    assert_eq!(poll(&fanout, &poison).await, 1);
    assert_eq!(parked_sequences(&app).await, ["25"]);
}

/// The follows of the star cannot be counted, each of them tried alone. Those of others can.
#[rstest]
#[case::refused("ValidationException", "ValidationException")]
#[case::panic(PANIC, "a panic: ")]
#[tokio::test]
async fn what_cannot_be_applied_is_parked_after_further_attempts(#[case] error: &'static str, #[case] named: &str) {
    let app = App::new().await;
    let (star, other) = (app.user("star").await, app.user("other").await);
    let fan = app.user("fan").await;
    let records = crate::delivery::follows(&app, &[(fan.id, star.id), (fan.id, other.id)]).await;
    let (fanout, faults) = faulty_fanout(&app).await;
    faults.set(counters_fail(&star, error));
    assert_eq!(poll(&fanout, &json_of(&records)).await, 1);
    assert!(faults.refused() >= 3, "{}", faults.refused());
    let parked = parked(&app).await;
    assert_eq!(parked.iter().map(|record| &*record.sequence).collect::<Vec<_>>(), ["10"]);
    assert!(parked[0].error.contains(named), "{parked:?}");
    assert_eq!((followers(&app, &star).await, followers(&app, &other).await), (0, 1));
}

#[tokio::test]
async fn what_can_be_applied_in_a_further_attempt_is_not_parked() {
    let (app, star, records) = poisoned().await;
    let (fanout, faults) = faulty_fanout(&app).await;
    faults.set(counters_fail(&star, "ValidationException"));
    let over = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        faults.set(None);
    };
    let records = json_of(&records[..2]);
    let (calls, ()) = futures::join!(poll(&fanout, &records), over);
    assert_eq!((calls, followers(&app, &star).await), (1, 2));
    assert!(parked(&app).await.is_empty());
}

/// A panic of the batch, then an outage while its first record is tried alone, which is over when the second one would be.
#[tokio::test]
async fn no_change_is_counted_before_an_earlier_one_that_waits() {
    let (app, star, records) = poisoned().await;
    let (fanout, faults) = faulty_fanout(&app).await;
    faults.set(counters_fail(&star, PANIC));
    let turns = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        faults.set(counters_fail(&star, "ProvisionedThroughputExceededException"));
        tokio::time::sleep(Duration::from_millis(200)).await;
        faults.set(None);
    };
    let records = json_of(&records[..2]);
    let (failed, ()) = futures::join!(call(&fanout, &records), turns);
    println!("delivered again: {failed:?}");
    poll(&fanout, &records).await;
    assert_eq!(followers(&app, &star).await, 2);
    assert!(parked(&app).await.is_empty());
}

/// The rest of the batch is read.
#[rstest]
#[case::no_number("/dynamodb/SequenceNumber", json!(""))]
#[case::not_a_number("/dynamodb/SequenceNumber", json!("12x"))]
#[case::too_long("/dynamodb/SequenceNumber", json!("99999999999999999999999999999999999999999"))]
#[case::no_change("/dynamodb", json!(7))]
#[case::an_unknown_type("/dynamodb/NewImage/from", json!({"X": "7"}))]
#[case::no_record("", json!("what is this"))]
#[tokio::test]
async fn a_malformed_record_is_parked(#[case] place: &str, #[case] value: Value) {
    let app = App::new().await;
    let star = app.user("star").await;
    let mut records = json_of(&follows_by_fans(&app, &star, 3).await);
    *records[1].pointer_mut(place).expect("a place") = value;
    assert_eq!(poll(&fanout_of(&app), &records).await, 1);
    assert_eq!(followers(&app, &star).await, 2);
    let parked = parked(&app).await;
    assert_eq!(parked.len(), 1, "{parked:?}");
    assert_eq!(app.state.store.parked_records().content(&parked[0]).await.expect("content"), records[1]);
}

#[tokio::test]
async fn the_pump_of_kith_serve_does_the_same() {
    let (app, star, mut records) = poisoned().await;
    records.insert(0, profile_without_a_name("5"));
    records.push(edge_without_an_end("65"));
    assert_eq!(deliver(&fanout_of(&app), "a", &records).await, 1);
    assert_eq!(followers(&app, &star).await, 6);
    assert_eq!(parked_sequences(&app).await, ["25", "45", "5", "65"]);
}
