use std::sync::Mutex;

use super::*;

/// Reports these records, call by call, and remembers which were delivered.
#[derive(Default)]
struct Scripted {
    reports: Mutex<Vec<&'static [&'static str]>>,
    delivered: Mutex<Vec<String>>,
}

impl Consumer for Scripted {
    const CHECKPOINTS: &'static str = "scripted";
    const MAXIMUM_RECORD_AGE: Duration = Duration::from_secs(60);
    const BATCHING_WINDOW: Duration = Duration::ZERO;

    fn takes(sort_key: &str) -> bool {
        sort_key != "OTHER"
    }

    async fn process(&self, shard: &str, records: Vec<EventRecord>) -> Vec<String> {
        assert_eq!(shard, "a");
        let numbers: Vec<_> = records.iter().filter_map(sequence_of).collect();
        self.delivered.lock().unwrap().push(numbers.join(" "));
        let mut reports = self.reports.lock().unwrap();
        let report = if reports.is_empty() { &[][..] } else { reports.remove(0) };
        report.iter().map(|number| (*number).to_owned()).collect()
    }
}

fn record(sequence: u32, sort_key: &str, second: u64) -> EventRecord {
    let mut record = EventRecord::default();
    record.change.sequence_number = Some(sequence.to_string());
    let keys = std::collections::HashMap::from([(SK.to_owned(), AttributeValue::S(sort_key.to_owned()))]);
    record.change.keys = keys.into();
    record.change.approximate_creation_date_time += Duration::from_secs(second);
    record
}

async fn delivered(records: &[EventRecord], reports: &[&'static [&'static str]]) -> Vec<String> {
    let consumer = Scripted { reports: Mutex::new(reports.to_vec()), ..Scripted::default() };
    deliver(&consumer, "a", records).await;
    consumer.delivered.into_inner().unwrap()
}

/// [Lambda's documentation](https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html): the lowest
/// sequence number is the checkpoint, and all records from there on are retried.
#[tokio::test]
async fn all_records_from_the_lowest_failure_on_are_delivered_again() {
    let records: Vec<_> = [10, 20, 30, 40, 50].map(|number| record(number, "POST", 0)).into();
    assert_eq!(delivered(&records, &[]).await, ["10 20 30 40 50"]);
    // Reported in any order.
    assert_eq!(delivered(&records, &[&["40", "20"], &["50"]]).await, ["10 20 30 40 50", "20 30 40 50", "50"]);
    assert_eq!(delivered(&records, &[&["unknown"]]).await, ["10 20 30 40 50", "10 20 30 40 50"]);
    assert_eq!(delivered(&records[..1], &[&["10"][..]; 5]).await.len(), 6);
}

#[tokio::test]
async fn records_that_do_not_pass_the_filter_are_not_delivered() {
    let records = [record(10, "OTHER", 0), record(20, "POST", 0), record(30, "OTHER", 0)];
    assert_eq!(delivered(&records, &[]).await, ["20"]);
    assert_eq!(delivered(&records[..1], &[]).await, [""; 0]);
}

#[tokio::test]
async fn the_checkpoint_follows_what_is_done_and_records_are_given_up_when_they_are_too_old() {
    let records = [record(10, "POST", 0), record(20, "POST", 10), record(30, "POST", 70)];
    let consumer = Scripted { reports: Mutex::new(vec![&["20"], &["30"]]), ..Scripted::default() };
    let mut delivery = Delivery::new::<Scripted>(&records);
    assert_eq!(delivery.checkpoint(), None);
    assert!(!delivery.attempt(&consumer, "a").await);
    assert_eq!(delivery.checkpoint(), Some("10"));
    let at = |second| Timestamp::from_second(second).unwrap();
    assert!(delivery.give_up::<Scripted>(at(70)).is_empty());
    let old: Vec<_> = delivery.give_up::<Scripted>(at(71)).iter().filter_map(|record| sequence_of(record)).collect();
    assert_eq!((old, delivery.checkpoint()), (vec!["20"], Some("20")));
    assert!(!delivery.attempt(&consumer, "a").await);
    assert_eq!(delivery.give_up::<Scripted>(at(131)).len(), 1);
    assert!(delivery.attempt(&consumer, "a").await, "nothing is left");
    assert_eq!(consumer.delivered.into_inner().unwrap(), ["10 20 30", "30"]);
}
