//! Direct access to the items of the table, to damage or inspect them.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::Client;
use serde_json::{Value, json};
use shared::domain::UserId;

use crate::App;

/// The items of a table.
pub struct Rows {
    client: Client,
    table: String,
}

impl App {
    /// The items of the table.
    pub fn rows(&self) -> Rows {
        Rows { client: kith::engine::client(self.stream.endpoint.clone()), table: self.stream.table.clone() }
    }
}

impl Rows {
    /// All items by their keys.
    pub async fn all(&self) -> BTreeMap<(String, String), Value> {
        let mut pages = self.client.scan().table_name(&self.table).into_paginator().items().send();
        let mut rows = BTreeMap::new();
        while let Some(item) = pages.next().await {
            let row: Value = serde_dynamo::from_item(item.expect("a row")).expect("JSON");
            let key = |name: &str| row[name].as_str().expect("text").to_owned();
            rows.insert((key("PK"), key("SK")), row);
        }
        rows
    }

    /// One item.
    pub async fn get(&self, pk: &str, sk: &str) -> Option<Value> {
        self.all().await.remove(&(pk.to_owned(), sk.to_owned()))
    }

    /// Puts an item.
    pub async fn put(&self, pk: &str, sk: &str, attributes: Value) {
        let mut row = json!({"PK": pk, "SK": sk});
        row.as_object_mut().unwrap().extend(attributes.as_object().unwrap().clone());
        let item = serde_dynamo::to_item(row).expect("an item");
        self.client.put_item().table_name(&self.table).set_item(Some(item)).send().await.expect("a row");
    }

    /// Deletes the items that have expired, as DynamoDB does. Returns how many are left that will expire.
    pub async fn expire(&self, now: i64) -> usize {
        let mut left = 0;
        for ((pk, sk), row) in self.all().await {
            match row["expires"].as_i64() {
                Some(expires) if expires <= now => self.delete_key(&pk, &sk).await,
                expires => left += usize::from(expires.is_some()),
            }
        }
        left
    }

    /// Changes attributes of an item, or creates it.
    pub async fn change(&self, pk: &str, sk: &str, attributes: Value) {
        let mut row = self.get(pk, sk).await.unwrap_or_else(|| json!({}));
        row.as_object_mut().unwrap().extend(attributes.as_object().unwrap().clone());
        self.put(pk, sk, row).await;
    }

    /// Puts these users where earlier versions had all of them in the lists of users.
    pub async fn list_as_earlier_versions(&self, users: &[UserId]) {
        for ((pk, sk), mut row) in self.all().await {
            if sk == "ACCOUNT#PROFILE" && users.iter().any(|user| row["id"] == user.get()) {
                row["GSI1PK"] = json!("USERS");
                row["GSI2PK"] = json!("USERS");
                self.put(&pk, &sk, row).await;
            }
        }
    }

    /// Deletes an item; fails if it does not exist.
    pub async fn delete(&self, pk: &str, sk: &str) {
        let there = self.get(pk, sk).await;
        assert!(there.is_some(), "no item {pk} {sk}");
        self.delete_key(pk, sk).await;
    }

    async fn delete_key(&self, pk: &str, sk: &str) {
        let key = serde_dynamo::to_item(json!({"PK": pk, "SK": sk})).expect("a key");
        self.client.delete_item().table_name(&self.table).set_key(Some(key)).send().await.expect("a deletion");
    }
}
