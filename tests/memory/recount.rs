//! The memory of a recount of a poll with a million ballots, which a connector makes up.

use aws_sdk_dynamodb::Client;
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use janitor::{Janitor, Settings};
use kith::engine::client;
use serde_json::{Value, json};
use shared::dynamo::Table;
use shared::store::Store;
use tests::{App, Routes as _};

use super::{MIB, peak};

const BALLOTS: u64 = 1_000_000;

/// Between the SDK and the engine: answers for the ballots of a post.
#[derive(Clone, Debug)]
struct Ballots {
    engine: SharedHttpConnector,
    table: String,
    post: u64,
    choice: u64,
}

impl HttpConnector for Ballots {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let call: Value = serde_json::from_slice(request.body().bytes().unwrap()).unwrap();
        match self.page(&call).or_else(|| self.batch(&call)) {
            None => self.engine.call(request),
            Some(body) => {
                let mut response = HttpResponse::new(200.try_into().unwrap(), SdkBody::from(body));
                response.headers_mut().insert("content-type", "application/x-amz-json-1.0");
                HttpConnectorFuture::ready(Ok(response))
            }
        }
    }
}

impl Ballots {
    /// A page of the index of ballots.
    fn page(&self, call: &Value) -> Option<String> {
        let partition = format!("POST#{}#BALLOTS", self.post);
        (call["ExpressionAttributeValues"][":pk"]["S"] == partition).then(|| {
            let after = call["ExclusiveStartKey"]["GSI2SK"]["S"].as_str().map_or(0, |sort| sort.parse().unwrap());
            let last = BALLOTS.min(after + call["Limit"].as_u64().unwrap());
            let row = |voter: u64| {
                let keys = [
                    ("PK", format!("U#{voter}")),
                    ("SK", format!("POLLVOTE#{:016}", self.post)),
                    ("GSI2PK", partition.clone()),
                    ("GSI2SK", format!("{voter:016}")),
                ];
                let keys = keys.map(|(name, value)| format!(r#""{name}": {{"S": "{value}"}}"#));
                format!("{{{}}}", keys.join(", "))
            };
            let rows: Vec<String> = (after + 1..=last).map(row).collect();
            let next = (last < BALLOTS).then(|| format!(r#", "LastEvaluatedKey": {}"#, row(last)));
            let (rows, count) = (rows.join(", "), rows.len());
            format!(r#"{{"Count": {count}, "Items": [{rows}]{}}}"#, next.unwrap_or_default())
        })
    }

    /// The ballots of some voters.
    fn batch(&self, call: &Value) -> Option<String> {
        let keys = call["RequestItems"][&self.table]["Keys"].as_array()?;
        keys.first()?["SK"]["S"].as_str()?.starts_with("POLLVOTE#").then(|| {
            let Self { table, post, choice, .. } = self;
            let ballot = |key: &Value| {
                let (pk, sk) = (key["PK"]["S"].as_str().unwrap(), key["SK"]["S"].as_str().unwrap());
                let user = pk.trim_start_matches("U#");
                let vote = format!(r#"{{"M": {{"id": {{"N": "{user}"}}, "choice": {{"N": "{choice}"}}}}}}"#);
                format!(
                    r#"{{"PK": {{"S": "{pk}"}}, "SK": {{"S": "{sk}"}}, "post": {{"N": "{post}"}},
                    "user": {{"N": "{user}"}}, "votes": {{"L": [{vote}]}}}}"#
                )
            };
            let ballots: Vec<String> = keys.iter().map(ballot).collect();
            format!(r#"{{"Responses": {{"{table}": [{}]}}}}"#, ballots.join(", "))
        })
    }
}

#[tokio::test]
#[ignore = "takes minutes (docs/events.md, \"Large recounts\")"]
async fn a_recount_of_a_million_ballots_uses_little_memory() {
    let app = App::new().await;
    let author = app.register("author").await;
    let poll = json!({"title": "?", "choices": [{"choice": "a"}, {"choice": "b"}]});
    let post = author.post("/api/v2/post/").json(&json!({"text": "x", "poll": poll})).await.expect(201).json();
    app.settle().await;
    let (endpoint, table) = app.stream.address();
    let (post, choice) = (post["id"].as_u64().unwrap(), post["poll"]["choices"][1]["id"].as_u64().unwrap());
    let connector = Ballots { engine: endpoint.connector(), table: table.to_owned(), post, choice };
    let connector = SharedHttpConnector::new(connector);
    let config = client(endpoint.clone()).config().to_builder();
    let client = Client::from_conf(config.http_client(http_client_fn(move |_, _| connector.clone())).build());
    let settings = Settings { pause: std::time::Duration::ZERO, ..Settings::default() };
    let janitor = Janitor::new(Store::new(Table::new(client, table)), app.state.clock.clone(), settings);
    // Right, so that the first pass is the only one.
    let counter = format!("count_choice_{choice}");
    app.rows().change(&format!("POST#{post}"), "POST#COUNTERS", json!({ counter: BALLOTS })).await;
    peak();
    let (_, before) = peak();
    let mut runs = 0;
    while runs == 0 || app.rows().get("JANITOR", &format!("RECOUNT#POST#{post} POST#COUNTERS")).await.is_some() {
        assert!(janitor.run().await.unwrap().is_clean());
        runs += 1;
    }
    let (highest, _) = peak();
    println!("{runs} runs: {} MiB at the peak, {} MiB before", highest / MIB, before / MIB);
    assert_eq!(runs, 4);
    assert!(highest < 200 * MIB, "{} MiB", highest / MIB);
}
