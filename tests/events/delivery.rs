//! An event source mapping under a test's control: the test decides which records are delivered, and when.

use std::collections::{BTreeMap, HashMap};
use std::future::{Future, poll_fn};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::pin::pin;
use std::task::Poll;

use aws_lambda_events::dynamodb::{EventRecord, TimeWindowEvent};
use fanout::Fanout;
use kith::stream::BATCH_SIZE;
use serde_json::{Value, json};
use shared::domain::graph::edge::Edge;
use shared::domain::{Id, UserId};
use shared::dynamo::capacity::{Cost, metered};
use tests::{App, Routes as _, TestUser};

/// The most batches that [`Stream::drain`] delivers before it gives up.
const MAX_ROUNDS: usize = 100;

/// The records of one shard, in order, of which the first `done` are processed.
#[derive(Default)]
pub struct Shard {
    pub records: Vec<EventRecord>,
    pub done: usize,
}

/// The stream of a community, spread over shards by partition key.
pub struct Stream {
    app: App,
    pub fanout: Fanout,
    pub shards: Vec<Shard>,
    /// A copy of the table, built from the stream: partition key, sort key, attributes.
    pub table: BTreeMap<(String, String), Value>,
}

impl Stream {
    pub fn new(app: &App, shards: usize) -> Self {
        let shards = (0..shards).map(|_| Shard::default()).collect();
        Self { app: app.clone(), fanout: fanout_of(app), shards, table: BTreeMap::new() }
    }

    /// Reads the records since the last call.
    pub async fn pull(&mut self) {
        for read in self.app.stream.read().await {
            for record in read.records {
                let key = key_of(&record);
                let mut hasher = DefaultHasher::new();
                key.0.hash(&mut hasher);
                let shard = usize::try_from(hasher.finish() % self.shards.len() as u64).unwrap();
                match new_image(&record) {
                    Value::Null => self.table.remove(&key),
                    image => self.table.insert(key, image),
                };
                self.shards[shard].records.push(record);
            }
        }
    }

    /// Delivers records of a shard, `copies` times at once; each delivery is dropped after `crash` polls. The records
    /// are done after a delivery without a crash or a failure.
    pub async fn deliver(&mut self, shard: usize, from: usize, to: usize, copies: usize, crash: Option<u32>) {
        let Shard { records, done } = &mut self.shards[shard];
        let (name, records) = (format!("shard-{shard}"), &records[from..to]);
        let polls = crash.unwrap_or(u32::MAX);
        let copies = (0..copies).map(|_| crash_after(self.fanout.handle(event(&name, records)), polls));
        for response in futures::future::join_all(copies).await.into_iter().flatten() {
            if response.batch_item_failures.is_empty() {
                *done = to.max(*done);
            }
        }
    }

    /// Delivers all records, and those of the derived writes, until none is left.
    pub async fn drain(&mut self) {
        for _ in 0..MAX_ROUNDS {
            self.pull().await;
            let has_new = |shard: &usize| self.shards[*shard].done < self.shards[*shard].records.len();
            let Some(shard) = (0..self.shards.len()).find(has_new) else { return };
            let Shard { records, done } = &self.shards[shard];
            let to = records.len().min(done + BATCH_SIZE);
            self.deliver(shard, *done, to, 1, None).await;
            assert_eq!(self.shards[shard].done, to, "not processed");
        }
        panic!("the stream does not drain");
    }

    /// Delivers every record since the beginning again.
    pub async fn replay(&mut self) {
        for shard in 0..self.shards.len() {
            let done = self.shards[shard].done;
            for from in (0..done).step_by(BATCH_SIZE) {
                self.deliver(shard, from, done.min(from + BATCH_SIZE), 1, None).await;
            }
        }
    }
}

pub fn fanout_of(app: &App) -> Fanout {
    Fanout::new(app.acting_as("fanout").store, app.state.clock.clone())
}

/// A batch as the event source mapping passes it to the function.
pub fn event(shard: &str, records: &[EventRecord]) -> TimeWindowEvent {
    let mut event = TimeWindowEvent::default();
    event.time_window_properties.shard_id = Some(shard.to_owned());
    event.dynamo_db_event.records = records.to_vec();
    event
}

/// Delivers a batch. Returns the sequence numbers of the records to retry, and the cost.
pub async fn deliver_batch(fanout: &Fanout, shard: &str, records: &[EventRecord]) -> (Vec<String>, Cost) {
    let (response, cost) = metered(fanout.handle(event(shard, records))).await;
    let failures = response.batch_item_failures.into_iter();
    (failures.map(|failure| failure.item_identifier.expect("a sequence number")).collect(), cost)
}

