//! A connector between the SDK and the engine that makes calls fail.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use kith::engine::client;
use serde_json::{Value, json};
use shared::dynamo::Table;
use shared::store::Store;

use crate::call::{Call, Route};
use crate::contention::{Contention, InFlight};
use crate::expressions::{self, EXPRESSION_MAX};
use crate::fault_responses::{PANIC, cancelled, conflict, refusal, written};
use crate::fault_schedule::{FaultKind, FaultSchedule, WRITES};
use crate::lag::{IndexLag, Lag};
use crate::request::Request;

/// The calls that fail, and their error.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The operation, such as `UpdateItem`.
    pub operation: &'static str,
    /// The partition key of the item, and a prefix of its sort key.
    pub item: (String, &'static str),
    /// The name of the error, or [`PANIC`].
    pub error: &'static str,
}

/// How often others have their turn while a transaction is in flight.
const STEPS_IN_FLIGHT: usize = 20;

/// The faults of a table.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    targeted: Arc<Mutex<Option<Fault>>>,
    schedule: Arc<Mutex<Option<FaultSchedule>>>,
    refused_write: Arc<Mutex<Option<usize>>>,
    injected: Arc<Mutex<usize>>,
    contention: Arc<Mutex<Option<Contention>>>,
    overtaking: Arc<Mutex<Option<Overtaking>>>,
    longest_expression: Arc<Mutex<usize>>,
    lag: Arc<Mutex<Option<Lag>>>,
}

/// A request that is sent before the next write.
struct Overtaking(Request);

impl fmt::Debug for Overtaking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.path())
    }
}

impl crate::App {
    /// A store of the same table, with a connector that can make its calls fail.
    pub async fn faulty(&self) -> (Store, Faults) {
        let (client, faults) = self.faulty_client().await;
        (Store::new(Table::new(client, self.stream.address().1)), faults)
    }

    pub(crate) async fn faulty_client(&self) -> (Client, Faults) {
        let (endpoint, _) = self.stream.address();
        let faults = Faults::default();
        let connector =
            SharedHttpConnector::new(FaultyConnector { engine: endpoint.connector(), faults: faults.clone() });
        // As many retries as usual, with shorter backoff.
        let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(20));
        let config = client(endpoint.clone()).config().to_builder().retry_config(retries);
        let config = config.http_client(http_client_fn(move |_, _| connector.clone())).build();
        (Client::from_conf(config), faults)
    }
}

/// Between the SDK and the engine.
#[derive(Clone, Debug)]
struct FaultyConnector {
    engine: SharedHttpConnector,
    faults: Faults,
}

impl HttpConnector for FaultyConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let this = self.clone();
        HttpConnectorFuture::new(async move { this.faults.serve(Call::of(request), &this.engine).await })
    }
}

impl Faults {
    /// Makes these calls fail from now on; with `None`, none.
    pub fn set(&self, fault: Option<Fault>) {
        *self.targeted.lock().expect("no panic") = fault;
    }

    /// Injects the faults of this schedule from now on; with `None`, none.
    pub fn inject(&self, schedule: Option<FaultSchedule>) {
        *self.schedule.lock().expect("no panic") = schedule;
    }

    /// Refuses every write from now on, as if another writer had been faster; with `None`, none. Of a transaction, the
    /// condition with this number fails.
    pub fn refuse_writes(&self, number: Option<usize>) {
        *self.refused_write.lock().expect("no panic") = number;
    }

    /// Lets transactions take their time from now on, and refuses what conflicts with one of them, as DynamoDB does.
    pub fn contend(&self) {
        *self.contention.lock().expect("no panic") = Some(Contention::default());
    }

    /// Sends this request, which must succeed, between the reads of the next write and the write.
    pub fn overtake(&self, request: Request) {
        *self.overtaking.lock().expect("no panic") = Some(Overtaking(request));
    }

    /// Lets the indexes lag from now on behind what is written through this connector.
    pub async fn lag(&self, app: &crate::App, lag: IndexLag) {
        let lag = Lag::begin(app, lag).await;
        *self.lag.lock().expect("no panic") = Some(lag);
    }

    /// Makes the indexes show all that is in the table. Later writes lag again.
    pub async fn catch_up(&self) {
        let lag = self.lag.lock().expect("no panic").clone();
        lag.expect("the indexes lag").catch_up().await;
    }

    /// The number of calls that were refused, lost or truncated so far, including retries of the SDK.
    pub fn refused(&self) -> usize {
        *self.injected.lock().expect("no panic")
    }

    /// The length of the longest expression so far. A call with one that is longer than DynamoDB allows is refused.
    pub fn longest_expression(&self) -> usize {
        *self.longest_expression.lock().expect("no panic")
    }

    fn is_too_long(&self, body: &Value) -> bool {
        let length = expressions::longest(body);
        let mut longest = self.longest_expression.lock().expect("no panic");
        *longest = length.max(*longest);
        length > EXPRESSION_MAX
    }

