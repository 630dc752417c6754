//! Acts, and the events that each of them is to be.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shared::domain::UserId;
use shared::domain::account::code::CodePurpose;
use shared::runtime::security::SecurityEvent;
use shared::runtime::telemetry::Metrics;
use tests::{App, Request, Routes as _, TestResponse, TestUser};

use crate::lambda::log_capture::logged;

const NETWORK: &str = "192.0.2.66";
const CLIENT: &str = "curl/8";
/// The password to which users change theirs.
pub const NEW_PASSWORD: &str = "dangling-on-the-ridge";

/// Acts in a community, one after another.
pub struct Walk {
    /// The community.
    pub app: App,
    /// What no line may contain.
    pub secrets: Vec<String>,
    /// The names of the events that were logged.
    pub seen: BTreeSet<&'static str>,
}

impl Walk {
    /// Begins in this community.
    pub fn new(app: App) -> Self {
        let secrets = [TestUser::PASSWORD, NEW_PASSWORD, "@", "madeline", "theo", "badeline", "oshiro"];
        Self { app, secrets: secrets.map(str::to_owned).to_vec(), seen: BTreeSet::new() }
    }

    /// Sends a request. Returns the response and the events.
    pub async fn send(&mut self, request: Request, status: u16) -> (TestResponse, Vec<Value>) {
        let request = request.header("user-agent", CLIENT).from_address(NETWORK);
        let (response, lines) = logged(Metrics::Routes, "f", async { request.await.expect(status) }).await;
        let text = lines.iter().map(Value::to_string).collect::<String>();
        for secret in &self.secrets {
            assert!(!text.contains(secret.as_str()), "{secret} in {text}");
        }
        let requests = lines.iter().filter(|line| line["message"] == "answered").count();
        assert_eq!(requests, 1, "{text}");
        (response, lines.into_iter().filter(|line| line["event"].is_string()).collect())
    }

    /// Sends a request that is this one event of this user.
    pub async fn expect(
        &mut self,
        event: SecurityEvent,
        user: impl Into<Option<UserId>>,
        by: Option<&TestUser>,
        (request, status): (Request, u16),
    ) -> (TestResponse, Value) {
        let (response, lines) = self.send(request, status).await;
        let [line] = <[Value; 1]>::try_from(lines).unwrap_or_else(|lines| panic!("{event:?}: {lines:?}"));
        let level = if event.is_warning() { "WARN" } else { "INFO" };
        let id = |id: Option<UserId>| id.map_or(Value::Null, |id| id.get().into());
        assert_eq!((&line["event"], &line["level"]), (&json!(event.name()), &json!(level)), "{line}");
        assert_eq!((&line["user"], &line["by"]), (&id(user.into()), &id(by.map(|by| by.id))), "{line}");
        assert_eq!((&line["network"], &line["client"]), (&json!(NETWORK), &json!(CLIENT)), "{line}");
        assert_eq!(event.is_staff_act(), by.is_some(), "{line}");
        self.seen.insert(event.name());
        (response, line)
    }

    /// Sends a request that is no event.
    pub async fn silent(&mut self, request: Request, status: u16) -> TestResponse {
        let (response, events) = self.send(request, status).await;
        assert!(events.is_empty(), "{events:?}");
        response
    }

    /// Creates a user, whose token is a secret.
    pub async fn user(&mut self, name: &str) -> TestUser {
        let user = self.app.user(name).await;
        self.secrets.push(user.token.clone());
        user
    }

    /// A body with a code for this purpose.
    pub async fn code(&mut self, user: &TestUser, purpose: CodePurpose) -> Value {
        let code = self.app.mailed_code(user, purpose).await;
        self.secrets.push(code.clone());
        json!({"validation_code": code})
    }

    /// Logs a user in. Returns the access token, the refresh token and the id of the session.
    pub async fn tokens(&mut self, name: &str, user: UserId) -> (String, String, Value) {
        let body = json!({"grant_type": "password", "username": name, "password": TestUser::PASSWORD});
        let request = self.app.post("/oauth/token/").json(&body);
        let (response, line) = self.expect(SecurityEvent::LoggedIn, user, None, (request, 200)).await;
        let token = |name: &str| response.json()[name].as_str().expect("a token").to_owned();
        let (access, refresh) = (token("access_token"), token("refresh_token"));
        self.secrets.extend([access.clone(), refresh.clone()]);
        (access, refresh, line["session"].clone())
    }
}
