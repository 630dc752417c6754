//! `/oauth/...`: access and refresh tokens.

mod races;
mod refresh;
mod reuse;
mod revoke;
mod token;

use serde_json::{Value, json};
use tests::{App, Request, Routes as _, TestResponse, TestUser};

const ME: &str = "/api/users/user/";
const SESSIONS: &str = "/api/v2/user/me/sessions/";

/// The tokens of a session.
#[derive(Clone, Debug, PartialEq)]
struct Tokens {
    access: String,
    refresh: String,
}

impl Tokens {
    fn of(answer: &TestResponse) -> Self {
        let body = answer.json();
        let text = |name: &str| body[name].as_str().unwrap_or_else(|| panic!("{name} in {body}")).to_owned();
        Self { access: text("access_token"), refresh: text("refresh_token") }
    }
}

fn grant(app: &App, body: &Value) -> Request {
    app.post("/oauth/token/").json(body)
}

fn password(app: &App, name: &str, password: &str) -> Request {
    grant(app, &json!({"grant_type": "password", "username": name, "password": password}))
}

/// Logs in at the token endpoint.
async fn log_in(app: &App, name: &str) -> Tokens {
    Tokens::of(&password(app, name, TestUser::PASSWORD).await.expect(200))
}

fn refresh(app: &App, token: &str) -> Request {
    grant(app, &json!({"grant_type": "refresh_token", "refresh_token": token}))
}

/// Asserts that an access token and a refresh token are accepted, or that neither is.
async fn assert_alive(app: &App, tokens: &Tokens, alive: bool) {
    let [with_access, with_refresh] = if alive { [200, 200] } else { [401, 400] };
    app.bearer(&tokens.access).get(ME).await.expect(with_access);
    let answer = refresh(app, &tokens.refresh).await.expect(with_refresh);
    assert!(alive || answer.json()["error"] == "invalid_grant", "{answer:?}");
}
