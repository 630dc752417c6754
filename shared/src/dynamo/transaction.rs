//! Transactions: all of several writes, or none.

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    CancellationReason, ConditionCheck, Delete, Put, ReturnConsumedCapacity::Indexes, TransactWriteItem, Update,
};
use uuid::Uuid;

use crate::dynamo::capacity::{Call, Units};
use crate::dynamo::conditional::non_empty;
use crate::dynamo::error::{Error, Result};
use crate::dynamo::retries::{Failure, Retries, once};
use crate::dynamo::table::Table;
use crate::dynamo::write::{Operation, Write};

/// A transaction whose conditions did not hold: for each of its writes, whether its condition failed.
#[derive(Debug)]
pub struct Cancelled(pub Vec<bool>);

impl Table {
    /// Applies all of these writes or none.
    pub async fn transact(&self, writes: Vec<Write>) -> Result<Result<(), Cancelled>> {
        let items: Vec<TransactWriteItem> =
            writes.into_iter().map(|write| self.transact_item(write)).collect::<Result<_>>()?;
        let mut retries = Retries::new();
        // The token makes retries idempotent: DynamoDB recognises a transaction that it has begun or applied. Every
        // attempt uses the same one, because the response to an earlier attempt may have been lost.
        let token = Uuid::new_v4();
        loop {
            let call = Call::begin(self.target("TransactWriteItems"));
            let request = self.client.transact_write_items().set_transact_items(Some(items.clone()));
            let request = request.client_request_token(token.to_string());
            let request = request.return_consumed_capacity(Indexes).customize().config_override(once());
            let error = match call.response(request.send()).await {
                Ok(output) => {
                    call.end(Units::Write, output.consumed_capacity());
                    return Ok(Ok(()));
                }
                Err(error) => error,
            };
            call.end(Units::Write, []);
            let failure = match error.as_service_error() {
                Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
                    let reasons = cancelled.cancellation_reasons();
                    let is = |code| reasons.iter().map(move |r: &CancellationReason| r.code() == Some(code));
                    let conflicts = is("TransactionConflict").any(|yes| yes);
                    // Beside a conflict, a condition may fail because of a transaction that is half done.
                    if !conflicts && is("ConditionalCheckFailed").any(|yes| yes) {
                        return Ok(Err(Cancelled(is("ConditionalCheckFailed").collect())));
                    }
                    if is("ValidationError").any(|yes| yes) {
                        return Err(Error::internal(error));
                    }
                    Failure::Conflict
                }
                // An earlier attempt, whose response was lost.
                Some(TransactWriteItemsError::TransactionInProgressException(_)) => Failure::Conflict,
                _ => Failure::of(error),
            };
            retries.wait_after(failure).await?;
        }
    }

    fn transact_item(&self, write: Write) -> Result<TransactWriteItem> {
        let expression = write.update_expression();
        let (names, values) = (non_empty(write.names), non_empty(write.values));
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
        let item = TransactWriteItem::builder();
        Ok(match write.operation {
            Operation::Put(put) => item.put(build!(Put::builder().set_item(Some(put)))).build(),
            Operation::Delete(key) => item.delete(build!(Delete::builder().set_key(Some(key.item())))).build(),
            Operation::Check(key) => {
                item.condition_check(build!(ConditionCheck::builder().set_key(Some(key.item())))).build()
            }
            Operation::Update(key) => {
                let update = Update::builder().set_key(Some(key.item())).set_update_expression(expression);
                item.update(build!(update)).build()
            }
        })
    }
}