    async fn serve(&self, call: Call, engine: &SharedHttpConnector) -> Result<HttpResponse, ConnectorError> {
        if self.is_too_long(&call.body) {
            return Ok(refusal("ValidationException"));
        }
        let is_write = WRITES.contains(&call.operation.as_str());
        let overtaking = self.overtaking.lock().expect("no panic").take_if(|_| is_write);
        if let Some(Overtaking(request)) = overtaking {
            let response = request.await;
            assert!(response.status < 300, "{response:?}");
        }
        let contention = self.contention.lock().expect("no panic").clone().filter(|_| is_write);
        match contention.map(|contention| contention.begin(&call.body)).transpose() {
            Err(conflicts) => Ok(self.in_conflict(&call, &conflicts)),
            Ok(in_flight) => self.serve_alone(call, in_flight, engine).await,
        }
    }

    /// The error of a call whose items a transaction in flight has.
    fn in_conflict(&self, call: &Call, conflicts: &[bool]) -> HttpResponse {
        *self.injected.lock().expect("no panic") += 1;
        if call.body.get("TransactItems").is_none() {
            return refusal("TransactionConflictException");
        }
        cancelled(conflicts.iter().map(|conflict| if *conflict { "TransactionConflict" } else { "None" }))
    }

    async fn serve_alone(
        &self,
        call: Call,
        in_flight: Option<InFlight>,
        engine: &SharedHttpConnector,
    ) -> Result<HttpResponse, ConnectorError> {
        if in_flight.is_some() {
            // What other requests do meanwhile.
            for _ in 0..STEPS_IN_FLIGHT {
                tokio::task::yield_now().await;
            }
        }
        if let Some(error) = self.fault(&call) {
            assert!(error != PANIC, "a fault");
            return Ok(refusal(error));
        }
        if let Some(refused) = self.refused_write(&call) {
            return Ok(refused);
        }
        let route = Route { engine, lag: self.lag.lock().expect("no panic").clone() };
        match self.scheduled(&call.operation) {
            None => route.forward(call).await,
            Some((FaultKind::Delay, delay)) => {
                tokio::time::sleep(delay).await;
                route.forward(call).await
            }
            Some((FaultKind::Throttle, _)) => Ok(refusal("ProvisionedThroughputExceededException")),
            Some((FaultKind::InternalError, _)) => Ok(refusal("InternalServerError")),
            Some((FaultKind::LoseRequest, _)) => Err(closed()),
            Some((FaultKind::LoseResponse, _)) => {
                route.forward(call).await?;
                Err(closed())
            }
            Some((FaultKind::Conflict, _)) => Ok(conflict(&call.body)),
            Some((FaultKind::Truncate, _)) => route.forward_half(call).await,
        }
    }

    /// The next fault of the schedule, and how long a call is to be delayed.
    fn scheduled(&self, operation: &str) -> Option<(FaultKind, Duration)> {
        let mut schedule = self.schedule.lock().expect("no panic");
        let schedule = schedule.as_mut()?;
        let fault = schedule.next(operation)?;
        *self.injected.lock().expect("no panic") += usize::from(fault != FaultKind::Delay);
        Some((fault, schedule.delay()))
    }

    /// The response to a conditional write, or to a transaction with one, while writes are refused.
    fn refused_write(&self, call: &Call) -> Option<HttpResponse> {
        let number = (*self.refused_write.lock().expect("no panic"))?;
        let is_conditional = |write: &Value| write.get("ConditionExpression").is_some();
        let response = match call.body["TransactItems"].as_array() {
            Some(items) => {
                let writes = items.iter().map(|item| item.as_object().and_then(|item| item.values().next()));
                let mut conditional = writes.enumerate().filter(|(_, write)| write.is_some_and(is_conditional));
                let (at, _) = conditional.nth(number)?;
                cancelled((0..items.len()).map(|n| if n == at { "ConditionalCheckFailed" } else { "None" }))
            }
            // Another writer has put the same item.
            None if is_conditional(&call.body) => {
                let error = "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException";
                written(400, &json!({"__type": error, "message": "Not now.", "Item": call.body.get("Item")}))
            }
            None => return None,
        };
        *self.injected.lock().expect("no panic") += 1;
        Some(response)
    }

    /// The error of this call, if it is one that must fail.
    fn fault(&self, call: &Call) -> Option<&'static str> {
        let targeted = self.targeted.lock().expect("no panic");
        let fault = targeted.as_ref().filter(|fault| call.operation == fault.operation)?;
        let key = call.body.get("Key").or(call.body.get("Item"))?;
        let (pk, sk) = (key["PK"]["S"].as_str()?, key["SK"]["S"].as_str()?);
        let error = (pk == fault.item.0 && sk.starts_with(fault.item.1)).then_some(fault.error)?;
        *self.injected.lock().expect("no panic") += 1;
        Some(error)
    }
}

/// The connection was closed before a response came.
fn closed() -> ConnectorError {
    ConnectorError::io("the connection was closed".into())
}
