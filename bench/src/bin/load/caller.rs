//! A client with one connection.

use std::time::Duration;

use serde_json::Value;
use ureq::Agent;
use ureq::http::Request;

/// Calls the server, anonymously or with a token.
pub struct Caller {
    agent: Agent,
    base: String,
    token: Option<String>,
}

impl Caller {
    /// An anonymous one.
    pub fn new(base: &str) -> Self {
        Self::with(base, None)
    }

    /// One with a connection of its own and, where there is one, a token.
    pub fn with(base: &str, token: Option<&str>) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).proxy(None).max_idle_connections(1);
        let agent = config.timeout_global(Some(Duration::from_secs(30))).build().into();
        Self { agent, base: base.to_owned(), token: token.map(str::to_owned) }
    }

    /// Sends a request and reads the whole answer; says its status and body, or why there was none.
    pub fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Result<(u16, String), String> {
        self.send(method, path, body).map_err(|error| error.to_string())
    }

    /// The body of an answer that must be one.
    pub fn json(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let (status, text) = self.call(method, path, body).expect("an answer");
        assert!((200..300).contains(&status), "{method} {path}: {status} {text}");
        serde_json::from_str(&text).expect("JSON")
    }

    fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Result<(u16, String), ureq::Error> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let mut response = match body {
            None => self.agent.run(request.body(())?)?,
            Some(body) => self.agent.run(request.header("content-type", "application/json").body(body.to_string())?)?,
        };
        Ok((response.status().as_u16(), response.body_mut().read_to_string()?))
    }
}
