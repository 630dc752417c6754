//! A table that sometimes refuses: a proxy between the SDK and the engine.

use std::sync::{Arc, Mutex};

use kith::engine::client;
use serde_json::{Value, json};
use shared::store::{Store, Table};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What is refused, and how.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The operation, such as `UpdateItem`.
    pub operation: &'static str,
    /// The partition key of the item, and how its sort key begins.
    pub item: (String, &'static str),
    /// The error that DynamoDB would name.
    pub error: &'static str,
}

/// The proxy in front of a table.
#[derive(Clone)]
pub struct Faults {
    present: Arc<Mutex<Option<Fault>>>,
    refused: Arc<Mutex<usize>>,
}

impl crate::App {
    /// The same table by a way on which calls can be refused.
    pub async fn faulty(&self) -> (Store, Faults) {
        let (endpoint, table) = self.stream.address();
        let upstream = endpoint.strip_prefix("http://").expect("plain HTTP").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let faults = Faults { present: Arc::default(), refused: Arc::default() };
        let serving = faults.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (faults, upstream) = (serving.clone(), upstream.clone());
                tokio::spawn(async move { faults.serve(stream, &upstream).await });
            }
        });
        (Store::new(Table::new(client(&format!("http://{address}")), table)), faults)
    }
}

impl Faults {
    /// From now on such calls are refused; with `None`, none are.
    pub fn set(&self, fault: Option<Fault>) {
        *self.present.lock().expect("no panic") = fault;
    }

    /// How many calls were refused so far, each try of the SDK for itself.
    pub fn refused(&self) -> usize {
        *self.refused.lock().expect("no panic")
    }

    /// One request, and the end of the connection.
    async fn serve(&self, mut client: TcpStream, upstream: &str) -> std::io::Result<()> {
        let mut request = Vec::new();
        let head = loop {
            if client.read_buf(&mut request).await? == 0 {
                return Ok(());
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
        let body: Value = serde_json::from_slice(&request[head..]).expect("JSON");
        let target = header("x-amz-target").expect("an operation");
        if let Some(error) = self.fault(&target, &body) {
            *self.refused.lock().expect("no panic") += 1;
            let status = if error.ends_with("ServerError") { 500 } else { 400 };
            let body = json!({"__type": format!("com.amazonaws.dynamodb.v20120810#{error}"), "message": "Not now."});
            return client.write_all(answer(status, &body.to_string()).as_bytes()).await;
        }
        let mut engine = TcpStream::connect(upstream).await?;
        let closing = headers.trim_end().to_owned() + "\r\nconnection: close\r\n\r\n";
        engine.write_all(closing.as_bytes()).await?;
        engine.write_all(&request[head..]).await?;
        tokio::io::copy(&mut engine, &mut client).await.map(drop)
    }

    /// The error for this call, if it is to be refused.
    fn fault(&self, target: &str, body: &Value) -> Option<&'static str> {
        let present = self.present.lock().expect("no panic");
        let fault = present.as_ref().filter(|fault| target.ends_with(&format!(".{}", fault.operation)))?;
        let key = body.get("Key").or(body.get("Item"))?;
        let (pk, sk) = (key["PK"]["S"].as_str()?, key["SK"]["S"].as_str()?);
        (pk == fault.item.0 && sk.starts_with(fault.item.1)).then_some(fault.error)
    }
}

fn answer(status: u16, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} Refused\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n{body}"
    )
}
