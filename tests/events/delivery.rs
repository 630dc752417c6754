//! An event source mapping in the hands of a test: it delivers what the test says, when the test says so.

use std::collections::{BTreeMap, HashMap};
use std::future::{Future, poll_fn};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::pin::pin;
use std::task::Poll;

use aws_lambda_events::dynamodb::{EventRecord, TimeWindowEvent};
use fanout::Fanout;
use kith::pump::BATCH_SIZE;
use serde_json::{Value, json};
use shared::domain::graph::edge::Edge;
use shared::domain::{Id, UserId};
use shared::dynamo::capacity::{Cost, metered};
use tests::{App, Person, Routes as _};

/// Rounds after which a stream that still moves never ends.
const ROUNDS: usize = 100;

/// Records of one shard, in order, and how many of them need no more attention.
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
    /// The table as the stream tells it: partition key, sort key, attributes.
    pub table: BTreeMap<(String, String), Value>,
}

impl Stream {
    pub fn new(app: &App, shards: usize) -> Self {
        let shards = (0..shards).map(|_| Shard::default()).collect();
        Self { app: app.clone(), fanout: fanout_of(app), shards, table: BTreeMap::new() }
    }

    /// Takes in what has come since the last time.
    pub async fn pull(&mut self) {
        for read in self.app.stream.read().await {
            for record in read.records {
                let key = key_of(&record);
                let mut hasher = DefaultHasher::new();
                key.0.hash(&mut hasher);
                let shard = usize::try_from(hasher.finish() % self.shards.len() as u64).unwrap();
                match image(&record) {
                    Value::Null => self.table.remove(&key),
                    image => self.table.insert(key, image),
                };
                self.shards[shard].records.push(record);
            }
        }
    }

    /// Hands a part of a shard over, `copies` times at once, each of which may crash when it was polled so often. What
    /// was handed over without a crash or a failure needs no more attention.
    pub async fn deliver(&mut self, shard: usize, from: usize, to: usize, copies: usize, crash: Option<u32>) {
        let Shard { records, done } = &mut self.shards[shard];
        let (name, records) = (format!("shard-{shard}"), &records[from..to]);
        let polls = crash.unwrap_or(u32::MAX);
        let copies = (0..copies).map(|_| crashing(self.fanout.handle(event(&name, records)), polls));
        for response in futures::future::join_all(copies).await.into_iter().flatten() {
            if response.batch_item_failures.is_empty() {
                *done = to.max(*done);
            }
        }
    }

    /// Hands over what there is and what follows from it, until nothing does.
    pub async fn drain(&mut self) {
        for _ in 0..ROUNDS {
            self.pull().await;
            let open = |shard: &usize| self.shards[*shard].done < self.shards[*shard].records.len();
            let Some(shard) = (0..self.shards.len()).find(open) else { return };
            let Shard { records, done } = &self.shards[shard];
            let to = records.len().min(done + BATCH_SIZE);
            self.deliver(shard, *done, to, 1, None).await;
            assert_eq!(self.shards[shard].done, to, "not dealt with");
        }
        panic!("the stream never ends");
    }

    /// Hands over everything since the beginning once more.
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

/// A batch as the mapping hands it over.
pub fn event(shard: &str, records: &[EventRecord]) -> TimeWindowEvent {
    let mut event = TimeWindowEvent::default();
    event.time_window_properties.shard_id = Some(shard.to_owned());
    event.dynamo_db_event.records = records.to_vec();
    event
}

/// Hands a batch over; answers the sequence numbers that come again, and what it cost.
pub async fn hand_over(fanout: &Fanout, shard: &str, records: &[EventRecord]) -> (Vec<String>, Cost) {
    let (response, cost) = metered(fanout.handle(event(shard, records))).await;
    let failures = response.batch_item_failures.into_iter();
    (failures.map(|failure| failure.item_identifier.expect("a sequence number")).collect(), cost)
}

/// Work that is dropped, wherever it is then, when it was polled so often.
pub async fn crashing<T>(work: impl Future<Output = T>, mut polls: u32) -> Option<T> {
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

/// Everything that has come since the last time of rows whose sort key begins so.
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

/// The follows of one user by so many new ones, as the stream tells them, numbered 10, 20, 30...
pub async fn fans(app: &App, star: &Person, count: usize) -> Vec<EventRecord> {
    let mut pairs = Vec::new();
    for n in 0..count {
        pairs.push((app.member(&format!("fan_{n}")).await.id, star.id));
    }
    follows(app, &pairs).await
}

/// These follows, as the stream tells them, numbered 10, 20, 30...
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

/// A row that came to be, with attributes as DynamoDB writes them.
pub fn inserted(sequence: &str, pk: &str, sk: &str, mut attributes: Value) -> EventRecord {
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

/// Numbers of a user: those who follow, those who are followed.
pub async fn counters(app: &App, id: UserId) -> (u64, u64) {
    let counters = app.get(&format!("/api/v2/user/{id}/counters/")).await.expect(200).json();
    (counters["followers"].as_u64().unwrap(), counters["followings"].as_u64().unwrap())
}

pub async fn followers(app: &App, person: &Person) -> u64 {
    counters(app, person.id).await.0
}

/// The users of a list, page by page.
pub async fn walk(app: &App, id: UserId, list: &str) -> Vec<UserId> {
    let mut found = Vec::new();
    let mut path = Some(format!("/api/v2/user/{id}/{list}/?limit=3"));
    while let Some(at) = path {
        let page = app.get(&at).await.expect(200).json();
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

/// The row as it is after the change; null if it is not any more.
fn image(record: &EventRecord) -> Value {
    let image = serde_json::to_value(&record.change.new_image).unwrap();
    if image.as_object().is_some_and(|image| image.is_empty()) { Value::Null } else { image }
}
