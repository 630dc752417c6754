//! `POST /api/v2/user/{id}/hide/`, `GET /api/v2/user/{id}/{is_hidden|is_hidden_by}/`

use std::future::IntoFuture as _;

use futures::future::join_all;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use super::follow::{list, numbers, toggle};

const HIDDEN: &str = "/api/v2/user/hidden_users/";

/// Whether a user hides another. Asserts that all endpoints agree.
async fn hides(from: &TestUser, to: &TestUser) -> bool {
    let hidden = from.get(&to.path("is_hidden/")).await.expect(200).json();
    let hidden_by = to.get(&from.path("is_hidden_by/")).await.expect(200).json();
    let answer = hidden["is_hidden"].as_bool().unwrap();
    assert_eq!((hidden, hidden_by), (json!({"is_hidden": answer}), json!({"is_hidden_by": answer})));
    assert_eq!(list(from, HIDDEN).await.contains(&to.id.get()), answer);
    let ids = from.get("/api/v2/user/hidden_users_id/").await.expect(200).json();
    assert_eq!(ids.as_array().unwrap().contains(&json!(to.id.get())), answer);
    answer
}

#[tokio::test]
async fn hide_toggles_and_returns_the_user() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    for round in 1..=4 {
        let answer = alice.post(&bob.path("hide/")).await.expect(201).json();
        assert_eq!(answer, alice.get(&bob.path("")).await.expect(200).json());
        assert_eq!((&answer["id"], &answer["username"]), (&json!(bob.id.get()), &json!("bob")));
        assert_eq!(hides(&alice, &bob).await, round % 2 == 1, "{round}");
        assert!(!hides(&bob, &alice).await);
    }
}

#[tokio::test]
async fn hiding_changes_no_follows_and_no_counters() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    toggle(&app, &alice, &bob).await;
    let answer = alice.post(&bob.path("hide/")).await.expect(201).json();
    assert_eq!(answer["connection_status"], "followed");
    app.settle().await;
    assert_eq!((numbers(&app, &alice).await, numbers(&app, &bob).await), ((1, 0), (0, 1)));
    assert_eq!(bob.get(&alice.path("is_follower/")).await.expect(200).json(), json!({"is_follower": true}));
    // The hidden user does not notice it.
    assert_eq!(list(&bob, &bob.path("followers/")).await, [alice.id.get()]);
    bob.get(&alice.path("")).await.expect(200);
    toggle(&app, &bob, &alice).await;
    app.settle().await;
    assert_eq!(numbers(&app, &alice).await, (1, 1));
}

#[tokio::test]
async fn a_hidden_user_leaves_the_callers_list_of_users() {
    let app = App::new().await;
    let [alice, bob, eve] = [app.user("alice").await, app.user("bob").await, app.user("eve").await];
    alice.post(&bob.path("hide/")).await.expect(201);
    let mut seen = list(&alice, "/api/v2/user/").await;
    seen.sort_unstable();
    let mut expected = [alice.id.get(), eve.id.get()];
    expected.sort_unstable();
    assert_eq!(seen, expected);
    for other in [&bob, &eve] {
        assert_eq!(list(other, "/api/v2/user/").await.len(), 3);
    }
}

#[tokio::test]
async fn concurrent_toggles_are_applied_one_after_the_other() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let path = bob.path("hide/");
    let toggles = (0..21).map(|_| tokio::spawn(alice.post(&path).into_future()));
    let answers: Vec<_> = join_all(toggles).await.into_iter().map(Result::unwrap).collect();
    assert!(answers.iter().all(|answer| answer.status == 201), "{answers:?}");
    assert!(hides(&alice, &bob).await);
}

#[tokio::test]
async fn requires_credentials() {
    let app = App::new().await;
    let bob = app.register("bob").await;
    for (method, path) in
        [("POST", bob.path("hide/")), ("GET", HIDDEN.to_owned()), ("GET", "/api/v2/user/hidden_users_id/".to_owned())]
    {
        let answer = app.request(method, &path).await.expect(401);
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        assert_ne!(answer.json()["errors"][0]["code"], Value::Null);
    }
}
