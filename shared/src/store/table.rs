//! The few ways in which kith calls DynamoDB: each measured, each with one answer to what can go wrong.

use std::collections::HashMap;
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{
    AttributeValue, CancellationReason, Delete, DeleteRequest, KeysAndAttributes, Put, ReturnConsumedCapacity::Indexes,
    ReturnValue, ReturnValuesOnConditionCheckFailure::AllOld, TransactWriteItem, Update, WriteRequest,
};
use rand::RngExt as _;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::time::Instant;

use super::keys::{Index, Key, PK, SK};
use super::meter::{Call, Units};
use super::write::{Action, Item, Write, text};
use crate::domain::{Error, Result};

/// How long a write that meets a conflicting transaction is tried again, well below a function's time limit.
const CONFLICT_DEADLINE: Duration = Duration::from_secs(3);
/// Longest pause between two such tries; the pause itself is drawn between zero and a doubling bound.
const PAUSE_MAX: Duration = Duration::from_millis(200);
/// Keys that one batch may name.
const BATCH_GET_MAX: usize = 100;
/// Deletes that one batch may name.
const BATCH_WRITE_MAX: usize = 25;

/// The table behind an SDK client.
#[derive(Clone, Debug)]
pub struct Table {
    client: Client,
    name: String,
}

/// The condition of a write did not hold: the item as it stands, if there is one.
#[derive(Debug)]
pub struct Refused(pub Option<Item>);