/// Runs a future, and drops it after it was polled this many times.
pub async fn crash_after<T>(work: impl Future<Output = T>, mut polls: u32) -> Option<T> {
    let mut work = pin!(work);
    poll_fn(|context| {
        if polls == 0 {
            return Poll::Ready(None);
        }
        polls -= 1;
        work.as_mut().poll(context).map(Some)
    })
    .await
}

/// The records since the last read of the stream, of rows with this sort-key prefix.
pub async fn records_of(app: &App, sort_key: &str) -> Vec<EventRecord> {
    let mut records: Vec<EventRecord> = Vec::new();
    loop {
        let reads = app.stream.read().await;
        if reads.is_empty() {
            return records;
        }
        let all = reads.into_iter().flat_map(|read| read.records);
        records.extend(all.filter(|record| key_of(record).1.starts_with(sort_key)));
    }
}

/// The records of this many new users following `star`, numbered 10, 20, 30...
pub async fn follows_by_fans(app: &App, star: &TestUser, count: usize) -> Vec<EventRecord> {
    let mut pairs = Vec::new();
    for n in 0..count {
        pairs.push((app.user(&format!("fan_{n}")).await.id, star.id));
    }
    follows(app, &pairs).await
}

/// Creates these follows, and returns their records, numbered 10, 20, 30...
pub async fn follows(app: &App, pairs: &[(UserId, UserId)]) -> Vec<EventRecord> {
    for (from, to) in pairs {
        let edge = Edge { from: *from, to: *to, id: Id::generate(app.state.clock.now()) };
        assert!(app.state.store.follows().create(edge).await.expect("a follow"));
    }
    let mut records = records_of(app, "FOLLOW#").await;
    assert_eq!(records.len(), pairs.len());
    for (n, record) in records.iter_mut().enumerate() {
        record.change.sequence_number = Some(((n + 1) * 10).to_string());
    }
    records
}

/// The record of a new row, with attributes in DynamoDB's JSON.
pub fn insert_record(sequence: &str, pk: &str, sk: &str, mut attributes: Value) -> EventRecord {
    let keys = json!({"PK": {"S": pk}, "SK": {"S": sk}});
    attributes.as_object_mut().unwrap().extend(keys.as_object().unwrap().clone());
    let record = json!({
        "awsRegion": "eu-central-1",
        "eventID": sequence,
        "eventName": "INSERT",
        "dynamodb": {
            "ApproximateCreationDateTime": 1_800_000_000, "SizeBytes": 100, "SequenceNumber": sequence,
            "Keys": keys, "NewImage": attributes,
        },
    });
    serde_json::from_value(record).expect("a record")
}

/// A user's counters: followers, followings.
pub async fn counters(app: &App, id: UserId) -> (u64, u64) {
    let counters = app.get(&format!("/api/v2/user/{id}/counters/")).await.expect(200).json();
    (counters["followers"].as_u64().unwrap(), counters["followings"].as_u64().unwrap())
}

pub async fn followers(app: &App, person: &TestUser) -> u64 {
    counters(app, person.id).await.0
}

/// The users of a list, read page by page.
pub async fn list_all(app: &App, id: UserId, list: &str) -> Vec<UserId> {
    let mut found = Vec::new();
    let mut path = Some(format!("/api/v2/user/{id}/{list}/?limit=3"));
    while let Some(url) = path {
        let page = app.get(&url).await.expect(200).json();
        let users = page["results"].as_array().unwrap().iter();
        found.extend(users.map(|user| UserId::try_from(user["id"].as_u64().unwrap()).unwrap()));
        path = page["next"].as_str().map(|next| next.strip_prefix("http://kith.test").unwrap().to_owned());
    }
    found
}

fn key_of(record: &EventRecord) -> (String, String) {
    let keys: HashMap<String, Value> =
        serde_json::from_value(serde_json::to_value(&record.change.keys).unwrap()).unwrap();
    let text = |name: &str| keys[name]["S"].as_str().expect("text").to_owned();
    (text("PK"), text("SK"))
}

/// The row after the change; null if it was deleted.
fn new_image(record: &EventRecord) -> Value {
    let image = serde_json::to_value(&record.change.new_image).unwrap();
    if image.as_object().is_some_and(|image| image.is_empty()) { Value::Null } else { image }
}
