//! Writes: one at a time under a condition, several in a transaction, unconditional ones by the batch.

use std::collections::HashMap;

use aws_sdk_dynamodb::config::Config;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{
    CancellationReason, ConditionCheck, Delete, DeleteRequest, Put, PutRequest, ReturnConsumedCapacity::Indexes,
    ReturnValue, ReturnValuesOnConditionCheckFailure::AllOld, TransactWriteItem, Update, WriteRequest,
};

use uuid::Uuid;

use super::keys::Key;
use super::meter::{Call, Units};
use super::pauses::Pauses;
use super::table::{Table, failed};
use super::write::{Action, Item, Write};
use crate::domain::{Error, Kind, Result};

/// Tries of a write that did not get through, or of which no answer came.
const TRIES: usize = 4;
/// Writes that one batch may hold.
const BATCH_WRITE_MAX: usize = 25;

/// The condition of a write did not hold: the item as it stands, if there is one.
#[derive(Debug)]
pub struct Refused(pub Option<Item>);

/// A transaction whose conditions did not hold: for each of its writes, whether it was one of the causes.
#[derive(Debug)]
pub struct Cancelled(pub Vec<bool>);

impl Table {
    /// Does one write. Answers the item's attributes after an update, nothing after a put or delete.
    ///
    /// A try of which no answer came may have been done all the same: its condition is refused at the next, as if
    /// somebody else had been there before. So the tries are made here and not by the SDK, and where it is not known
    /// whose doing it was, the error says so: what was done once must not be done again, or undone.
    pub async fn write(&self, write: Write) -> Result<Result<Item, Refused>> {
        let (mut pauses, mut tries, mut lost) = (Pauses::new(), 0, false);
        loop {
            let call = Call::begin();
            let (error, why) = match self.write_once(write.clone(), call).await {
                Ok(item) => return Ok(Ok(item)),
                Err(Failure::Refused(item)) if !lost => return Ok(Err(Refused(item))),
                Err(Failure::Refused(item)) if write.is_put_of(item.as_ref()) => return Ok(Ok(Item::new())),
                Err(Failure::Refused(_)) => return Err(Error::unavailable("a write whose answer was lost")),
                Err(Failure::Conflict) => {
                    pauses.next("conflicting transactions").await?;
                    continue;
                }
                Err(Failure::Error(error)) => return Err(error),
                Err(Failure::Busy(error)) => (error, "a busy table"),
                Err(Failure::Lost(error)) => {
                    lost = true;
                    (error, "answers that were lost")
                }
            };
            tries += 1;
            if tries == TRIES {
                return Err(error);
            }
            pauses.next(why).await?;
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
                let once = Config::builder().retry_config(RetryConfig::disabled());
                match request.customize().config_override(once).send().await {
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
                            _ => Failure::of(error),
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
            Action::Check(_) => Err(Failure::Error(Error::internal("a check outside of a transaction"))),
        }
    }

    /// Does all of these writes or none.
    pub async fn transact(&self, writes: Vec<Write>) -> Result<Result<(), Cancelled>> {
        let actions: Vec<TransactWriteItem> =
            writes.into_iter().map(|write| self.action(write)).collect::<Result<_>>()?;
        let mut pauses = Pauses::new();
        // By its token DynamoDB knows a transaction that it has begun, or has done, again. It stays the same for every
        // try: of an earlier one the answer may have been lost, whatever is said of this one.
        let token = Uuid::new_v4();
        loop {
            let call = Call::begin();
            let request = self.client.transact_write_items().set_transact_items(Some(actions.clone()));
            let request = request.client_request_token(token.to_string());
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
            Action::Check(key) => {
                action.condition_check(build!(ConditionCheck::builder().set_key(Some(key.item())))).build()
            }
            Action::Update(key) => {
                let update = Update::builder().set_key(Some(key.item())).set_update_expression(expression);
                action.update(build!(update)).build()
            }
        })
    }

    /// Deletes items without a condition; those that are gone already, or named twice, do not matter.
    pub async fn batch_delete(&self, mut keys: Vec<Key>) -> Result<()> {
        keys.sort_by(|a, b| (&a.pk, &a.sk).cmp(&(&b.pk, &b.sk)));
        keys.dedup();
        let delete = |key: Key| {
            let delete = DeleteRequest::builder().set_key(Some(key.item())).build().map_err(Error::internal)?;
            Ok(WriteRequest::builder().delete_request(delete).build())
        };
        self.batch_write(keys.into_iter().map(delete).collect::<Result<_>>()?).await
    }

    /// Puts items without a condition; those that are there already do not matter.
    pub async fn batch_put(&self, items: Vec<Item>) -> Result<()> {
        let put = |item| {
            let put = PutRequest::builder().set_item(Some(item)).build().map_err(Error::internal)?;
            Ok(WriteRequest::builder().put_request(put).build())
        };
        self.batch_write(items.into_iter().map(put).collect::<Result<_>>()?).await
    }

    async fn batch_write(&self, writes: Vec<WriteRequest>) -> Result<()> {
        for chunk in writes.chunks(BATCH_WRITE_MAX) {
            let mut pauses = Pauses::new();
            let mut requests = chunk.to_vec();
            while !requests.is_empty() {
                let call = Call::begin();
                let request = self.client.batch_write_item().request_items(&self.name, requests);
                let answer = request.return_consumed_capacity(Indexes).send().await.map_err(failed)?;
                call.end(Units::Write, answer.consumed_capacity());
                requests = answer.unprocessed_items.unwrap_or_default().into_values().flatten().collect();
                if !requests.is_empty() {
                    pauses.next("writes left unprocessed").await?;
                }
            }
        }
        Ok(())
    }
}

enum Failure {
    Conflict,
    Refused(Option<Item>),
    /// Not done: there was no room for it.
    Busy(Error),
    /// It may have been done.
    Lost(Error),
    Error(Error),
}

impl Failure {
    fn of<E>(error: SdkError<E>) -> Self
    where
        E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    {
        const BUSY: [&str; 3] =
            ["ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException"];
        let busy = error.as_service_error().and_then(E::code).is_some_and(|code| BUSY.contains(&code));
        match failed(error) {
            error if busy => Self::Busy(error),
            error if error.kind == Kind::Unavailable => Self::Lost(error),
            error => Self::Error(error),
        }
    }
}

/// DynamoDB refuses empty maps of names or values.
fn filled<V>(map: HashMap<String, V>) -> Option<HashMap<String, V>> {
    (!map.is_empty()).then_some(map)
}
