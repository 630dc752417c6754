//! The few ways in which kith calls DynamoDB: each measured, each with one answer to what can go wrong. Reads are
//! here, writes in `writes`.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes, ReturnConsumedCapacity::Indexes};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::keys::{Index, Key, PK, SK};
use super::meter::{Call, Units};
use super::pauses::Pauses;
use super::write::{Item, text};
use crate::domain::{Error, Result};

/// Keys that one batch may name.
const BATCH_GET_MAX: usize = 100;

/// The table behind an SDK client.
#[derive(Clone, Debug)]
pub struct Table {
    pub(super) client: Client,
    pub(super) name: String,
}

/// Rows of one partition of the table or of an index, in the order of the sort key.
#[derive(Debug)]
pub struct Query<'a> {
    /// The index to read; `None` for the table.
    pub index: Option<Index>,
    /// The partition.
    pub pk: &'a str,
    /// Which sort keys.
    pub range: Range<'a>,
    /// Ascending, or descending.
    pub ascending: bool,
    /// Most rows to read.
    pub limit: usize,
    /// Whether what was just written must be seen; indexes cannot.
    pub consistent: bool,
}

/// A range of sort keys.
#[derive(Clone, Copy, Debug)]
pub enum Range<'a> {
    /// All of them.
    All,
    /// Those that begin so.
    Prefix(&'a str),
    /// Those after this one, upwards.
    Above(&'a str),
    /// Those before this one.
    Below(&'a str),
    /// From this one to that one, both included.
    Between(&'a str, &'a str),
}

impl<'a> Query<'a> {
    /// All rows of a partition of the table, upwards, eventually consistent.
    pub fn all(pk: &'a str) -> Self {
        Self { index: None, pk, range: Range::All, ascending: true, limit: usize::MAX, consistent: false }
    }
}

impl Table {
    /// The table `name`, reached through `client`.
    pub fn new(client: Client, name: impl Into<String>) -> Self {
        Self { client, name: name.into() }
    }

    /// Reads one item.
    pub async fn get(&self, key: &Key, consistent: bool) -> Result<Option<Item>> {
        let request = self.client.get_item().table_name(&self.name).set_key(Some(key.item()));
        let call = Call::begin();
        let answer = request.consistent_read(consistent).return_consumed_capacity(Indexes).send().await;
        let answer = answer.map_err(failed)?;
        call.end(Units::Read, answer.consumed_capacity());
        Ok(answer.item)
    }

    /// Reads items by key, in no particular order; keys without an item are left out.
    pub async fn batch_get(&self, mut keys: Vec<Key>, consistent: bool) -> Result<Vec<Item>> {
        keys.sort_by(|a, b| (&a.pk, &a.sk).cmp(&(&b.pk, &b.sk)));
        keys.dedup();
        let chunks = keys.chunks(BATCH_GET_MAX).map(|chunk| self.batch_get_chunk(chunk, consistent));
        let answers = futures::future::try_join_all(chunks).await?;
        Ok(answers.into_iter().flatten().collect())
    }

    async fn batch_get_chunk(&self, keys: &[Key], consistent: bool) -> Result<Vec<Item>> {
        let mut items = Vec::with_capacity(keys.len());
        let mut wanted: Vec<Item> = keys.iter().map(Key::item).collect();
        let mut pauses = Pauses::new();
        while !wanted.is_empty() {
            let request = KeysAndAttributes::builder().set_keys(Some(wanted)).consistent_read(consistent);
            let request = request.build().map_err(Error::internal)?;
            let call = Call::begin();
            let request = self.client.batch_get_item().request_items(&self.name, request);
            let answer = request.return_consumed_capacity(Indexes).send().await.map_err(failed)?;
            call.end(Units::Read, answer.consumed_capacity());
            items.extend(answer.responses.unwrap_or_default().into_values().flatten());
            wanted = answer.unprocessed_keys.unwrap_or_default().into_values().flat_map(|k| k.keys).collect();
            if !wanted.is_empty() {
                pauses.next("keys left unprocessed").await?;
            }
        }
        Ok(items)
    }

    /// Reads rows of a partition, however many calls that takes.
    pub async fn query(&self, query: Query<'_>) -> Result<Vec<Item>> {
        let (pk, sk) = query.index.map_or((PK, SK), |index| (index.pk, index.sk));
        let (condition, bound) = match query.range {
            Range::All => ("#pk = :pk", None),
            Range::Prefix(prefix) => ("#pk = :pk AND begins_with(#sk, :sk)", Some(prefix)),
            Range::Above(position) => ("#pk = :pk AND #sk > :sk", Some(position)),
            Range::Below(position) => ("#pk = :pk AND #sk < :sk", Some(position)),
            Range::Between(first, _) => ("#pk = :pk AND #sk BETWEEN :sk AND :last", Some(first)),
        };
        let mut request = self
            .client
            .query()
            .table_name(&self.name)
            .set_index_name(query.index.map(|index| index.name.to_owned()))
            .key_condition_expression(condition)
            .expression_attribute_names("#pk", pk)
            .expression_attribute_values(":pk", text(query.pk))
            .scan_index_forward(query.ascending)
            .consistent_read(query.consistent)
            .return_consumed_capacity(Indexes);
        if let Some(bound) = bound {
            request = request.expression_attribute_names("#sk", sk).expression_attribute_values(":sk", text(bound));
        }
        if let Range::Between(_, last) = query.range {
            request = request.expression_attribute_values(":last", text(last));
        }
        let mut rows = Vec::new();
        let mut from: Option<Item> = None;
        loop {
            let missing = i32::try_from(query.limit - rows.len()).ok();
            let call = Call::begin();
            let answer =
                request.clone().set_limit(missing).set_exclusive_start_key(from).send().await.map_err(failed)?;
            call.end(Units::Read, answer.consumed_capacity());
            rows.extend(answer.items.unwrap_or_default());
            from = answer.last_evaluated_key;
            if from.is_none() || rows.len() >= query.limit {
                return Ok(rows);
            }
        }
    }
}

/// What a failed call means for the request: the table is out of reach or overloaded, or we asked for nonsense.
pub(super) fn failed<E>(error: SdkError<E>) -> Error
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    const BUSY: [&str; 6] = [
        "InternalServerError",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
        "TransactionConflictException",
    ];
    let busy = match &error {
        SdkError::ServiceError(service) => service.err().code().is_none_or(|code| BUSY.contains(&code)),
        SdkError::ConstructionFailure(_) => false,
        _ => true,
    };
    if busy { Error::unavailable(error) } else { Error::internal(error) }
}

/// An item as a value of a type of the domain.
pub fn from_item<T: DeserializeOwned>(item: Item) -> Result<T> {
    serde_dynamo::from_item(item).map_err(Error::internal)
}

/// A value of a type of the domain as the item with this key.
pub fn to_item<T: Serialize>(key: &Key, value: &T) -> Result<Item> {
    let mut item: Item = serde_dynamo::to_item(value).map_err(Error::internal)?;
    item.extend(key.item());
    Ok(item)
}

/// The key of an item or of a row of an index.
pub fn key_of(item: &Item) -> Result<Key> {
    Ok(Key { pk: text_of(item, PK)?.to_owned(), sk: text_of(item, SK)?.to_owned() })
}

/// The text of an attribute that every item of its kind has.
pub fn text_of<'a>(item: &'a Item, name: &str) -> Result<&'a str> {
    match item.get(name) {
        Some(AttributeValue::S(text)) => Ok(text),
        _ => Err(Error::internal(format!("an item has no text {name}"))),
    }
}

/// The number of an attribute; zero where it is missing.
pub fn number_of<N: std::str::FromStr + Default>(item: &Item, name: &str) -> N {
    match item.get(name) {
        Some(AttributeValue::N(number)) => number.parse().unwrap_or_default(),
        _ => N::default(),
    }
}
