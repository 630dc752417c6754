//! The rights that calls of DynamoDB, EventBridge, SES and the management API of WebSockets need.

use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use serde_json::Value;

use super::{Privileges, Right, keyed};

/// Checks every call of a client against the rights of its function.
#[derive(Debug)]
pub struct Calls(pub Privileges);

impl Intercept for Calls {
    fn name(&self) -> &'static str {
        "privileges"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request();
        let Some(target) = request.headers().get("x-amz-target") else {
            if request.uri().contains("/v2/email/") {
                for right in to_send_mail(request.uri()) {
                    self.0.exercise(&[right]);
                }
                return Ok(());
            }
            assert!(request.uri().contains("/@connections/"), "{}", request.uri());
            self.0.exercise(&[on_sockets(request.method())]);
            return Ok(());
        };
        let body = serde_json::from_slice(request.body().bytes().expect("a body in memory")).expect("JSON");
        for right in rights(target, &body) {
            self.0.exercise(&right);
        }
        Ok(())
    }
}

/// The rights that a call needs: one of each of these lists.
fn rights(target: &str, body: &Value) -> Vec<Vec<Right>> {
    let (_, operation) = target.split_once('.').expect("service and operation");
    match operation {
        "TransactWriteItems" => {
            let parts =
                body["TransactItems"].as_array().expect("parts").iter().flat_map(|p| p.as_object().expect("one"));
            parts.map(|(part, request)| on_table(action_of(part), request)).collect()
        }
        "TransactGetItems" => vec![on_table("GetItem", body)],
        "PutEvents" => vec![vec![("events:PutEvents".to_owned(), "EventBus.Arn".to_owned())]],
        "BatchGetItem" | "BatchWriteItem" | "DeleteItem" | "GetItem" | "PutItem" | "Query" | "Scan" | "UpdateItem" => {
            vec![on_table(operation, body)]
        }
        _ => panic!("the rights for {target} are unknown"),
    }
}

/// A right on the sockets of the template's WebSocket API.
fn on_sockets(method: &str) -> Right {
    let api = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${RealtimeApi}/live";
    ("execute-api:ManageConnections".to_owned(), format!("{api}/{method}/@connections/*"))
}

/// The rights to send a mail: on the identity of the sender, and on the configuration set.
fn to_send_mail(uri: &str) -> [Right; 2] {
    assert!(uri.ends_with("/v2/email/outbound-emails"), "{uri}");
    ["identity/${MailDomain}", "configuration-set/kith-${Stack}"].map(|resource| {
        let resource = format!("arn:${{AWS::Partition}}:ses:${{AWS::Region}}:${{AWS::AccountId}}:{resource}");
        ("ses:SendEmail".to_owned(), resource)
    })
}

/// The action of a part of a transaction.
fn action_of(part: &str) -> &'static str {
    match part {
        "ConditionCheck" => "ConditionCheckItem",
        "Delete" => "DeleteItem",
        "Put" => "PutItem",
        "Update" => "UpdateItem",
        _ => panic!("{part} is not a part of a transaction"),
    }
}

/// A right on the whole table or index, or on the item of the call.
fn on_table(action: &str, request: &Value) -> Vec<Right> {
    let resource = match request["IndexName"].as_str() {
        Some(index) => format!("Table.Arn/index/{index}"),
        None => "Table.Arn".to_owned(),
    };
    let key = request["Key"].get("PK").or_else(|| request["Item"].get("PK"));
    let item = key.map(|key| resource.clone() + &keyed(key["S"].as_str().expect("text")));
    [Some(resource), item].into_iter().flatten().map(|resource| (format!("dynamodb:{action}"), resource)).collect()
}
