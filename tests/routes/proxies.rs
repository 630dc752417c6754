//! The address by which a client is throttled, behind proxies that the settings trust and those that they do not. See
//! `docs/configuration.md`, "Proxies".

use serde_json::json;
use tests::{App, Request, Routes as _, TestUser};

const PROXY: &str = "203.0.113.9";
const WRONG: &str = "wrong-password";

/// A failed login through a proxy that received this `X-Forwarded-For`, or none, from the client.
fn guess(app: &App, forged: &[&str], client: &str) -> Request {
    let guess = app.login("madeline", WRONG).from_address(PROXY);
    let Some((last, others)) = forged.split_last() else {
        return guess.header("x-forwarded-for", client);
    };
    let guess = others.iter().fold(guess, |guess, line| guess.append_header("x-forwarded-for", line));
    guess.append_header("x-forwarded-for", &format!("{last}, {client}"))
}

#[tokio::test]
async fn clients_behind_a_trusted_proxy_are_throttled_each_by_its_own_address() {
    let app = App::behind_proxies(1).await;
    app.register("madeline").await;
    for _ in 0..10 {
        guess(&app, &[], "192.0.2.1").await.expect(400);
    }
    for forged in [&[][..], &["192.0.2.2"], &["192.0.2.2, 192.0.2.3"], &["192.0.2.2", "192.0.2.3"], &["", "x"]] {
        guess(&app, forged, "192.0.2.1").await.expect(429);
        guess(&app, forged, "192.0.2.1:4711").await.expect(429);
    }
    guess(&app, &["192.0.2.1"], "192.0.2.2").await.expect(400);
    // Without the header it is the address of the proxy.
    app.login("madeline", TestUser::PASSWORD).from_address(PROXY).await.expect(200);
}

#[tokio::test]
async fn what_a_client_forges_changes_no_address_without_a_trusted_proxy() {
    let app = App::throttled().await;
    app.register("madeline").await;
    for n in 0..10 {
        guess(&app, &[], &format!("192.0.2.{n}")).await.expect(400);
    }
    guess(&app, &[], "192.0.2.99").await.expect(429);
    app.login("madeline", WRONG).from_address("192.0.2.99").header("x-forwarded-for", PROXY).await.expect(400);
}

#[tokio::test]
async fn the_list_of_sessions_shows_the_address_behind_the_proxies() {
    let app = App::behind_proxies(2).await;
    let me = app.register("madeline").await;
    for (n, forwarded) in ["192.0.2.1, 198.51.100.2", "9.9.9.9, 192.0.2.1, 198.51.100.2"].into_iter().enumerate() {
        let login = app.login("madeline", TestUser::PASSWORD).from_address(PROXY).header("x-forwarded-for", forwarded);
        let session = login.await.expect(200).json();
        let token = session["token"].as_str().unwrap();
        let sessions = app.bearer(token).get("/api/v2/user/me/sessions/").await.expect(200).json();
        let current = sessions.as_array().unwrap().iter().find(|session| session["current"] == true).unwrap();
        assert_eq!(current["network"], "192.0.2.1", "{n}: {sessions}");
    }
    me.get("/api/v2/user/me/").await.expect(200);
}

#[tokio::test]
async fn a_key_of_an_anonymous_client_counts_for_its_address_behind_the_proxy() {
    let app = App::behind_proxies(1).await;
    let register = |client: &str| {
        let body = json!({"username": "theo", "email": "theo@example.org", "password": TestUser::PASSWORD});
        let request = app.post("/api/users/register/").json(&body).from_address(PROXY);
        request.header("x-forwarded-for", client).header("idempotency-key", "one")
    };
    register("192.0.2.1").await.expect(200);
    assert_eq!(register("192.0.2.1").await.expect(200).header("idempotency-replayed"), "true");
    register("192.0.2.2").await.expect(400);
}
