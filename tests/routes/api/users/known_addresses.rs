//! Logins from an address that the account is known to log in from: a stranger's guesses do not keep its owner out there.

use std::time::Duration;

use serde_json::json;
use shared::domain::account::throttle::Limits;
use shared::store::Attempts;
use tests::{App, Request, Routes as _, TestUser};

const HOME: &str = "192.0.2.1";
const ELSEWHERE: &str = "203.0.113.9";
const WRONG: &str = "wrong-password";

fn token(app: &App, address: &str) -> Request {
    let grant = [("grant_type", "password"), ("username", "madeline"), ("password", TestUser::PASSWORD)];
    app.post("/oauth/token/").form(&grant).from_address(address)
}

/// A community in which madeline has logged in from [`HOME`] just before, and strangers have then guessed too often.
async fn besieged(since_login: Duration) -> (App, TestUser) {
    let app = App::throttled().await;
    let madeline = app.register("madeline").await;
    app.login("madeline", TestUser::PASSWORD).from_address(HOME).await.expect(200);
    app.state.clock.advance(since_login);
    for n in 0..20 {
        app.login("madeline", WRONG).from_address(&format!("198.51.100.{n}")).await.expect(400);
    }
    (app, madeline)
}

#[tokio::test]
async fn strangers_do_not_lock_the_owner_out_of_a_known_address() {
    let (app, madeline) = besieged(Duration::ZERO).await;
    for _ in 0..3 {
        app.login("madeline", TestUser::PASSWORD).from_address(HOME).await.expect(200);
        app.login("madeline@example.org", TestUser::PASSWORD).from_address(HOME).await.expect(200);
        token(&app, HOME).await.expect(200);
    }
    let body = json!({"password": TestUser::PASSWORD, "new_password": "another-summit-9"});
    let change = |address| madeline.patch(&madeline.path("change_password/")).json(&body).from_address(address);
    change(ELSEWHERE).await.expect(429);
    change(HOME).await.expect(204);
    // For any other address the account's window is full.
    app.login("madeline", TestUser::PASSWORD).from_address(ELSEWHERE).await.expect(429);
    token(&app, ELSEWHERE).await.expect(429);
}

#[tokio::test]
async fn a_known_address_keeps_its_own_limit() {
    let (app, _) = besieged(Duration::ZERO).await;
    for _ in 0..10 {
        app.login("madeline", WRONG).from_address(HOME).await.expect(400);
    }
    app.login("madeline", TestUser::PASSWORD).from_address(HOME).await.expect(429);
    token(&app, HOME).await.expect(429);
}

#[tokio::test]
async fn the_address_of_one_account_is_unknown_to_another() {
    let (app, _) = besieged(Duration::ZERO).await;
    app.register("theo").await;
    for n in 0..20 {
        app.login("theo", WRONG).from_address(&format!("198.51.100.{n}")).await.expect(400);
    }
    app.login("theo", TestUser::PASSWORD).from_address(HOME).await.expect(429);
}

#[tokio::test]
async fn an_address_is_forgotten_after_30_days() {
    const DAY: Duration = Duration::from_secs(24 * 60 * 60);
    let (app, _) = besieged(29 * DAY).await;
    app.login("madeline", TestUser::PASSWORD).from_address(HOME).await.expect(200);
    let (app, _) = besieged(30 * DAY).await;
    app.login("madeline", TestUser::PASSWORD).from_address(HOME).await.expect(429);
}

#[tokio::test]
async fn guesses_in_flight_do_not_keep_the_owner_out_either() {
    let app = App::throttled().await;
    let madeline = app.register("madeline").await;
    app.login("madeline", TestUser::PASSWORD).from_address(HOME).await.expect(200);
    let (state, limit) = (&app.state, Limits::default().account_failures);
    for n in 0..40 {
        let attempts = Attempts::failures_of(madeline.id, &format!("198.51.100.{n}"));
        drop(state.store.in_flight_logins().begin(&attempts, limit, state.clock.now()).await);
    }
    app.login("madeline", TestUser::PASSWORD).from_address(ELSEWHERE).await.expect(429);
    app.login("madeline", TestUser::PASSWORD).from_address(HOME).await.expect(200);
}

#[tokio::test]
async fn addresses_are_kept_as_keyed_hashes_at_most_8_and_deleted_with_the_user() {
    let app = App::throttled().await;
    let madeline = app.register("madeline").await;
    for n in 1..=10 {
        app.login("madeline", TestUser::PASSWORD).from_address(&format!("192.0.2.{n}")).await.expect(200);
        app.state.clock.advance(Duration::from_secs(1));
    }
    let known = async || app.state.store.logins().get(madeline.id).await.unwrap().map(|login| login.addresses);
    let addresses = known().await.expect("an account");
    assert_eq!(addresses.logins.len(), 8);
    assert!(addresses.logins.keys().all(|hash| hash.len() == 22), "{addresses:?}");
    let is_known = |n: u8| {
        addresses.contain(&app.state.address_hashes.of(madeline.id, &format!("192.0.2.{n}")), app.state.clock.now())
    };
    assert_eq!((1..=10).filter(|n| is_known(*n)).collect::<Vec<_>>(), (3..=10).collect::<Vec<_>>());
    // A failed login makes no address known, and a second login from one writes nothing.
    app.login("madeline", WRONG).from_address(ELSEWHERE).await.expect(400);
    let again = app.login("madeline", TestUser::PASSWORD).from_address("192.0.2.10").await.expect(200);
    assert!(again.cost.wcu <= 3.0, "{:?}", again.cost);
    assert_eq!(known().await.as_ref(), Some(&addresses));
}
