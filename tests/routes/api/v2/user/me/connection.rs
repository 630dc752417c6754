//! `POST /api/v2/user/me/connection/{action}/`

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use crate::api::v2::user::id::connection::{by_name, perform_all, walk};

const REQUEST: &str = "/api/v2/user/me/connection/request/";

async fn status(me: &TestUser, other: &TestUser) -> Value {
    me.get(&other.path("connection_status/")).await.expect(200).json()["connection_status"].clone()
}

#[tokio::test]
async fn every_action_returns_201_and_the_username() {
    let app = App::new().await;
    let [alice, bob] = &[app.user("alice").await, app.user("bob").await];
    for (by, action, with, left) in [
        (alice, "request", bob, json!("sent_connection_request")),
        (alice, "request", bob, json!("sent_connection_request")),
        (bob, "reject", alice, json!("sent_connection_request")),
        (bob, "cancel_reject", alice, json!("sent_connection_request")),
        (alice, "cancel_request", bob, Value::Null),
        (bob, "request", alice, json!("received_connection_request")),
        (alice, "accept", bob, json!("connected")),
        (alice, "remove", bob, Value::Null),
        // Actions in another state than the usual one.
        (alice, "request", bob, json!("sent_connection_request")),
        (bob, "reject", alice, json!("sent_connection_request")),
        (alice, "cancel_request", bob, Value::Null),
        (bob, "cancel_reject", alice, Value::Null),
        (alice, "request", bob, json!("sent_connection_request")),
        (bob, "request", alice, json!("connected")),
    ] {
        let answer = by_name(by, action, with).await.expect(201);
        assert_eq!(answer.json(), json!({"username": with.name}), "{action}");
        assert_eq!(status(alice, bob).await, left, "{action} by {}", by.name);
    }
}

#[tokio::test]
async fn rejected_actions_change_nothing() {
    let app = App::new().await;
    let [alice, bob] = &[app.user("alice").await, app.user("bob").await];
    for action in ["accept", "reject", "cancel_reject", "cancel_request", "remove"] {
        let answer = by_name(alice, action, bob).await.expect(400);
        assert_eq!(answer.json()["errors"][0]["code"], "invalid_connection_state", "{action}");
    }
    by_name(alice, "request", bob).await.expect(201);
    by_name(bob, "reject", alice).await.expect(201);
    for withdrawn in [false, true] {
        if withdrawn {
            by_name(alice, "cancel_request", bob).await.expect(201);
        }
        by_name(alice, "request", bob).await.expect(201);
        let sent = json!("sent_connection_request");
        assert_eq!((status(alice, bob).await, status(bob, alice).await), (sent, Value::Null));
    }
}

#[tokio::test]
async fn accepts_a_form_and_a_username_in_any_case() {
    let app = App::new().await;
    let [alice, bob] = &[app.user("alice").await, app.user("Bob").await];
    alice.post(REQUEST).form(&[("username", "bob"), ("colour", "red")]).await.expect(201);
    alice.post("/api/v2/user/me/connection/cancel_request").form(&[("username", "BOB")]).await.expect(201);
    assert_eq!(status(alice, bob).await, Value::Null);
}

#[rstest]
#[case::missing(r#"{}"#, "required")]
#[case::another_field(r#"{"user": "bob"}"#, "required")]
#[case::null(r#"{"username": null}"#, "null")]
#[case::empty(r#"{"username": ""}"#, "blank")]
#[case::number(r#"{"username": 7}"#, "invalid")]
#[case::list(r#"{"username": ["bob"]}"#, "invalid")]
#[case::object(r#"{"username": {"username": "bob"}}"#, "invalid")]
#[case::unknown(r#"{"username": "nobody"}"#, "does_not_exist")]
#[case::space(r#"{"username": "b ob"}"#, "does_not_exist")]
#[case::only_space(r#"{"username": " \u200b"}"#, "blank")]
#[case::control(r#"{"username": "bob\u0000"}"#, "does_not_exist")]
#[case::e_mail(r#"{"username": "bob@example.org"}"#, "does_not_exist")]
#[case::reserved_word(r#"{"username": "me"}"#, "does_not_exist")]
#[tokio::test]
async fn rejects_a_bad_username(#[case] body: &'static str, #[case] code: &str) {
    let app = App::new().await;
    let [alice, bob] = &[app.user("alice").await, app.user("bob").await];
    for action in ["request", "accept", "reject", "cancel_reject", "cancel_request", "remove"] {
        let path = format!("/api/v2/user/me/connection/{action}/");
        let answer = alice.post(&path).body("application/json", body).await.expect(400);
        assert_eq!(answer.invalid_fields(), ["username"]);
        assert_eq!(answer.json()["errors"][0]["messages"][0]["code"], code);
    }
    assert_eq!(status(alice, bob).await, Value::Null);
}

#[tokio::test]
async fn rejects_overlong_usernames_and_other_bodies() {
    let app = App::new().await;
    let [alice, bob] = &[app.user("alice").await, app.user("bob").await];
    for name in ["x".repeat(151), "x".repeat(1_001), "💔".repeat(1_000), "💔".repeat(50_000)] {
        let answer = alice.post(REQUEST).json(&json!({"username": name})).await.expect(400);
        assert_eq!(answer.invalid_fields(), ["username"]);
    }
    for (content_type, body, status) in [
        ("application/json", r#"{"username": "bob""#, 400),
        ("application/json", r#"["bob"]"#, 400),
        ("application/json", r#""bob""#, 400),
        ("text/plain", "username=bob", 415),
        ("multipart/form-data; boundary=x", "--x--", 400),
        ("application/x-www-form-urlencoded", "username=%FF", 400),
        ("application/x-www-form-urlencoded", "username=bob&username=alice", 400),
    ] {
        let answer = alice.post(REQUEST).body(content_type, body).await;
        assert_eq!(answer.status, status, "{body}: {answer:?}");
    }
    let large = format!(r#"{{"username": "bob", "x": "{}"}}"#, "x".repeat(300_000));
    alice.post(REQUEST).body("application/json", large).await.expect(413);
    alice.post(REQUEST).await.expect(400);
    assert_eq!(status(alice, bob).await, Value::Null);
}

/// An action by name expects the usual state instead of reading it; the connection still gets the time of the action.
#[tokio::test]
async fn a_connection_accepted_by_name_is_listed_by_its_time() {
    let app = App::new().await;
    let alice = &app.user("alice").await;
    let [first, second] = &[app.user("first").await, app.user("second").await];
    perform_all(&app, &[(first, "request", alice), (second, "request", alice)]).await;
    for friend in [second, first] {
        app.state.clock.advance(Duration::from_millis(2));
        by_name(alice, "accept", friend).await.expect(201);
    }
    for limit in [1, 20] {
        let listed = walk(alice, &alice.path(&format!("connections/?limit={limit}"))).await;
        let names: Vec<_> = listed.iter().map(|user| user["username"].as_str().unwrap()).collect();
        assert_eq!(names, ["first", "second"], "the one accepted last comes first");
    }
}
