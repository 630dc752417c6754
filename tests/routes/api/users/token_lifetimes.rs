//! Which tokens of a user are valid after any sequence of logins, logouts and changes of the password.

use std::cell::Cell;
use std::time::Duration;

use proptest::prelude::*;
use serde_json::json;
use tests::{App, Routes as _, SECRET, TestUser, mint};
use tokio::runtime::Runtime;

/// An action of a user, with the token of this number.
#[derive(Clone, Debug)]
enum Step {
    Login,
    Logout(usize),
    LogoutAll(usize),
    ChangePassword(usize),
    /// Let this much time pass.
    Wait(Duration),
}

fn any_step() -> impl Strategy<Value = Step> {
    let token = 0..8_usize;
    prop_oneof![
        4 => Just(Step::Login),
        3 => token.clone().prop_map(Step::Logout),
        2 => token.clone().prop_map(Step::LogoutAll),
        3 => token.prop_map(Step::ChangePassword),
        // Without these, most steps of a test fall into the same second.
        2 => (1..=3_000_u64).prop_map(|ms| Step::Wait(Duration::from_millis(ms))),
    ]
}

/// A user's tokens, and whether each must be valid.
struct Model {
    app: App,
    name: String,
    password: String,
    tokens: Vec<(String, bool)>,
}

impl Model {
    async fn new(app: &App, name: String) -> Self {
        let token = app.register(&name).await.token;
        Self { app: app.clone(), name, password: TestUser::PASSWORD.to_owned(), tokens: vec![(token, true)] }
    }

    async fn login(&mut self) {
        let body = json!({"username": self.name, "password": self.password});
        let answer = self.app.post("/api/users/login/").json(&body).await.expect(200).json();
        self.tokens.push((answer["token"].as_str().expect("a token").to_owned(), true));
    }

    /// Takes a step, which succeeds with a valid token and fails with a revoked one.
    async fn step(&mut self, step: &Step) {
        match step {
            Step::Login => self.login().await,
            Step::Wait(time) => self.app.state.clock.advance(*time),
            Step::Logout(n) => {
                let n = n % self.tokens.len();
                if self.send(n, "POST", "/api/users/logout/", None).await {
                    self.tokens[n].1 = false;
                }
            }
            Step::LogoutAll(n) => {
                let n = n % self.tokens.len();
                if self.send(n, "POST", "/api/users/logoutall/", None).await {
                    self.tokens.iter_mut().for_each(|(_, valid)| *valid = false);
                }
            }
            Step::ChangePassword(n) => {
                let n = n % self.tokens.len();
                let new = format!("{}+", &self.password[..self.password.len().min(100)]);
                let id = self.app.get(&format!("/api/users/{}", self.name)).await.expect(200).json()["id"].clone();
                let body = json!({"password": self.password, "new_password": new});
                if self.send(n, "PATCH", &format!("/api/v2/user/{id}/change_password/"), Some(body)).await {
                    self.password = new;
                    self.tokens.iter_mut().enumerate().for_each(|(other, (_, valid))| *valid &= other == n);
                }
            }
        }
    }

    async fn send(&self, n: usize, method: &str, path: &str, body: Option<serde_json::Value>) -> bool {
        let (token, valid) = &self.tokens[n];
        let mut request = self.app.bearer(token).request(method, path);
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.await.expect(if *valid { 204 } else { 401 });
        *valid
    }

    /// Which tokens the service accepts, and which it should.
    async fn compare(&self) -> (Vec<bool>, Vec<bool>) {
        let mut accepted = Vec::new();
        for (token, _) in &self.tokens {
            let answer = self.app.bearer(token).get("/api/users/user/").await;
            assert!([200, 401].contains(&answer.status), "{answer:?}");
            accepted.push(answer.status == 200);
        }
        (accepted, self.tokens.iter().map(|(_, valid)| *valid).collect())
    }
}

#[test]
fn a_token_is_valid_until_a_logout_or_a_change_of_password_with_another_token() {
    let runtime = Runtime::new().unwrap();
    let app = runtime.block_on(App::new());
    let users = Cell::new(0);
    proptest!(
        ProptestConfig { max_shrink_iters: 200, ..ProptestConfig::with_cases(40) },
        |(steps in proptest::collection::vec(any_step(), 1..14))| {
            users.set(users.get() + 1);
            let (accepted, expected) = runtime.block_on(async {
                let mut model = Model::new(&app, format!("user-{}", users.get())).await;
                for step in &steps {
                    model.step(step).await;
                    let (accepted, expected) = model.compare().await;
                    if accepted != expected {
                        return (accepted, expected);
                    }
                }
                model.compare().await
            });
            prop_assert_eq!(accepted, expected);
        }
    );
}

/// All steps fall into one second, so the second of issue alone does not distinguish the tokens.
#[tokio::test]
async fn a_revoked_token_never_becomes_valid_again() {
    let app = App::new().await;
    let now = app.state.clock.now();
    app.state.clock.advance(Duration::from_millis(1_000 - now.subsec_millisecond().unsigned_abs() as u64));
    let mut model = Model::new(&app, "madeline".to_owned()).await;
    for step in [
        Step::LogoutAll(0),
        Step::Login,
        Step::LogoutAll(1),
        Step::Login,
        Step::ChangePassword(2),
        Step::Login,
        Step::LogoutAll(2),
        Step::Login,
    ] {
        model.step(&step).await;
        let (accepted, expected) = model.compare().await;
        assert_eq!(accepted, expected, "after {step:?}");
    }
}

/// A host application's clock may be ahead. The token that requests the logout is revoked all the same. Another token
/// from the future cannot be distinguished from one that the host mints after the revocation, and stays valid.
#[tokio::test]
async fn logoutall_revokes_a_calling_token_from_a_clock_ahead() {
    for seconds in [0, 1, 30, 59] {
        let app = App::new().await;
        let person = app.register("madeline").await;
        let elsewhere = app.state.clock.now() + jiff::SignedDuration::from_secs(seconds);
        let mut claims = app.claims_of(person.id);
        claims["iat"] = json!(elsewhere.as_second());
        let token = mint(SECRET, &claims);
        app.bearer(&token).post("/api/users/logoutall/").await.expect(204);
        app.bearer(&token).get("/api/users/user/").await.expect(401);
        person.get("/api/users/user/").await.expect(401);
        let body = json!({"username": "madeline", "password": TestUser::PASSWORD});
        let session = app.post("/api/users/login/").json(&body).await.expect(200).json();
        app.bearer(session["token"].as_str().unwrap()).get("/api/users/user/").await.expect(200);
    }
}
