//! A fake SES that speaks the protocol of `SendEmail` and can be told to refuse.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use aws_sdk_sesv2::config::{BehaviorVersion, Builder, Credentials, Region};
use axum::Router;
use axum::extract::State;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use mailer::Mailer;
use serde_json::{Value, json};
use shared::mail::Transport;
use tests::App;
use tests::privileges::{Calls, Privileges};

/// The name of the configuration set.
pub const SET: &str = "kith-test";

#[derive(Default)]
struct Seen {
    mails: Vec<Value>,
    refusals: VecDeque<(&'static str, &'static str)>,
    calls: usize,
}

/// The fake SES, with the mails that it has accepted.
#[derive(Clone)]
pub struct FakeSes {
    seen: Arc<Mutex<Seen>>,
    endpoint: String,
    /// The permissions of the mailer, and those that it used.
    pub privileges: Privileges,
}

impl FakeSes {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::<Mutex<Seen>>::default();
        let app = Router::new().fallback(send_email).with_state(seen.clone());
        tokio::spawn(async { axum::serve(listener, app).await });
        Self { seen, endpoint, privileges: Privileges::of("mailer") }
    }

    /// The same at another address.
    pub fn at(&self, endpoint: String) -> Self {
        Self { endpoint, ..self.clone() }
    }

    /// A mailer of this community that sends by this SES.
    pub fn mailer(&self, app: &App) -> Mailer {
        let config = Builder::new()
            .behavior_version(BehaviorVersion::latest())
            .endpoint_url(&self.endpoint)
            .region(Region::new("eu-central-1"))
            .credentials_provider(Credentials::new("kith", "kith", None, None, "a test"))
            .interceptor(Calls(self.privileges.clone()))
            .http_client(aws_smithy_http_client::Builder::new().build_http());
        app.mailer_by(Transport::Ses(Some(SET.to_owned()))).with_ses_of(config)
    }

    /// Refuses the next calls with these errors, and their messages.
    pub fn refuse(&self, refusals: &[(&'static str, &'static str)]) {
        self.seen.lock().unwrap().refusals = refusals.iter().copied().collect();
    }

    /// How many calls there were since the last time, and the mails that were accepted.
    pub fn take(&self) -> (usize, Vec<Value>) {
        let Seen { mails, calls, .. } = std::mem::take(&mut *self.seen.lock().unwrap());
        (calls, mails)
    }
}

async fn send_email(State(seen): State<Arc<Mutex<Seen>>>, method: Method, uri: Uri, body: String) -> Response {
    assert_eq!((method, uri.path()), (Method::POST, "/v2/email/outbound-emails"));
    let mut seen = seen.lock().unwrap();
    seen.calls += 1;
    if let Some((code, message)) = seen.refusals.pop_front() {
        let status =
            if code == "TooManyRequestsException" { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::BAD_REQUEST };
        return (status, [("x-amzn-errortype", code)], json!({"message": message}).to_string()).into_response();
    }
    seen.mails.push(serde_json::from_str(&body).expect("JSON"));
    json!({"MessageId": "0102018d-7f5b-4b3a-8a3e-000000000000"}).to_string().into_response()
}
