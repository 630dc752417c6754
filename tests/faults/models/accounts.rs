//! Accounts that a virtual user registers, logs in to, acts with, and deletes.

use rand::RngExt as _;
use rand::seq::IteratorRandom as _;
use serde_json::{Value, json};
use tests::{App, Bearer, Request, Routes, TestUser};

use crate::step::{Possible, Step, transition};

#[derive(Default)]
pub struct Accounts(Vec<Account>);

struct Account {
    name: String,
    exists: Possible<bool>,
    /// The account's id and a valid token.
    session: Option<(u64, String)>,
}

impl Accounts {
    pub async fn step(&mut self, step: &mut Step<'_>) {
        let existing = self.0.iter_mut().filter(|account| account.exists.contains(&true)).choose(step.rng);
        match existing {
            Some(account) if step.rng.random_bool(0.7) => match account.session.take() {
                None => account.log_in(step).await,
                Some((id, token)) => account.end_session(step, id, &step.fixtures.app.bearer(&token)).await,
            },
            _ => {
                let mut account = Account {
                    name: format!("{}_{}", step.me.name, step.rng.random::<u32>()),
                    exists: [false].into(),
                    session: None,
                };
                let answer = step.send(register(&step.fixtures.app, &account.name)).await;
                transition(&mut account.exists, [true].into(), answer.is_some());
                account.session = answer.map(|answer| session(&answer.expect(200).json()));
                self.0.push(account);
            }
        }
    }

    pub async fn check(&self, app: &App) {
        for account in &self.0 {
            let found = app.login(&account.name, TestUser::PASSWORD).await;
            let exists = match found.status {
                400 => false,
                _ => found.expect(200).status == 200,
            };
            assert!(account.exists.contains(&exists), "{}: {exists}, {:?}", account.name, account.exists);
            app.get(&format!("/api/users/{}", account.name)).await.expect(if exists { 200 } else { 404 });
            // A missing account leaves neither its username nor its address claimed.
            register(app, &account.name).await.expect(if exists { 400 } else { 200 });
        }
    }
}

impl Account {
    async fn log_in(&mut self, step: &mut Step<'_>) {
        let Some(answer) = step.send(step.fixtures.app.login(&self.name, TestUser::PASSWORD)).await else { return };
        let exists = answer.status == 200;
        assert!(exists || answer.status == 400, "{answer:?}");
        assert!(self.exists.contains(&exists), "{}: {answer:?}, {:?}", self.name, self.exists);
        self.exists = [exists].into();
        self.session = exists.then(|| session(&answer.json()));
    }

    /// Acts on the virtual user, then logs out or deletes the account.
    async fn end_session(&mut self, step: &mut Step<'_>, id: u64, me: &Bearer) {
        step.acknowledged(me.post(&step.me.path("follow/")), 201).await;
        step.acknowledged(me.post(&step.me.path("connection/request/")), 200).await;
        step.acknowledged(me.post(&format!("/api/v2/post/{}/vote/", step.fixtures.posts[0].0)), 204).await;
        if step.rng.random_bool(0.5) {
            if step.acknowledged(me.post("/api/users/logout/"), 204).await {
                let answer = step.send(me.get("/api/users/user/")).await;
                assert!(answer.as_ref().is_none_or(|answer| answer.status == 401), "{answer:?}");
            }
        } else {
            let done = step.acknowledged(me.delete(&format!("/api/v2/user/{id}/?hard=1")), 204).await;
            transition(&mut self.exists, [false].into(), done);
        }
    }
}

fn register(app: &App, name: &str) -> Request {
    let body = json!({"username": name, "email": format!("{name}@example.org"), "password": TestUser::PASSWORD});
    app.post("/api/users/register/").json(&body)
}

fn session(answer: &Value) -> (u64, String) {
    (answer["user"]["id"].as_u64().unwrap(), answer["token"].as_str().unwrap().to_owned())
}
