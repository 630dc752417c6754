//! `POST /api/users/follow/`

use std::future::IntoFuture as _;
use std::time::Duration;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Request, Routes as _, TestUser};

pub(super) const FOLLOW: &str = "/api/users/follow/";
pub(super) const UNFOLLOW: &str = "/api/users/unfollow/";

pub(super) fn call(path: &str, from: &TestUser, name: &str) -> Request {
    from.post(path).json(&json!({"username": name}))
}

pub(super) async fn profile(app: &App, name: &str) -> Value {
    app.get(&format!("/api/users/{name}")).await.expect(200).json()
}

/// `following`, `following_count`, `followers` and `followers_count` of a profile.
fn graph(profile: &Value) -> [&Value; 4] {
    ["following", "following_count", "followers", "followers_count"].map(|name| &profile[name])
}

#[tokio::test]
async fn following_is_idempotent() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("Bob").await];
    for name in ["Bob", "Bob", "bob", "BOB"] {
        assert_eq!(call(FOLLOW, &alice, name).await.expect(200).json(), json!([]));
        app.settle().await;
        let [of_alice, of_bob] = [profile(&app, "alice").await, profile(&app, "bob").await];
        assert_eq!(graph(&of_alice), [&json!([bob.id.get()]), &json!(1), &json!([]), &json!(0)]);
        assert_eq!(graph(&of_bob), [&json!([]), &json!(0), &json!([alice.id.get()]), &json!(1)]);
    }
    let body = alice.get(&bob.path("is_followed/")).await.expect(200).json();
    assert_eq!(body, json!({"is_followed": true}));
}

#[tokio::test]
async fn shares_its_edges_with_the_community_api() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    alice.post(&bob.path("follow/")).await.expect(201);
    call(FOLLOW, &alice, "bob").await.expect(200);
    alice.post(&bob.path("follow/")).await.expect(201);
    app.settle().await;
    assert_eq!(graph(&profile(&app, "bob").await), [&json!([]), &json!(0), &json!([]), &json!(0)]);
    call(FOLLOW, &alice, "bob").await.expect(200);
    call(FOLLOW, &alice, "bob").await.expect(200);
    assert_eq!(alice.get(&bob.path("")).await.expect(200).json()["connection_status"], "followed");
}

#[tokio::test]
async fn accepts_a_form_and_ignores_other_fields() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    alice.post(FOLLOW).form(&[("username", "bob"), ("id", "1")]).await.expect(200);
    assert_eq!(profile(&app, "bob").await["followers"], json!([alice.id.get()]));
    alice.post(UNFOLLOW).form(&[("username", "bob")]).await.expect(200);
    assert_eq!(profile(&app, "bob").await["followers"], json!([]));
    assert_eq!(profile(&app, "bob").await["id"], bob.id.get());
}

#[tokio::test]
async fn the_profile_lists_ids_newest_first_and_shows_whether_the_caller_follows() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let users = [app.register("one").await, app.register("two").await, app.register("three").await];
    for person in &users {
        app.state.clock.advance(Duration::from_millis(2));
        call(FOLLOW, &alice, &person.name).await.expect(200);
        app.state.clock.advance(Duration::from_millis(2));
        call(FOLLOW, person, "alice").await.expect(200);
    }
    app.settle().await;
    let newest = json!([users[2].id.get(), users[1].id.get(), users[0].id.get()]);
    for path in ["/api/users/alice", "/api/users/profile/alice"] {
        for found in [app.get(path).await.expect(200).json(), users[0].get(path).await.expect(200).json()] {
            assert_eq!(graph(&found), [&newest, &json!(3), &newest, &json!(3)]);
        }
        assert_eq!(users[0].get(path).await.expect(200).json()["followingUser"], true);
        for caller_sees in [app.get(path).await.expect(200).json(), alice.get(path).await.expect(200).json()] {
            assert!(caller_sees.get("followingUser").is_none(), "{caller_sees}");
        }
    }
    call(UNFOLLOW, &users[1], "alice").await.expect(200);
    let found = users[1].get("/api/users/alice").await.expect(200).json();
    assert!(found.get("followingUser").is_none_or(|following| *following == false), "{found}");
    assert_eq!(found["followers"], json!([users[2].id.get(), users[0].id.get()]));
    let saved = alice.post("/api/users/profile/alice").json(&json!({"bio": "Climbs."})).await.expect(200).json();
    assert_eq!((&saved["following"], &saved["followers"]), (&newest, &found["followers"]));
}

