//! Single conditional writes, with retries that never apply a write twice.

use std::collections::HashMap;

use aws_sdk_dynamodb::config::Config;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{
    ReturnConsumedCapacity::Indexes, ReturnValue, ReturnValuesOnConditionCheckFailure::AllOld,
};

use crate::dynamo::backoff::Backoff;
use crate::dynamo::capacity::{Call, Units};
use crate::dynamo::error::{Error, Result};
use crate::dynamo::item::Item;
use crate::dynamo::table::Table;
use crate::dynamo::write::{Operation, Write};

/// Attempts at a write that was throttled, or whose response was lost.
const ATTEMPTS: usize = 4;

/// The condition of a write did not hold: the item as it stands, if there is one.
#[derive(Debug)]
pub struct Refused(pub Option<Item>);

impl Table {
    /// Applies one write. Returns the item's attributes after an update, an empty item after a put or delete.
    ///
    /// An attempt whose response was lost may have been applied: then the next attempt fails its condition as if another
    /// writer had been faster. The SDK's own retries hide this, so they are off here. Where it is not known which writer
    /// succeeded, the call returns an error: a write that was applied must be neither repeated nor undone.
    pub async fn write(&self, write: Write) -> Result<Result<Item, Refused>> {
        let (mut backoff, mut attempts, mut lost) = (Backoff::new(), 0, false);
        loop {
            let call = Call::begin();
            let (error, reason) = match self.write_once(write.clone(), call).await {
                Ok(item) => return Ok(Ok(item)),
                Err(Failure::Refused(item)) if !lost => return Ok(Err(Refused(item))),
                Err(Failure::Refused(item)) if write.is_put_of(item.as_ref()) => return Ok(Ok(Item::new())),
                Err(Failure::Refused(_)) => return Err(Error::unavailable("the response to a write was lost")),
                Err(Failure::Conflict) => {
                    backoff.wait("conflicting transactions").await?;
                    continue;
                }
                Err(Failure::Error(error)) => return Err(error),
                Err(Failure::Busy(error)) => (error, "a throttled table"),
                Err(Failure::Lost(error)) => {
                    lost = true;
                    (error, "lost responses")
                }
            };
            attempts += 1;
            if attempts == ATTEMPTS {
                return Err(error);
            }
            backoff.wait(reason).await?;
        }
    }

    /// Applies one write if its condition holds, and nothing otherwise.
    pub async fn write_if(&self, write: Write) -> Result<()> {
        self.write(write).await.map(drop)
    }

    async fn write_once(&self, write: Write, call: Call) -> Result<Item, Failure> {
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
                let once = Config::builder().retry_config(RetryConfig::disabled());
                match request.customize().config_override(once).send().await {
                    Ok(output) => {
                        call.end(Units::Write, output.consumed_capacity());
                        Ok(output.attributes.unwrap_or_default())
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

enum Failure {
    Conflict,
    Refused(Option<Item>),
    /// Throttled: not applied.
    Busy(Error),
    /// No response: it may have been applied.
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
        match Error::from(error) {
            error if busy => Self::Busy(error),
            error if error.is_unavailable() => Self::Lost(error),
            error => Self::Error(error),
        }
    }
}

/// DynamoDB rejects empty maps of names or values.
pub(crate) fn non_empty<V>(map: HashMap<String, V>) -> Option<HashMap<String, V>> {
    (!map.is_empty()).then_some(map)
}
