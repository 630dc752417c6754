//! Writes: one at a time under a condition, several in a transaction, unconditional ones by the batch.

use std::collections::HashMap;

use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{
    CancellationReason, ConditionCheck, Delete, DeleteRequest, Put, PutRequest, ReturnConsumedCapacity::Indexes,
    ReturnValue, ReturnValuesOnConditionCheckFailure::AllOld, TransactWriteItem, Update, WriteRequest,
};

use super::keys::Key;
use super::meter::{Call, Units};
use super::pauses::Pauses;
use super::table::{Table, failed};
use super::write::{Action, Item, Write};
use crate::domain::{Error, Result};

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
            Action::Check(_) => Err(Failure::Error(Error::internal("a check is part of a transaction"))),
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
            Action::Check(key) => {
                let check = ConditionCheck::builder().set_key(Some(key.item()));
                action.condition_check(build!(check)).build()
            }
        })
    }

    /// Deletes items without a condition; those that are gone already do not matter.
    pub async fn batch_delete(&self, keys: Vec<Key>) -> Result<()> {
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
    Error(Error),
}

/// DynamoDB refuses empty maps of names or values.
fn filled<V>(map: HashMap<String, V>) -> Option<HashMap<String, V>> {
    (!map.is_empty()).then_some(map)
}
