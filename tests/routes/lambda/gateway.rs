//! A fake API Gateway: events in, responses out, through the handlers that Lambda calls.

use axum::Router;
use lambda_http::request::LambdaRequest;
use lambda_http::{Adapter, Context, LambdaEvent, Service as _};
use serde_json::Value;
use shared::runtime::config::Config;
use shared::runtime::state::AppState;
use tests::{App, config};

/// An event of API Gateway for a function.
pub struct Event {
    pub function: String,
    pub json: Value,
}

/// A function's response, as API Gateway reads it.
#[derive(Debug)]
pub struct Answer {
    json: Value,
}

/// All functions, over one table.
pub struct Gateway {
    app: App,
}

impl Event {
    /// Reads a file of `events/`, whose name begins with that of its function.
    pub fn of(file: &str) -> Self {
        Self {
            function: file.split('-').next().expect("a name").to_owned(),
            json: serde_json::from_str(&tests::sources::read(&format!("events/{file}.json"))).expect("JSON"),
        }
    }

    /// Replaces the placeholders for a token and a user's id.
    pub fn fill(self, token: &str, user_id: &str) -> Self {
        let text = self.json.to_string().replace("TOKEN", token).replace("USER_ID", user_id);
        Self { json: serde_json::from_str(&text).expect("JSON"), ..self }
    }

    /// Replaces the value at a JSON pointer.
    pub fn with(mut self, pointer: &str, value: impl Into<Value>) -> Self {
        *self.json.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = value.into();
        self
    }

    /// Replaces the query.
    pub fn with_query(self, query: &str) -> Self {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let single = pairs.iter().map(|(name, value)| (name.clone(), Value::from(value.clone()))).collect();
        let multi = pairs.iter().map(|(name, value)| (name.clone(), Value::from(vec![value.clone()]))).collect();
        self.with("/queryStringParameters", Value::Object(single))
            .with("/multiValueQueryStringParameters", Value::Object(multi))
    }

    /// Adds or replaces a header, in both places where an event has headers.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.json["headers"][name] = value.into();
        self.json["multiValueHeaders"][name] = vec![value].into();
        self
    }

    /// The text at a JSON pointer.
    pub fn text(&self, pointer: &str) -> &str {
        self.json.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no {pointer}"))
    }
}

impl Answer {
    pub fn status(&self) -> u64 {
        self.json["statusCode"].as_u64().expect("a status")
    }

    /// The body as text. Panics if it is base64.
    pub fn body(&self) -> &str {
        assert_eq!(self.json["isBase64Encoded"], false, "{self:?}");
        self.json["body"].as_str().unwrap_or_default()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(self.body()).unwrap_or_else(|e| panic!("{e} in {self:?}"))
    }

    /// A header's value; empty if it is missing.
    pub fn header(&self, name: &str) -> &str {
        let values = self.json["multiValueHeaders"][name].as_array();
        values.and_then(|values| values[0].as_str()).unwrap_or_default()
    }

    /// Panics unless the response has this status.
    #[track_caller]
    pub fn expect(self, status: u64) -> Self {
        assert_eq!(self.status(), status, "{self:?}");
        self
    }
}

impl Gateway {
    pub async fn new() -> Self {
        Self::with(config()).await
    }

    pub async fn with(config: Config) -> Self {
        Self { app: App::with(config).await }
    }

    /// A gateway to a community in which `madeline` of the events has registered, with her token and id.
    pub async fn with_madeline() -> (Self, String, String) {
        let gateway = Self::new().await;
        let session = gateway.send(Event::of("accounts-register")).await.expect(200).json();
        let token = session["token"].as_str().expect("a token").to_owned();
        (gateway, token, session["user"]["id"].to_string())
    }

    /// The service's state, limited to the permissions of a function.
    pub fn acting_as(&self, function: &str) -> AppState {
        self.app.acting_as(function)
    }

    /// The service's state.
    pub fn state(&self) -> &AppState {
        &self.app.state
    }

    /// Calls the function's handler as Lambda's runtime does: JSON in, JSON out.
    pub async fn send(&self, event: Event) -> Answer {
        let payload: LambdaRequest = serde_json::from_value(event.json).expect("an event of API Gateway");
        let routes = match event.function.as_str() {
            "accounts" => accounts::routes(Router::new()),
            "directory" => directory::routes(Router::new()),
            "docs" => docs::routes(Router::new()),
            "graph" => graph::routes(Router::new()),
            "notifications" => notifications::routes(Router::new()),
            "feed" => feed::routes(Router::new()),
            "users" => users::routes(Router::new()),
            other => panic!("there is no function {other}"),
        };
        let service = shared::runtime::service::app(routes, self.acting_as(&event.function));
        let mut adapter = Adapter::from(shared::runtime::lambda::handler(service));
        let Ok(answer) = adapter.call(LambdaEvent::new(payload, Context::default())).await;
        Answer { json: serde_json::to_value(answer).expect("JSON") }
    }
}
