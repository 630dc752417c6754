//! An HTTP client of a running server.

use std::time::Duration;

use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::Request;

/// The password of every user that a test registers.
pub const PASSWORD: &str = "correct-horse";

/// Calls one server, anonymously or with a token.
#[derive(Clone)]
pub struct Client {
    agent: Agent,
    base: String,
    token: Option<String>,
    idempotency_key: Option<String>,
    headers: Vec<(&'static str, String)>,
}

/// A response.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Client {
    /// An anonymous client of the server at `base`, such as `http://127.0.0.1:9000`.
    pub fn new(base: &str) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).proxy(None);
        let agent = config.timeout_global(Some(Duration::from_secs(20))).build().into();
        Self { agent, base: base.to_owned(), token: None, idempotency_key: None, headers: Vec::new() }
    }

    /// The same client with a token.
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The same client, which sends an idempotency key.
    pub fn with_key(&self, key: &str) -> Self {
        Self { idempotency_key: Some(key.to_owned()), ..self.clone() }
    }

    /// The same client, which sends these headers too.
    pub fn with_headers(&self, headers: &[(&'static str, &str)]) -> Self {
        let headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Self { headers, ..self.clone() }
    }

    /// `GET`
    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "").expect("an answer")
    }

    /// `DELETE`
    pub fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, "").expect("an answer")
    }

    /// `POST` with a JSON body.
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.try_post(path, body).expect("an answer")
    }

    /// `PATCH` with a JSON body.
    pub fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send("PATCH", path, &body.to_string()).expect("an answer")
    }

    /// `POST` to a server that may have been killed.
    pub fn try_post(&self, path: &str, body: &Value) -> Result<Answer, ureq::Error> {
        self.send("POST", path, &body.to_string())
    }

    /// Registers a user.
    pub fn register(&self, name: &str) -> Answer {
        self.try_register(name).expect("an answer")
    }

    /// Registers a user at a server that may have been killed.
    pub fn try_register(&self, name: &str) -> Result<Answer, ureq::Error> {
        let body = json!({"username": name, "email": format!("{name}@example.org"), "password": PASSWORD});
        self.try_post("/api/users/register/", &body)
    }

    /// Logs in.
    pub fn log_in(&self, name: &str, password: &str) -> Answer {
        self.post("/api/users/login/", &json!({"username": name, "password": password}))
    }

    /// Registers a user, and returns a client with the user's token.
    pub fn registered(&self, name: &str) -> Self {
        self.with_token(self.register(name).expect(200).token())
    }

    /// Logs in, and returns a client with the user's token.
    pub fn logged_in(&self, name: &str, password: &str) -> Self {
        self.with_token(self.log_in(name, password).expect(200).token())
    }

    /// The caller's username; `None` if the token is rejected.
    pub fn name(&self) -> Option<String> {
        let answer = self.get("/api/users/user/");
        match answer.status {
            401 => None,
            _ => Some(answer.expect(200).body["username"].as_str().unwrap().to_owned()),
        }
    }

    /// The number of users, from the user list, which requires a token.
    pub fn count(&self) -> u64 {
        self.get("/api/v2/user/?limit=1").expect(200).body["count"].as_u64().unwrap()
    }

    /// The status of a page.
    pub fn status(&self, path: &str) -> u16 {
        let request = self.agent.get(format!("{}{path}", self.base));
        let request = self.headers.iter().fold(request, |request, (name, value)| request.header(*name, value));
        request.call().expect("an answer").status().as_u16()
    }

    /// Downloads a file: the status and the bytes.
    pub fn download(&self, url: &str) -> (u16, Vec<u8>) {
        let mut response = self.agent.get(url).call().expect("an answer");
        let bytes = response.body_mut().read_to_vec().expect("bytes");
        (response.status().as_u16(), bytes)
    }

    /// Uploads a file, without credentials.
    pub fn put_file(&self, url: &str, bytes: &[u8]) -> u16 {
        self.agent.put(url).send(bytes).expect("an answer").status().as_u16()
    }

    fn send(&self, method: &str, path: &str, body: &str) -> Result<Answer, ureq::Error> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(key) = &self.idempotency_key {
            request = request.header("idempotency-key", key);
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let mut response = if body.is_empty() {
            self.agent.run(request.body(())?)?
        } else {
            let kind = if path == "/users/" { "application/vnd.api+json" } else { "application/json" };
            self.agent.run(request.header("content-type", kind).body(body)?)?
        };
        let text = response.body_mut().read_to_string()?;
        let body = if text.is_empty() { Value::Null } else { serde_json::from_str(&text).expect("JSON") };
        Ok(Answer { status: response.status().as_u16(), body })
    }
}

impl Answer {
    /// Fails the test unless the answer has this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        self
    }

    /// The token that registration and login give.
    pub fn token(&self) -> &str {
        self.body["token"].as_str().unwrap()
    }
}
