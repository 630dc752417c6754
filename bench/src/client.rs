//! An HTTP client with one connection.

use std::time::Duration;

use serde_json::Value;
use ureq::Agent;
use ureq::http::Request;

/// A client of the server, anonymous or with a token.
pub struct Client {
    agent: Agent,
    base: String,
    token: Option<String>,
}

impl Client {
    /// An anonymous client.
    pub fn anonymous(base: &str) -> Self {
        Self::new(base, None)
    }

    /// A client with a connection of its own.
    pub fn new(base: &str, token: Option<&str>) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).proxy(None).max_idle_connections(1);
        let agent = config.timeout_global(Some(Duration::from_secs(30))).build().into();
        Self { agent, base: base.to_owned(), token: token.map(str::to_owned) }
    }

    /// Sends a request and reads the whole response. Returns its status and body, or the reason why there is none.
    pub fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Result<(u16, String), String> {
        self.send(method, path, body).map_err(|error| error.to_string())
    }

    /// The JSON body of a response, which must be a 2xx.
    pub fn json(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let (status, text) = self.call(method, path, body).expect("a response");
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
