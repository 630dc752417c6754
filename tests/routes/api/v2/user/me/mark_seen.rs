//! `POST /api/v2/user/me/connection_requests/mark_seen/`, `POST /api/v2/user/{id}/connection_requests/mark_seen/`

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Request, Routes as _, TestUser};

use crate::api::v2::user::id::connection::{perform_all, walk};

const ALL: &str = "/api/v2/user/me/connection_requests/mark_seen/";

/// The senders of the received requests and when each request was seen, by username.
async fn viewed(me: &TestUser) -> Vec<(String, Value)> {
    let rows = walk(me, "/api/v2/user/me/connection_requests/").await;
    let mut viewed: Vec<_> = rows
        .iter()
        .map(|row| (row["from_user"]["username"].as_str().unwrap().to_owned(), row["viewed"].clone()))
        .collect();
    viewed.sort_by(|a, b| a.0.cmp(&b.0));
    viewed
}

async fn setup() -> (App, [TestUser; 4]) {
    let app = App::new().await;
    let users = [app.user("alice").await, app.user("bob").await, app.user("carol").await, app.user("dave").await];
    let [alice, bob, carol, _] = &users;
    perform_all(&app, &[(bob, "request", alice), (carol, "request", alice)]).await;
    app.state.clock.advance(Duration::from_millis(5));
    (app, users)
}

fn by_name(me: &TestUser, name: &str) -> Request {
    me.post(ALL).json(&json!({"username": name}))
}

#[rstest]
#[tokio::test]
async fn marks_one_request_and_not_the_others(#[values(false, true)] named: bool) {
    let (app, [alice, bob, carol, _]) = &setup().await;
    app.settle().await;
    let mut first = Value::Null;
    for round in 0..3 {
        if named {
            let answer = by_name(alice, "bob").await.expect(201).json();
            let mut me = alice.get("/api/v2/user/me/").await.expect(200).json();
            for field in ["permission", "unseen_interactions_counter", "unseen_notification_banners_counter"] {
                me.as_object_mut().unwrap().remove(field).unwrap();
            }
            assert_eq!(answer, me);
        } else {
            let answer = alice.post(&bob.path("connection_requests/mark_seen/")).await.expect(204);
            assert_eq!(answer.body, "");
        }
        let seen = viewed(alice).await;
        assert_eq!((&seen[0].0, &seen[1]), (&bob.name, &(carol.name.clone(), Value::Null)));
        assert!(seen[0].1.is_string());
        // Marking again keeps the first time.
        if round > 0 {
            assert_eq!(seen[0].1, first);
        }
        first = seen[0].1.clone();
        app.state.clock.advance(Duration::from_secs(5));
    }
    app.settle().await;
    assert_eq!(walk(bob, "/api/v2/user/me/connection_requests_sent/").await[0]["viewed"], Value::Null);
}

#[rstest]
#[case::no_body(None)]
#[case::no_fields(Some("{}"))]
#[case::null(Some(r#"{"username": null}"#))]
#[case::empty(Some(r#"{"username": ""}"#))]
#[case::user_fields_as_documented(Some(r#"{"real_name": "A", "bio": "B", "gender": "Male"}"#))]
#[tokio::test]
async fn marks_all_requests_without_a_username(#[case] body: Option<&'static str>) {
    let (app, [alice, _, _, dave]) = &setup().await;
    let request = alice.post(ALL);
    let answer = match body {
        Some(body) => request.body("application/json", body).await,
        None => request.await,
    };
    assert_eq!(answer.expect(201).json()["username"], "alice");
    app.state.clock.advance(Duration::from_millis(5));
    perform_all(app, &[(dave, "request", alice)]).await;
    let seen = viewed(alice).await;
    assert!(seen[0].1.is_string() && seen[0].1 == seen[1].1, "{seen:?}");
    assert_eq!(seen[2], (dave.name.clone(), Value::Null));
    // The body changes nothing of the account.
    assert_eq!(alice.get("/api/v2/user/me/").await.expect(200).json()["real_name"], "");
}

#[tokio::test]
async fn only_received_requests_can_be_marked() {
    let (app, [alice, bob, carol, dave]) = &setup().await;
    let assert_refused = async |me: &TestUser, other: &TestUser| {
        for answer in [me.post(&other.path("connection_requests/mark_seen/")).await, by_name(me, &other.name).await] {
            assert_eq!(answer.status, 400, "{} {}: {answer:?}", me.name, other.name);
            assert_eq!(answer.json()["errors"][0]["code"], "invalid_connection_state");
        }
    };
    assert_refused(alice, dave).await;
    assert_refused(bob, alice).await;
    assert_refused(dave, alice).await;
    alice.post(&bob.path("connection_requests/mark_seen/")).await.expect(204);
    perform_all(app, &[(alice, "accept", bob), (alice, "reject", carol)]).await;
    assert_refused(alice, bob).await;
    assert_refused(bob, alice).await;
    // Rejected requests are still in the list, also after they are withdrawn.
    alice.post(&carol.path("connection_requests/mark_seen/")).await.expect(204);
    perform_all(app, &[(carol, "cancel_request", alice)]).await;
    by_name(alice, "carol").await.expect(201);
    assert_refused(carol, alice).await;
    let stored = app.state.store.friendships().get(alice.id, dave.id).await.unwrap();
    assert_eq!(stored, None, "marking must not create a friendship");
}

#[rstest]
#[case::number(r#"{"username": 7}"#)]
#[case::list(r#"{"username": ["bob"]}"#)]
#[case::unknown(r#"{"username": "nobody"}"#)]
#[tokio::test]
async fn rejects_a_bad_username(#[case] body: &'static str) {
    let (_, [alice, ..]) = &setup().await;
    let answer = alice.post(ALL).body("application/json", body).await.expect(400);
    assert_eq!(answer.invalid_fields(), ["username"]);
    assert!(viewed(alice).await.iter().all(|(_, viewed)| viewed.is_null()));
}

#[tokio::test]
async fn accepts_a_form_and_rejects_other_bodies() {
    let (_, [alice, ..]) = &setup().await;
    for (content_type, body, status) in
        [("application/json", "[]", 400), ("application/json", "{", 400), ("text/plain", "x", 415)]
    {
        let answer = alice.post(ALL).body(content_type, body).await;
        assert_eq!(answer.status, status, "{answer:?}");
    }
    assert!(viewed(alice).await.iter().all(|(_, viewed)| viewed.is_null()));
    alice.post(ALL).form(&[("username", "BOB")]).await.expect(201);
    let seen = viewed(alice).await;
    assert!(seen[0].1.is_string() && seen[1].1.is_null(), "{seen:?}");
}
