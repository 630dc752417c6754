//! A proxy between the SDK and the engine that makes calls fail.

use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use kith::engine::client;
use serde_json::{Value, json};
use shared::dynamo::Table;
use shared::store::Store;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::fault_schedule::{FaultKind, FaultSchedule};

/// The calls that fail, and their error.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The operation, such as `UpdateItem`.
    pub operation: &'static str,
    /// The partition key of the item, and a prefix of its sort key.
    pub item: (String, &'static str),
    /// The name of the error.
    pub error: &'static str,
}

/// The proxy in front of a table.
#[derive(Clone, Default)]
pub struct Faults {
    targeted: Arc<Mutex<Option<Fault>>>,
    schedule: Arc<Mutex<Option<FaultSchedule>>>,
    injected: Arc<Mutex<usize>>,
}

/// A call of the SDK.
struct Call {
    headers: String,
    operation: String,
    body: Value,
}

impl crate::App {
    /// A store of the same table, reached through the proxy.
    pub async fn faulty(&self) -> (Store, Faults) {
        let (client, faults) = self.faulty_client().await;
        (Store::new(Table::new(client, self.stream.address().1)), faults)
    }

    pub(crate) async fn faulty_client(&self) -> (Client, Faults) {
        let (endpoint, _) = self.stream.address();
        let upstream = endpoint.strip_prefix("http://").expect("plain HTTP").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let faults = Faults::default();
        let serving = faults.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (faults, upstream) = (serving.clone(), upstream.clone());
                tokio::spawn(async move { faults.serve(stream, &upstream).await });
            }
        });
        let client = client(&format!("http://{address}"));
        // As many retries as usual, with shorter backoff.
        let retries = RetryConfig::standard().with_initial_backoff(std::time::Duration::from_millis(20));
        (Client::from_conf(client.config().to_builder().retry_config(retries).build()), faults)
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

    /// The number of calls that were refused, lost or truncated so far, including retries of the SDK.
    pub fn refused(&self) -> usize {
        *self.injected.lock().expect("no panic")
    }

    /// Serves one request and closes the connection.
    async fn serve(&self, mut client: TcpStream, upstream: &str) -> std::io::Result<()> {
        let Some(call) = receive(&mut client).await? else { return Ok(()) };
        if let Some(error) = self.fault(&call) {
            return client.write_all(&refusal(error)).await;
        }
        let answer = match self.scheduled(&call.operation) {
            None => forward(upstream, &call).await?,
            Some((FaultKind::Delay, delay)) => {
                tokio::time::sleep(delay).await;
                forward(upstream, &call).await?
            }
            Some((FaultKind::Throttle, _)) => refusal("ProvisionedThroughputExceededException"),
            Some((FaultKind::InternalError, _)) => refusal("InternalServerError"),
            Some((FaultKind::LoseRequest, _)) => return Ok(()),
            Some((FaultKind::LoseResponse, _)) => return forward(upstream, &call).await.map(drop),
            Some((FaultKind::Conflict, _)) => conflict(&call),
            Some((FaultKind::Truncate, _)) => truncated(upstream, call).await?,
        };
        client.write_all(&answer).await
    }

    /// The next fault of the schedule, and how long a call is to be delayed.
    fn scheduled(&self, operation: &str) -> Option<(FaultKind, std::time::Duration)> {
        let mut schedule = self.schedule.lock().expect("no panic");
        let schedule = schedule.as_mut()?;
        let fault = schedule.next(operation)?;
        *self.injected.lock().expect("no panic") += usize::from(fault != FaultKind::Delay);
        Some((fault, schedule.delay()))
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

async fn receive(client: &mut TcpStream) -> std::io::Result<Option<Call>> {
    let mut request = Vec::new();
    let head = loop {
        if client.read_buf(&mut request).await? == 0 {
            return Ok(None);
        }
        if let Some(end) = request.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let headers = String::from_utf8_lossy(&request[..head]).into_owned();
    let header = |name: &str| {
        let lines = headers.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|line| line.0.eq_ignore_ascii_case(name)).map(|line| line.1.to_owned())
    };
    let length: usize = header("content-length").map_or(0, |length| length.parse().expect("a length"));
    while request.len() < head + length {
        client.read_buf(&mut request).await?;
    }
    let target = header("x-amz-target").expect("an operation");
    let operation = target.rsplit('.').next().expect("its name").to_owned();
    Ok(Some(Call { operation, body: serde_json::from_slice(&request[head..]).expect("JSON"), headers }))
}

/// The response of the engine.
async fn forward(upstream: &str, call: &Call) -> std::io::Result<Vec<u8>> {
    let body = call.body.to_string();
    let dropped = ["content-length:", "connection:"];
    let kept = |line: &&str| !dropped.iter().any(|name| line.to_ascii_lowercase().starts_with(name));
    let mut head: Vec<&str> = call.headers.trim_end().lines().filter(kept).collect();
    let length = format!("content-length: {}", body.len());
    head.extend(["connection: close", &length]);
    let mut engine = TcpStream::connect(upstream).await?;
    engine.write_all(format!("{}\r\n\r\n{body}", head.join("\r\n")).as_bytes()).await?;
    let mut answer = Vec::new();
    engine.read_to_end(&mut answer).await?;
    Ok(answer)
}

/// Forwards the first half of a batch, and returns the rest as unprocessed.
async fn truncated(upstream: &str, mut call: Call) -> std::io::Result<Vec<u8>> {
    let (what, left) = match call.operation.as_str() {
        "BatchGetItem" => ("/Keys", "UnprocessedKeys"),
        _ => ("", "UnprocessedItems"),
    };
    let mut unprocessed = call.body["RequestItems"].clone();
    let tables: Vec<String> = unprocessed.as_object().expect("tables").keys().cloned().collect();
    for table in tables {
        let place = format!("/{table}{what}");
        let rest = unprocessed.pointer_mut(&place).and_then(Value::as_array_mut).expect("a batch");
        let half = rest.len().div_ceil(2);
        let first: Vec<Value> = rest.drain(..half).collect();
        if rest.is_empty() {
            unprocessed = json!({});
        }
        *call.body["RequestItems"].pointer_mut(&place).expect("the same batch") = json!(first);
    }
    let answer = forward(upstream, &call).await?;
    let head = answer.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
    let mut body: Value = serde_json::from_slice(&answer[head + 4..]).expect("JSON");
    body[left] = unprocessed;
    Ok(written(200, &body))
}

/// The error of a call that conflicts with another transaction.
fn conflict(call: &Call) -> Vec<u8> {
    let Some(items) = call.body["TransactItems"].as_array() else { return refusal("TransactionConflictException") };
    let mut reasons = vec![json!({"Code": "None"}); items.len()];
    reasons[0] = json!({"Code": "TransactionConflict", "Message": "Not now."});
    let error = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException";
    written(400, &json!({"__type": error, "Message": "Transaction cancelled", "CancellationReasons": reasons}))
}

fn refusal(error: &str) -> Vec<u8> {
    let status = if error.ends_with("ServerError") { 500 } else { 400 };
    let error = format!("com.amazonaws.dynamodb.v20120810#{error}");
    written(status, &json!({"__type": error, "message": "Not now."}))
}

fn written(status: u16, body: &Value) -> Vec<u8> {
    let body = body.to_string();
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} Decided\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n"
    );
    (head + &body).into_bytes()
}