#[rstest]
#[tokio::test]
async fn an_unknown_or_deleted_username_is_not_found(
    #[values(FOLLOW, UNFOLLOW)] path: &str,
    #[values("", "?hard=1")] deletion: &str,
    #[values(false, true)] settled: bool,
) {
    let app = App::new().await;
    let [alice, gone] = [app.register("alice").await, app.register("gone").await];
    call(FOLLOW, &alice, "gone").await.expect(200);
    gone.delete(&gone.path(deletion)).await.expect(204);
    if settled {
        app.settle().await;
    }
    for name in ["nobody", "gone", "GONE", "no such name", "a@b", "me"] {
        let answer = call(path, &alice, name).await.expect(404);
        assert_eq!(answer.json(), json!({"detail": "User does not exist"}), "{name}");
    }
    app.settle().await;
    assert_eq!(graph(&profile(&app, "alice").await), [&json!([]), &json!(0), &json!([]), &json!(0)]);
}

#[tokio::test]
async fn rejects_the_callers_own_username() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for name in ["alice", "ALICE"] {
        let body = call(FOLLOW, &alice, name).await.expect(400).json();
        assert!(body["non_field_errors"][0].is_string(), "{body}");
    }
    app.settle().await;
    assert_eq!(graph(&profile(&app, "alice").await), [&json!([]), &json!(0), &json!([]), &json!(0)]);
}

#[rstest]
#[case::missing(json!({}))]
#[case::empty(json!({"username": ""}))]
#[case::null(json!({"username": null}))]
#[case::list(json!({"username": ["bob"]}))]
#[case::object(json!({"username": {"is": "bob"}}))]
#[tokio::test]
async fn rejects_a_missing_or_bad_username(#[case] body: Value, #[values(FOLLOW, UNFOLLOW)] path: &str) {
    let app = App::new().await;
    let [alice, _bob] = [app.register("alice").await, app.register("bob").await];
    let errors = alice.post(path).json(&body).await.expect(400).json();
    assert!(errors["username"][0].is_string(), "{errors}");
    assert_eq!(profile(&app, "bob").await["followers"], json!([]));
}

#[rstest]
#[tokio::test]
async fn rejects_an_unreadable_body(#[values(FOLLOW, UNFOLLOW)] path: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let send = |kind: &str, body: &str| alice.post(path).body(kind, body.to_owned());
    assert!(send("application/json", "{").await.expect(400).json()["detail"].is_string());
    send("application/json", "[]").await.expect(400);
    send("text/plain", "username=bob").await.expect(415);
    send("application/json", &json!({"username": "a".repeat(1 << 20)}).to_string()).await.expect(413);
    let long = send("application/json", &json!({"username": "a".repeat(5_000)}).to_string()).await;
    assert!([400, 404].contains(&long.status), "{long:?}");
}

#[rstest]
#[tokio::test]
async fn requires_credentials(#[values(FOLLOW, UNFOLLOW)] path: &str) {
    let app = App::new().await;
    let _bob = app.register("bob").await;
    let answer = app.post(path).json(&json!({"username": "bob"})).await.expect(401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    assert!(answer.json()["detail"].is_string());
}

#[tokio::test]
async fn concurrent_follows_count_once() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let calls = (0..20).map(|_| tokio::spawn(call(FOLLOW, &alice, "bob").into_future()));
    for answer in join_all(calls).await {
        answer.unwrap().expect(200);
    }
    app.settle().await;
    let found = profile(&app, "bob").await;
    assert_eq!(graph(&found), [&json!([]), &json!(0), &json!([alice.id.get()]), &json!(1)]);
    let calls = (0..20).map(|_| tokio::spawn(call(UNFOLLOW, &alice, "bob").into_future()));
    for answer in join_all(calls).await {
        answer.unwrap().expect(200);
    }
    app.settle().await;
    let found = profile(&app, "bob").await;
    assert_eq!(graph(&found), [&json!([]), &json!(0), &json!([]), &json!(0)]);
    assert_eq!(found["id"], bob.id.get());
}
