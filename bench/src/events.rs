//! Events in the form in which API Gateway's REST API and the other event sources send them.

use axum::body::Bytes;
use serde_json::{Value, json};

/// A request to an API function.
#[derive(Clone, Debug)]
pub struct Request {
    method: &'static str,
    path: String,
    token: Option<String>,
    body: Option<Value>,
}

impl Request {
    /// A `GET` request.
    pub fn get(path: impl Into<String>) -> Self {
        Self { method: "GET", path: path.into(), token: None, body: None }
    }

    /// A `PATCH` request with a JSON body.
    pub fn patch(path: impl Into<String>, body: Value) -> Self {
        Self { method: "PATCH", path: path.into(), token: None, body: Some(body) }
    }

    /// Whether the request is a `GET`, which changes nothing.
    pub fn is_read(&self) -> bool {
        self.method == "GET"
    }

    /// Authenticates the request with a token.
    pub fn with_token(self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self }
    }

    /// The event of a request, as API Gateway sends it.
    pub fn to_event(&self) -> Bytes {
        let mut headers = vec![
            ("accept", "application/json, text/plain, */*".to_owned()),
            ("accept-encoding", "gzip, deflate, br".to_owned()),
            ("Host", "abc123def4.execute-api.eu-west-1.amazonaws.com".to_owned()),
            ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0".to_owned()),
            ("X-Amzn-Trace-Id", "Root=1-67d3f968-e20676cef3dad8285a286f76".to_owned()),
            ("X-Forwarded-For", "192.0.2.201".to_owned()),
            ("X-Forwarded-Port", "443".to_owned()),
            ("X-Forwarded-Proto", "https".to_owned()),
        ];
        headers.extend(self.token.as_ref().map(|token| ("Authorization", format!("Bearer {token}"))));
        headers.extend(self.body.as_ref().map(|_| ("Content-Type", "application/json".to_owned())));
        let single: Value = headers.iter().map(|(name, value)| (name.to_string(), json!(value))).collect();
        let multi: Value = headers.iter().map(|(name, value)| (name.to_string(), json!([value]))).collect();
        let resource = self.path.trim_end_matches('/');
        let event = json!({
            "resource": resource,
            "path": self.path,
            "httpMethod": self.method,
            "headers": single,
            "multiValueHeaders": multi,
            "queryStringParameters": null,
            "multiValueQueryStringParameters": null,
            "pathParameters": null,
            "stageVariables": null,
            "requestContext": {
                "resourceId": "wzld14",
                "resourcePath": resource,
                "httpMethod": self.method,
                "path": format!("/prod{}", self.path),
                "accountId": "123456789012",
                "protocol": "HTTP/1.1",
                "stage": "prod",
                "requestTimeEpoch": 1_741_945_192_077_u64,
                "requestId": "1043a9af-9fd4-44cc-8182-84dcd5be7a58",
                "identity": { "sourceIp": "192.0.2.201", "userAgent": "Mozilla/5.0" },
                "domainName": "abc123def4.execute-api.eu-west-1.amazonaws.com",
                "apiId": "abc123def4",
            },
            "body": self.body.as_ref().map(Value::to_string),
            "isBase64Encoded": false,
        });
        event.to_string().into()
    }
}

/// The end of a socket that is not known any more.
pub fn disconnection() -> Bytes {
    let context = json!({"connectionId": "L0SM9cOFvHcCIhw=", "eventType": "DISCONNECT", "routeKey": "$disconnect"});
    json!({"requestContext": context, "headers": {}, "isBase64Encoded": false}).to_string().into()
}

/// An empty batch of records. It has the fields of a stream's batch in a tumbling window; a bucket's batch has only the
/// records.
pub fn empty_batch() -> Bytes {
    let window = json!({"start": "2025-03-14T09:31:00Z", "end": "2025-03-14T09:32:00Z"});
    let batch = json!({
        "Records": [],
        "window": window,
        "state": {},
        "shardId": "shardId-1",
        "eventSourceARN": "arn:aws:dynamodb:eu-west-1:123456789012:table/kith/stream/1",
        "isFinalInvokeForWindow": false,
        "isWindowTerminatedEarly": false,
    });
    batch.to_string().into()
}
