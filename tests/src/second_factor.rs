//! Second factors of test users.

use serde_json::{Value, json};
use shared::domain::account::second_factor::Secret;

use crate::community::{App, TestUser};
use crate::request::{Request, Routes as _};

/// The second factor of a test user.
#[derive(Clone)]
pub struct TestFactor {
    /// The secret in the user's app.
    pub secret: Secret,
    /// The code that turned it on, and is used up.
    pub used: String,
    /// The recovery codes.
    pub recovery: Vec<String>,
}

impl TestUser {
    /// The path of the user's own second factor.
    pub const TOTP: &str = "/api/v2/user/me/totp/";

    /// Begins a set-up. Returns the secret.
    pub async fn begin_second_factor(&self) -> Secret {
        let body = self.post(Self::TOTP).await.expect(200).json();
        body["secret"].as_str().and_then(Secret::parse).unwrap_or_else(|| panic!("{body}"))
    }

    /// Sets a second factor up.
    pub async fn second_factor(&self, app: &App) -> TestFactor {
        let secret = self.begin_second_factor().await;
        let used = app.code_of(&secret);
        let body = self.post("/api/v2/user/me/totp/confirm/").json(&json!({"code": used})).await.expect(200).json();
        let recovery: Vec<_> = body["recovery_codes"].as_array().expect("codes").iter().map(text).collect();
        TestFactor { secret, used, recovery }
    }
}

impl App {
    /// The code that an app shows now, as a request gives it back.
    pub fn code_of(&self, secret: &Secret) -> String {
        secret.code_at(self.state.clock.now())
    }

    /// A request that logs in with a code.
    pub fn login_with(&self, name: &str, otp: &str) -> Request {
        let body = json!({"username": name, "password": TestUser::PASSWORD, "otp": otp});
        self.post("/api/users/login/").json(&body)
    }

    /// A request for tokens with a code.
    pub fn grant_with(&self, name: &str, otp: &str) -> Request {
        let body = json!({"grant_type": "password", "username": name, "password": TestUser::PASSWORD, "otp": otp});
        self.post("/oauth/token/").json(&body)
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
