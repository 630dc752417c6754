//! Indexes that lag behind the table, as those of DynamoDB do: a copy of the table, which gets each write later, answers the
//! reads of indexes.

use std::collections::HashMap;
use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use kith::engine::client;
use kith::table::create_table;
use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::Value;
use tokio::sync::Mutex;

use crate::App;

type Item = HashMap<String, AttributeValue>;
/// Partition and sort key.
type ItemKey = (String, String);

/// How long an index lags behind a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexLag {
    /// Until the test says that the indexes catch up.
    Held,
    /// For up to so many calls of the table. The number for each write is drawn from a seed, so that writes of different items
    /// appear in any order; those of one item appear in theirs.
    Calls {
        /// The seed.
        seed: u64,
        /// The most calls.
        most: u64,
    },
}

/// The indexes of a table.
#[derive(Clone, Debug)]
pub(crate) struct Lag(Arc<Indexes>);

#[derive(Debug)]
struct Indexes {
    client: Client,
    table: String,
    /// The table that has what the indexes show.
    copy: String,
    lag: IndexLag,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    random: SmallRng,
    /// The calls so far.
    calls: u64,
    /// Writes that the indexes do not show yet, in the order in which they were made.
    waiting: Vec<Change>,
}

#[derive(Debug)]
struct Change {
    key: ItemKey,
    item: Option<Item>,
    /// The call from which on the indexes show it; `None` for none.
    due: Option<u64>,
}

impl Lag {
    /// Lets the indexes lag from now on; they show all that is in the table.
    pub(crate) async fn begin(app: &App, lag: IndexLag) -> Self {
        let (endpoint, table) = app.stream.address();
        let (client, copy) = (client(endpoint.clone()), format!("{table}-indexes"));
        create_table(&client, &copy).await.expect("a table");
        let seed = if let IndexLag::Calls { seed, .. } = lag { seed } else { 0 };
        let state = State { random: SmallRng::seed_from_u64(seed), calls: 0, waiting: Vec::new() };
        let this = Self(Arc::new(Indexes { client, table: table.to_owned(), copy, lag, state: Mutex::new(state) }));
        this.catch_up().await;
        this
    }

    /// Makes the indexes show all that is in the table, other writers' items too.
    pub(crate) async fn catch_up(&self) {
        let mut state = self.0.state.lock().await;
        state.waiting.clear();
        let mut shown = self.items_in(&self.0.copy).await;
        for (key, item) in self.items_in(&self.0.table).await {
            if shown.remove(&key).as_ref() != Some(&item) {
                self.show(key, Some(item)).await;
            }
        }
        for key in shown.into_keys() {
            self.show(key, None).await;
        }
    }

    /// The body of the call that reads the indexes as they are shown, if this call reads one.
    pub(crate) async fn redirected(&self, operation: &str, body: &Value) -> Option<Value> {
        let mut state = self.0.state.lock().await;
        state.calls += 1;
        if operation != "Query" || body["IndexName"].is_null() {
            return None;
        }
        let calls = state.calls;
        let is_due = |change: &mut Change| change.due.is_some_and(|due| due <= calls);
        let due: Vec<Change> = state.waiting.extract_if(.., is_due).collect();
        for Change { key, item, .. } in due {
            self.show(key, item).await;
        }
        let mut body = body.clone();
        body["TableName"] = Value::String(self.0.copy.clone());
        Some(body)
    }

    /// The keys of the items that a call writes.
    pub(crate) fn items_of(&self, operation: &str, body: &Value) -> Vec<ItemKey> {
        let writes: Vec<&Value> = match operation {
            "PutItem" | "UpdateItem" | "DeleteItem" => vec![body],
            "TransactWriteItems" => values(&body["TransactItems"]),
            "BatchWriteItem" => values(&body["RequestItems"][&self.0.table]),
            _ => Vec::new(),
        };
        let key = |write: &Value| {
            let key = write.get("Key").or(write.get("Item"))?;
            Some((key["PK"]["S"].as_str()?.to_owned(), key["SK"]["S"].as_str()?.to_owned()))
        };
        writes.into_iter().map(|write| key(write).expect("a key")).collect()
    }

    /// Notes what was written, or may have been. It is read one after the other, so that the writes of one item are in order.
    pub(crate) async fn note(&self, keys: Vec<ItemKey>) {
        for key in keys {
            let mut state = self.0.state.lock().await;
            let item = self.read(&key).await;
            let after = match self.0.lag {
                IndexLag::Held => None,
                IndexLag::Calls { most, .. } => Some(state.calls + state.random.random_range(1..=most)),
            };
            let before = state.waiting.iter().rev().find(|change| change.key == key).and_then(|change| change.due);
            state.waiting.push(Change { key, item, due: after.max(before) });
        }
    }

    async fn read(&self, (pk, sk): &ItemKey) -> Option<Item> {
        let Indexes { client, table, .. } = &*self.0;
        let read = client.get_item().table_name(table).consistent_read(true);
        let read = read.key("PK", AttributeValue::S(pk.clone())).key("SK", AttributeValue::S(sk.clone()));
        read.send().await.expect("an answer").item
    }

    async fn show(&self, (pk, sk): ItemKey, item: Option<Item>) {
        let Indexes { client, copy, .. } = &*self.0;
        match item {
            Some(item) => {
                client.put_item().table_name(copy).set_item(Some(item)).send().await.expect("a put");
            }
            None => {
                let delete = client.delete_item().table_name(copy);
                let delete = delete.key("PK", AttributeValue::S(pk)).key("SK", AttributeValue::S(sk));
                delete.send().await.expect("a deletion");
            }
        }
    }

    async fn items_in(&self, table: &str) -> HashMap<ItemKey, Item> {
        let mut pages = self.0.client.scan().table_name(table).consistent_read(true).into_paginator().items().send();
        let mut items = HashMap::new();
        while let Some(item) = pages.next().await {
            let item = item.expect("an item");
            let text = |name: &str| item[name].as_s().expect("text").clone();
            items.insert((text("PK"), text("SK")), item);
        }
        items
    }
}

/// The one value of each object of an array.
fn values(writes: &Value) -> Vec<&Value> {
    let writes = writes.as_array().into_iter().flatten();
    writes.filter_map(|write| write.as_object()?.values().next()).collect()
}