/// A transaction whose conditions did not hold: for each of its writes, whether it was one of the causes.
#[derive(Debug)]
pub struct Cancelled(pub Vec<bool>);

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

    /// Does one write. Answers the item's attributes after an update, nothing after a put or delete.
    pub async fn write(&self, write: Write) -> Result<Result<Item, Refused>> {
        let mut pauses = Pauses::new();
        loop {
            let call = Call::begin();
            let outcome = self.write_once(write.clone(), call).await;
            match outcome {
                Err(Failure::Conflict) => pauses.next("conflicting transactions").await?,
                Err(Failure::Refused(item)) => return Ok(Err(Refused(item))),
                Err(Failure::Error(error)) => return Err(error),
                Ok(item) => return Ok(Ok(item)),
            }
        }
    }

    async fn write_once(&self, write: Write, call: Call) -> Result<Item, Failure> {
        let expression = write.update_expression();
        let (names, values) = (filled(write.names), filled(write.values));
        // The three requests have the same setters, but no trait that says so.
        macro_rules! send {
            ($request:expr, $error:ident) => {{
                let request = $request
                    .table_name(&self.name)
                    .set_condition_expression(write.condition)
                    .set_expression_attribute_names(names)
                    .set_expression_attribute_values(values)
                    .return_values_on_condition_check_failure(AllOld)
                    .return_consumed_capacity(Indexes);
                match request.send().await {
                    Ok(answer) => {
                        call.end(Units::Write, answer.consumed_capacity());
                        Ok(answer.attributes.unwrap_or_default())
                    }
                    Err(error) => {
                        call.end(Units::Write, []);
                        Err(match error.as_service_error() {
                            Some($error::ConditionalCheckFailedException(refused)) => {
                                Failure::Refused(refused.item().cloned())
                            }
                            Some($error::TransactionConflictException(_)) => Failure::Conflict,
                            _ => Failure::Error(failed(error)),
                        })
                    }
                }
            }};
        }
        match write.action {
            Action::Put(item) => send!(self.client.put_item().set_item(Some(item)), PutItemError),
            Action::Delete(key) => send!(self.client.delete_item().set_key(Some(key.item())), DeleteItemError),
            Action::Update(key) => send!(
                self.client
                    .update_item()
                    .set_key(Some(key.item()))
                    .set_update_expression(expression)
                    .return_values(ReturnValue::AllNew),
                UpdateItemError
            ),
        }
    }

    /// Does all of these writes or none.
    pub async fn transact(&self, writes: Vec<Write>) -> Result<Result<(), Cancelled>> {
        let actions: Vec<TransactWriteItem> =
            writes.into_iter().map(|write| self.action(write)).collect::<Result<_>>()?;
        let mut pauses = Pauses::new();
        loop {
            let call = Call::begin();
            let request = self.client.transact_write_items().set_transact_items(Some(actions.clone()));
            let error = match request.return_consumed_capacity(Indexes).send().await {
                Ok(answer) => {
                    call.end(Units::Write, answer.consumed_capacity());
                    return Ok(Ok(()));
                }
                Err(error) => error,
            };
            call.end(Units::Write, []);
            match error.as_service_error() {
                Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
                    let reasons = cancelled.cancellation_reasons();
                    let is = |code| reasons.iter().map(move |r: &CancellationReason| r.code() == Some(code));
                    if is("ConditionalCheckFailed").any(|yes| yes) {
                        return Ok(Err(Cancelled(is("ConditionalCheckFailed").collect())));
                    }
                    if is("ValidationError").any(|yes| yes) {
                        return Err(Error::internal(error));
                    }
                }
                Some(TransactWriteItemsError::TransactionInProgressException(_)) => {}
                _ => return Err(failed(error)),
            }
            pauses.next("conflicting transactions").await?;
        }
    }

    fn action(&self, write: Write) -> Result<TransactWriteItem> {
        let expression = write.update_expression();
        let (names, values) = (filled(write.names), filled(write.values));
        macro_rules! build {
            ($request:expr) => {
                $request
                    .table_name(&self.name)
                    .set_condition_expression(write.condition)
                    .set_expression_attribute_names(names)
                    .set_expression_attribute_values(values)
                    .build()
                    .map_err(Error::internal)?
            };
        }
        let action = TransactWriteItem::builder();
        Ok(match write.action {
            Action::Put(item) => action.put(build!(Put::builder().set_item(Some(item)))).build(),
            Action::Delete(key) => action.delete(build!(Delete::builder().set_key(Some(key.item())))).build(),
            Action::Update(key) => {
                let update = Update::builder().set_key(Some(key.item())).set_update_expression(expression);
                action.update(build!(update)).build()
            }
        })
    }

    /// Deletes items without a condition; those that are gone already do not matter.
    pub async fn batch_delete(&self, keys: Vec<Key>) -> Result<()> {
        for chunk in keys.chunks(BATCH_WRITE_MAX) {
            let mut pauses = Pauses::new();
            let mut requests = Vec::with_capacity(chunk.len());
            for key in chunk {
                let delete = DeleteRequest::builder().set_key(Some(key.item())).build().map_err(Error::internal)?;
                requests.push(WriteRequest::builder().delete_request(delete).build());
            }
            while !requests.is_empty() {
                let call = Call::begin();
                let request = self.client.batch_write_item().request_items(&self.name, requests);
                let answer = request.return_consumed_capacity(Indexes).send().await.map_err(failed)?;
                call.end(Units::Write, answer.consumed_capacity());
                requests = answer.unprocessed_items.unwrap_or_default().into_values().flatten().collect();
                if !requests.is_empty() {
                    pauses.next("deletes left unprocessed").await?;
                }
            }
        }
        Ok(())
    }
}

enum Failure {
    Conflict,
    Refused(Option<Item>),
    Error(Error),
}

/// DynamoDB refuses empty maps of names or values.
fn filled<V>(map: HashMap<String, V>) -> Option<HashMap<String, V>> {
    (!map.is_empty()).then_some(map)
}

/// Pauses between tries of a call that others were in the way of: full jitter, until a deadline.
struct Pauses {
    bound: Duration,
    deadline: Instant,
}

impl Pauses {
    fn new() -> Self {
        Self { bound: Duration::from_millis(5), deadline: Instant::now() + CONFLICT_DEADLINE }
    }

    async fn next(&mut self, why: &'static str) -> Result<()> {
        self.bound = (self.bound * 2).min(PAUSE_MAX);
        let pause = self.bound.mul_f64(rand::rng().random::<f64>());
        if Instant::now() + pause > self.deadline {
            return Err(Error::unavailable(why));
        }
        tokio::time::sleep(pause).await;
        Ok(())
    }
}

/// What a failed call means for the request: the table is out of reach or overloaded, or we asked for nonsense.
fn failed<E>(error: SdkError<E>) -> Error
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
