//! The errors of DynamoDB, as it writes them.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::body::SdkBody;
use serde_json::{Value, json};

/// In place of the name of an error: the call panics, as a bug of its caller might.
pub const PANIC: &str = "panic";

/// The error of a call that conflicts with another transaction, which is half done: it has the first item, and the last
/// one is as it leaves it.
pub(crate) fn conflict(body: &Value) -> HttpResponse {
    let Some(items) = body["TransactItems"].as_array() else { return refusal("TransactionConflictException") };
    cancelled((1..=items.len()).map(|number| match number {
        1 => "TransactionConflict",
        last if last == items.len() => "ConditionalCheckFailed",
        _ => "None",
    }))
}

/// The error of a transaction with these reasons, one for each write.
pub(crate) fn cancelled<'a>(reasons: impl Iterator<Item = &'a str>) -> HttpResponse {
    let reasons: Vec<Value> = reasons.map(|code| json!({"Code": code, "Message": "Not now."})).collect();
    let error = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException";
    written(400, &json!({"__type": error, "Message": "Transaction cancelled", "CancellationReasons": reasons}))
}

pub(crate) fn refusal(error: &str) -> HttpResponse {
    let status = if error.ends_with("ServerError") { 500 } else { 400 };
    let error = format!("com.amazonaws.dynamodb.v20120810#{error}");
    written(status, &json!({"__type": error, "message": "Not now."}))
}

pub(crate) fn written(status: u16, body: &Value) -> HttpResponse {
    let mut response = HttpResponse::new(status.try_into().expect("a status"), SdkBody::from(body.to_string()));
    response.headers_mut().insert("content-type", "application/x-amz-json-1.0");
    response
}
