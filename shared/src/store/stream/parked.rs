//! Records of the stream that `fanout` could not process, parked with their content until they are replayed or expire.
//!
//! What is known of a record is one item, in one of sixteen partitions that a command lists. The content, which may be
//! larger than an item, is stored in parts, in a partition of its own. It is written before the first item and deleted
//! after it, so a record that is listed has its content.

use futures::future::try_join_all;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::account::token::fingerprint;
use crate::domain::{Error, Result, UserId};
use crate::dynamo::{EXPIRES, Item, Key, PK, Query, SK, Table, Write, number, number_of, text, text_of};
use crate::store::item::{from_item, keys, to_item};

/// How long a record stays parked, in seconds: 90 days.
const KEPT_FOR: i64 = 90 * 24 * 60 * 60;
/// Bytes of content in an item, below DynamoDB's limit of 400 KB.
const PART_SIZE: usize = 350 * 1024;
/// Hexadecimal digits of an id.
const ID_LENGTH: usize = 16;
/// Characters of a stored error.
const ERROR_MAX: usize = 1_000;
/// The attribute with a part of the content.
const CONTENT: &str = "content";
/// The attribute with the user whose item has changed.
const USER: &str = "user";

/// What is known of a parked record, apart from its content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParkedRecord {
    /// Its id, the same whenever the record is parked.
    pub id: String,
    /// The shard of the stream.
    pub shard: String,
    /// Its sequence number in the shard; empty if it has none.
    pub sequence: String,
    /// `INSERT`, `MODIFY` or `REMOVE`.
    pub change: String,
    /// Partition and sort key of the item that has changed.
    pub item: String,
    /// When it has changed, in seconds since 1970.
    pub changed_at: i64,
    /// When the record was parked, in seconds since 1970.
    pub parked_at: i64,
    /// Why it could not be processed. May quote the content.
    pub error: String,
    /// The parts of the content.
    parts: usize,
    /// The user whose item was written. None of a removed item, whose record is needed to clean up after its user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    user: Option<UserId>,
}

/// Parked records.
#[derive(Clone, Copy, Debug)]
pub struct ParkedRecords<'a> {
    pub(crate) table: &'a Table,
}

impl ParkedRecords<'_> {
    /// Parks a record of this shard, in the JSON in which Lambda passes it to a function. To park it again changes
    /// nothing but the error and the time.
    pub async fn park(self, shard: &str, record: &Value, error: &str, now: Timestamp) -> Result<ParkedRecord> {
        let content = record.to_string();
        let parts = parts_of(&content);
        let parked = describe(shard, record, error, parts.len(), now);
        let expires = number(now.as_second() + KEPT_FOR);
        let part_item = |(part, content): (usize, &str)| {
            let mut item = keys::parked_part(&parked.id, part).item();
            item.insert(CONTENT.to_owned(), text(content));
            item.insert(EXPIRES.to_owned(), expires.clone());
            item.extend(parked.user.map(|user| (USER.to_owned(), number(user))));
            item
        };
        self.table.batch_put(parts.into_iter().enumerate().map(part_item).collect()).await?;
        let mut item = to_item(&keys::parked_record(&parked.id), &parked)?;
        item.insert(EXPIRES.to_owned(), expires);
        self.table.batch_put(vec![item]).await?;
        Ok(parked)
    }

    /// All parked records, the oldest change first.
    pub async fn list(self) -> Result<Vec<ParkedRecord>> {
        let lists = keys::parked_lists().map(async |list| {
            let query = Query { consistent: true, ..Query::all(&list) };
            let items = self.table.query(query).await?;
            items.into_iter().map(from_item::<ParkedRecord>).collect::<Result<Vec<_>>>()
        });
        let mut records: Vec<_> = try_join_all(lists).await?.into_iter().flatten().collect();
        records.sort_by(|a, b| (a.changed_at, &a.sequence, &a.id).cmp(&(b.changed_at, &b.sequence, &b.id)));
        Ok(records)
    }

    /// The record with this id. `None` if it was replayed or has expired.
    pub async fn get(self, id: &str) -> Result<Option<ParkedRecord>> {
        let item = self.table.get(&keys::parked_record(id), true).await?;
        item.map(from_item).transpose()
    }

    /// The content of a record: JSON, as Lambda passed it to the function.
    pub async fn content(self, record: &ParkedRecord) -> Result<Value> {
        let mut items = self.table.batch_get(part_keys(record), true).await?;
        items.sort_by_cached_key(|item| text_of(item, SK).map(str::to_owned).unwrap_or_default());
        if items.len() < record.parts {
            return Err(Error::internal("a part of the content is missing"));
        }
        let parts = items.iter().map(|item| text_of(item, CONTENT));
        let content = parts.collect::<Result<String, _>>()?;
        serde_json::from_str(&content).map_err(Error::internal)
    }

    /// Deletes a record that was replayed. If only its first item was deleted, the content expires.
    pub async fn remove(self, record: &ParkedRecord) -> Result<()> {
        self.table.write_if(Write::delete(keys::parked_record(&record.id))).await?;
        Ok(self.table.batch_delete(part_keys(record)).await?)
    }
}

/// The user whose item a parked record is about.
pub(crate) fn owner_of_parked(item: &Item) -> Option<UserId> {
    UserId::try_from(number_of::<u64>(item, USER)).ok()
}

fn part_keys(record: &ParkedRecord) -> Vec<Key> {
    (0..record.parts).map(|part| keys::parked_part(&record.id, part)).collect()
}

/// Splits content into parts of at most [`PART_SIZE`] bytes; at least one.
fn parts_of(content: &str) -> Vec<&str> {
    let (mut parts, mut rest) = (Vec::new(), content);
    while rest.len() > PART_SIZE {
        let (part, next) = rest.split_at(rest.floor_char_boundary(PART_SIZE));
        parts.push(part);
        rest = next;
    }
    parts.push(rest);
    parts
}

fn describe(shard: &str, record: &Value, error: &str, parts: usize, now: Timestamp) -> ParkedRecord {
    let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let change = &record["dynamodb"];
    let (sequence, event_id) = (string(&change["SequenceNumber"]), string(&record["eventID"]));
    let is_named = !(event_id.is_empty() && sequence.is_empty());
    let mut id = fingerprint(&if is_named { format!("{event_id} {sequence}") } else { record.to_string() });
    id.truncate(ID_LENGTH);
    let [pk, sk] = [PK, SK].map(|name| string(&change["Keys"][name]["S"]));
    let kind = string(&record["eventName"]);
    let is_removal = kind == "REMOVE";
    let changed_at = change["ApproximateCreationDateTime"].as_f64().unwrap_or_default();
    ParkedRecord {
        id,
        shard: shard.to_owned(),
        sequence,
        change: kind,
        changed_at: changed_at as i64,
        parked_at: now.as_second(),
        error: error.chars().take(ERROR_MAX).collect(),
        parts,
        user: if is_removal { None } else { owner(&pk, &change["NewImage"]) },
        item: format!("{pk} {sk}"),
    }
}

/// The user whose partition has the item, or else the one who wrote it.
fn owner(pk: &str, image: &Value) -> Option<UserId> {
    let writer = || ["author", USER].into_iter().find_map(|name| UserId::parse(image[name]["N"].as_str()?));
    keys::parse_user(pk).or_else(writer)
}
