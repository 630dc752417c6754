//! Single conditional writes, with retries that never apply a write twice.

use std::collections::HashMap;

use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{
    ReturnConsumedCapacity::Indexes, ReturnValue, ReturnValuesOnConditionCheckFailure::AllOld,
};

use crate::dynamo::capacity::{Call, Units};
use crate::dynamo::error::{Error, Result};
use crate::dynamo::item::Item;
use crate::dynamo::retries::{Failure, Retries, once};
use crate::dynamo::table::Table;
use crate::dynamo::write::{Operation, Write};

/// The condition of a write did not hold: the item as it stands, if there is one.
#[derive(Debug)]
pub struct Refused(pub Option<Item>);

impl Table {
    /// Applies one write. Returns the item's attributes after an update, an empty item after a put or delete.
    ///
    /// An attempt whose response was lost may have been applied: then the next attempt fails its condition as if another
    /// writer had been faster. Where it is not known which writer succeeded, the call returns an error: a write that was
    /// applied must be neither repeated nor undone.
    pub async fn write(&self, write: Write) -> Result<Result<Item, Refused>> {
        let mut retries = Retries::new();
        match self.write_with(&write, &mut retries).await? {
            Err(Refused(item)) if retries.may_be_applied() => {
                if write.is_put_of(item.as_ref()) {
                    return Ok(Ok(Item::new()));
                }
                Err(Error::outcome_unknown("another write was made meanwhile, or the same"))
            }
            written => Ok(written),
        }
    }

    /// Applies one write that may be repeated without harm: its condition fails in the same way whether another writer
    /// was faster or an attempt whose response was lost.
    pub async fn write_repeatable(&self, write: Write) -> Result<Result<Item, Refused>> {
        self.write_with(&write, &mut Retries::new()).await
    }

    /// Applies one write if its condition holds, and nothing otherwise.
    pub async fn write_if(&self, write: Write) -> Result<()> {
        self.write_repeatable(write).await.map(drop)
    }

    async fn write_with(&self, write: &Write, retries: &mut Retries) -> Result<Result<Item, Refused>> {
        loop {
            match self.write_once(write.clone(), Call::begin(self.target(write.operation.name()))).await {
                Ok(written) => return Ok(written),
                Err(failure) => retries.wait_after(failure).await?,
            }
        }
    }

    async fn write_once(&self, write: Write, call: Call) -> Result<Result<Item, Refused>, Failure> {
        let expression = write.update_expression();
        let (names, values) = (non_empty(write.names), non_empty(write.values));
        // The three requests have the same setters, but no trait for them.
        macro_rules! send {
            ($request:expr, $error:ident) => {{
                let request = $request
                    .table_name(&self.name)
                    .set_condition_expression(write.condition)
                    .set_expression_attribute_names(names)
                    .set_expression_attribute_values(values)
                    .return_values_on_condition_check_failure(AllOld)
                    .return_consumed_capacity(Indexes);
                match call.response(request.customize().config_override(once()).send()).await {
                    Ok(output) => {
                        call.end(Units::Write, output.consumed_capacity());
                        Ok(Ok(output.attributes.unwrap_or_default()))
                    }
                    Err(error) => {
                        call.end(Units::Write, []);
                        match error.as_service_error() {
                            Some($error::ConditionalCheckFailedException(refused)) => {
                                Ok(Err(Refused(refused.item().cloned())))
                            }
                            Some($error::TransactionConflictException(_)) => Err(Failure::Conflict),
                            _ => Err(Failure::of(error)),
                        }
                    }
                }
            }};
        }
        match write.operation {
            Operation::Put(item) => send!(self.client.put_item().set_item(Some(item)), PutItemError),
            Operation::Delete(key) => send!(self.client.delete_item().set_key(Some(key.item())), DeleteItemError),
            Operation::Update(key) => send!(
                self.client
                    .update_item()
                    .set_key(Some(key.item()))
                    .set_update_expression(expression)
                    .return_values(ReturnValue::AllNew),
                UpdateItemError
            ),
            Operation::Check(_) => Err(Failure::Error(Error::internal("a condition check outside a transaction"))),
        }
    }
}

/// DynamoDB rejects empty maps of names or values.
pub(crate) fn non_empty<V>(map: HashMap<String, V>) -> Option<HashMap<String, V>> {
    (!map.is_empty()).then_some(map)
}
