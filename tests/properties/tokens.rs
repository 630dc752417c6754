//! Tokens: which of a user's are alive after any sequence of logins, logouts and changes of the password.

use std::cell::Cell;
use std::time::Duration;

use proptest::prelude::*;
use serde_json::json;
use shared::domain::AuthState;
use tests::{App, Person, Routes as _};
use tokio::runtime::Runtime;

/// What a user does, with one of the tokens that they have had so far.
#[derive(Clone, Debug)]
enum Step {
    Login,
    Logout(usize),
    LogoutAll(usize),
    ChangePassword(usize),
    /// Nothing, for so long.
    Wait(Duration),
}

fn any_step() -> impl Strategy<Value = Step> {
    let token = 0..8_usize;
    prop_oneof![
        4 => Just(Step::Login),
        3 => token.clone().prop_map(Step::Logout),
        2 => token.clone().prop_map(Step::LogoutAll),
        3 => token.prop_map(Step::ChangePassword),
        // Most steps of a test fall into the same second; these do not.
        2 => (1..=3_000_u64).prop_map(|ms| Step::Wait(Duration::from_millis(ms))),
    ]
}

/// A user's tokens, and which of them must be alive.
struct Model {
    app: App,
    name: String,
    password: String,
    tokens: Vec<(String, bool)>,
}

impl Model {
    async fn new(app: &App, name: String) -> Self {
        let token = app.register(&name).await.token;
        Self { app: app.clone(), name, password: Person::PASSWORD.to_owned(), tokens: vec![(token, true)] }
    }

    async fn login(&mut self) {
        let body = json!({"username": self.name, "password": self.password});
        let answer = self.app.post("/api/users/login/").json(&body).await.expect(200).json();
        self.tokens.push((answer["token"].as_str().expect("a token").to_owned(), true));
    }

    /// Takes the step, which a live token may and a dead one may not.
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
                    self.tokens.iter_mut().for_each(|(_, alive)| *alive = false);
                }
            }
            Step::ChangePassword(n) => {
                let n = n % self.tokens.len();
                let new = format!("{}+", &self.password[..self.password.len().min(100)]);
                let id = self.app.get(&format!("/api/users/{}", self.name)).await.expect(200).json()["id"].clone();
                let body = json!({"password": self.password, "new_password": new});
                if self.send(n, "PATCH", &format!("/api/v2/user/{id}/change_password/"), Some(body)).await {
                    self.password = new;
                    self.tokens.iter_mut().enumerate().for_each(|(other, (_, alive))| *alive &= other == n);
                }
            }
        }
    }

    async fn send(&self, n: usize, method: &str, path: &str, body: Option<serde_json::Value>) -> bool {
        let (token, alive) = &self.tokens[n];
        let mut request = self.app.bearer(token).request(method, path);
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.await.expect(if *alive { 204 } else { 401 });
        *alive
    }

    /// Which tokens the service admits, and which it should.
    async fn compare(&self) -> (Vec<bool>, Vec<bool>) {
        let mut admitted = Vec::new();
        for (token, _) in &self.tokens {
            let answer = self.app.bearer(token).get("/api/users/user/").await;
            assert!([200, 401].contains(&answer.status), "{answer:?}");
            admitted.push(answer.status == 200);
        }
        (admitted, self.tokens.iter().map(|(_, alive)| *alive).collect())
    }
}

#[test]
fn a_token_is_alive_until_its_logout_or_one_of_all_or_a_password_changed_with_another() {
    let runtime = Runtime::new().unwrap();
    let app = runtime.block_on(App::new());
    let users = Cell::new(0);
    proptest!(
        ProptestConfig { max_shrink_iters: 200, ..ProptestConfig::with_cases(40) },
        |(steps in proptest::collection::vec(any_step(), 1..14))| {
            users.set(users.get() + 1);
            let (admitted, expected) = runtime.block_on(async {
                let mut model = Model::new(&app, format!("user-{}", users.get())).await;
                for step in &steps {
                    model.step(step).await;
                    let (admitted, expected) = model.compare().await;
                    if admitted != expected {
                        return (admitted, expected);
                    }
                }
                model.compare().await
            });
            prop_assert_eq!(admitted, expected);
        }
    );
}

/// The second in which all this happens is one: tokens are told apart by more than the second of their issue.
#[tokio::test]
async fn a_dead_token_never_comes_back_to_life() {
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
        let (admitted, expected) = model.compare().await;
        assert_eq!(admitted, expected, "after {step:?}");
    }
}

/// A host's clock may be ahead of ours. The token that asks is dead all the same; another one from the future cannot be
/// told from one that the host mints after the revocation, and is as good.
#[tokio::test]
async fn a_logout_of_all_by_a_token_from_a_clock_ahead_ends_that_token() {
    for seconds in [0, 1, 30, 59] {
        let app = App::new().await;
        let person = app.register("madeline").await;
        let elsewhere = app.state.clock.now() + jiff::SignedDuration::from_secs(seconds);
        let token = app.state.tokens.issue(person.id, &AuthState::new(false, false), elsewhere).expect("a token");
        app.bearer(&token).post("/api/users/logoutall/").await.expect(204);
        app.bearer(&token).get("/api/users/user/").await.expect(401);
        person.get("/api/users/user/").await.expect(401);
        let body = json!({"username": "madeline", "password": Person::PASSWORD});
        let session = app.post("/api/users/login/").json(&body).await.expect(200).json();
        app.bearer(session["token"].as_str().unwrap()).get("/api/users/user/").await.expect(200);
    }
}
