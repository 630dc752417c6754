//! Accounts that somebody registers, logs in to, and deletes with all that was done by them.

use rand::RngExt as _;
use rand::seq::IteratorRandom as _;
use serde_json::{Value, json};
use tests::{App, Bearer, Person, Request, Routes};

use crate::turn::{Possible, Turn, becomes};

#[derive(Default)]
pub struct Accounts(Vec<Account>);

struct Account {
    name: String,
    there: Possible<bool>,
    /// Its id and a token that is good.
    session: Option<(u64, String)>,
}

impl Accounts {
    pub async fn act(&mut self, turn: &mut Turn<'_>) {
        let begun = self.0.iter_mut().filter(|account| account.there.contains(&true)).choose(turn.rng);
        match begun {
            Some(account) if turn.rng.random_bool(0.7) => match account.session.take() {
                None => account.log_in(turn).await,
                Some((id, token)) => account.use_up(turn, id, &turn.scene.app.bearer(&token)).await,
            },
            _ => {
                let mut account = Account {
                    name: format!("{}_{}", turn.me.name, turn.rng.random::<u32>()),
                    there: [false].into(),
                    session: None,
                };
                let answer = turn.ask(register(&turn.scene.app, &account.name)).await;
                becomes(&mut account.there, [true].into(), answer.is_some());
                account.session = answer.map(|answer| session(&answer.expect(200).json()));
                self.0.push(account);
            }
        }
    }

    pub async fn check(&self, app: &App) {
        for account in &self.0 {
            let found = app.login(&account.name, Person::PASSWORD).await;
            let there = match found.status {
                400 => false,
                _ => found.expect(200).status == 200,
            };
            assert!(account.there.contains(&there), "{}: {there}, {:?}", account.name, account.there);
            app.get(&format!("/api/users/{}", account.name)).await.expect(if there { 200 } else { 404 });
            // Nothing is left of one that is not there, not even half of its names.
            register(app, &account.name).await.expect(if there { 400 } else { 200 });
        }
    }
}

impl Account {
    async fn log_in(&mut self, turn: &mut Turn<'_>) {
        let Some(answer) = turn.ask(turn.scene.app.login(&self.name, Person::PASSWORD)).await else { return };
        let there = answer.status == 200;
        assert!(there || answer.status == 400, "{answer:?}");
        assert!(self.there.contains(&there), "{}: {answer:?}, {:?}", self.name, self.there);
        self.there = [there].into();
        self.session = there.then(|| session(&answer.json()));
    }

    /// Does something that others see, and logs out or deletes the account.
    async fn use_up(&mut self, turn: &mut Turn<'_>, id: u64, me: &Bearer) {
        turn.does(me.post(&turn.me.path("follow/")), 201).await;
        turn.does(me.post(&turn.me.path("connection/request/")), 200).await;
        turn.does(me.post(&format!("/api/v2/post/{}/vote/", turn.scene.posts[0].0)), 204).await;
        if turn.rng.random_bool(0.5) {
            if turn.does(me.post("/api/users/logout/"), 204).await {
                let answer = turn.ask(me.get("/api/users/user/")).await;
                assert!(answer.as_ref().is_none_or(|answer| answer.status == 401), "{answer:?}");
            }
        } else {
            let done = turn.does(me.delete(&format!("/api/v2/user/{id}/?hard=1")), 204).await;
            becomes(&mut self.there, [false].into(), done);
        }
    }
}

fn register(app: &App, name: &str) -> Request {
    let body = json!({"username": name, "email": format!("{name}@example.org"), "password": Person::PASSWORD});
    app.post("/api/users/register/").json(&body)
}

fn session(answer: &Value) -> (u64, String) {
    (answer["user"]["id"].as_u64().unwrap(), answer["token"].as_str().unwrap().to_owned())
}
