//! `POST /api/v2/user/{id}/follow/`

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::Mode;
use shared::runtime::config::Config;
use tests::{App, Routes, TestUser, config};

/// Toggles a follow, with a later time than the one before.
pub(super) async fn toggle(app: &App, from: &TestUser, to: &TestUser) {
    app.state.clock.advance(Duration::from_millis(2));
    from.post(&to.path("follow/")).await.expect(201);
}

/// The ids on a page of a list, in order.
pub(super) fn ids(page: &Value) -> Vec<u64> {
    page["results"].as_array().unwrap().iter().map(|user| user["id"].as_u64().unwrap()).collect()
}

/// The ids on the first page of a list.
pub(super) async fn list(caller: &impl Routes, path: &str) -> Vec<u64> {
    let page = caller.get(path).await.expect(200).json();
    // A filtered list has a count of its own. The counters may not have settled yet.
    if path.contains("mutual=1") {
        assert_eq!(page["count"], ids(&page).len(), "{path}");
    }
    ids(&page)
}

/// The counters of followings and followers. Asserts that the counters, the user object and the site API agree.
pub(super) async fn numbers(app: &App, person: &TestUser) -> (u64, u64) {
    let counters = app.get(&person.path("counters/")).await.expect(200).json();
    let user = app.get(&person.path("")).await.expect(200).json();
    let profile = app.get(&format!("/api/users/{}", person.name)).await.expect(200).json();
    assert_eq!(
        [&counters["followings"], &counters["followers"]],
        [&user["followings_counter"], &user["followers_counter"]]
    );
    assert_eq!(
        [&counters["followings"], &counters["followers"]],
        [&profile["following_count"], &profile["followers_count"]]
    );
    (counters["followings"].as_u64().unwrap(), counters["followers"].as_u64().unwrap())
}

/// Whether a user follows another. Asserts that `is_followed`, `is_follower`, both lists and the user object agree.
pub(super) async fn follows(from: &TestUser, to: &TestUser) -> bool {
    let answers = [
        from.get(&to.path("is_followed/")).await.expect(200).json()["is_followed"].as_bool().unwrap(),
        to.get(&from.path("is_follower/")).await.expect(200).json()["is_follower"].as_bool().unwrap(),
        list(from, &to.path("followers/")).await.contains(&from.id.get()),
        list(to, &from.path("followings/")).await.contains(&to.id.get()),
        from.get(&to.path("")).await.expect(200).json()["connection_status"] == "followed",
    ];
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    answers[0]
}

#[tokio::test]
async fn follow_toggles() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    for round in 1..=4 {
        let answer = alice.post(&bob.path("follow/")).await.expect(201);
        assert_eq!(answer.body, "{}");
        let following = round % 2 == 1;
        assert_eq!(follows(&alice, &bob).await, following, "{round}");
        assert!(!follows(&bob, &alice).await);
        app.settle().await;
        assert_eq!(numbers(&app, &alice).await, (following.into(), 0), "{round}");
        assert_eq!(numbers(&app, &bob).await, (0, following.into()), "{round}");
    }
}

#[tokio::test]
async fn two_users_may_follow_each_other() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    toggle(&app, &alice, &bob).await;
    toggle(&app, &bob, &alice).await;
    assert!(follows(&alice, &bob).await && follows(&bob, &alice).await);
    toggle(&app, &alice, &bob).await;
    assert!(!follows(&alice, &bob).await && follows(&bob, &alice).await);
    app.settle().await;
    assert_eq!((numbers(&app, &alice).await, numbers(&app, &bob).await), ((0, 1), (1, 0)));
}

#[rstest]
#[case::none("")]
#[case::json(r#"{"anything": 1}"#)]
#[case::malformed("{")]
#[tokio::test]
async fn ignores_the_body(#[case] body: &'static str) {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    alice.post(&bob.path("follow")).body("application/json", body).await.expect(201);
    assert!(follows(&alice, &bob).await);
}

#[rstest]
#[tokio::test]
async fn a_user_cannot_follow_or_hide_themself(#[values("follow/", "hide/")] what: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let body = alice.post(&alice.path(what)).await.expect(400).json();
    assert!(body["errors"][0]["code"].is_string() && body["errors"][0]["message"].is_string(), "{body}");
    app.settle().await;
    assert_eq!(numbers(&app, &alice).await, (0, 0));
    assert_eq!(list(&alice, "/api/v2/user/hidden_users/").await, [0; 0]);
}

const ROUTES: [(&str, &str); 8] = [
    ("POST", "follow/"),
    ("POST", "hide/"),
    ("GET", "followers/"),
    ("GET", "followings/"),
    ("GET", "is_followed/"),
    ("GET", "is_follower/"),
    ("GET", "is_hidden/"),
    ("GET", "is_hidden_by/"),
];

#[tokio::test]
async fn unknown_and_deleted_users_are_not_found_on_every_route() {
    let app = App::new().await;
    let [alice, soft, hard] = [app.register("alice").await, app.register("soft").await, app.register("hard").await];
    soft.delete(&soft.path("")).await.expect(204);
    hard.delete(&hard.path("?hard=1")).await.expect(204);
    for settled in [false, true] {
        if settled {
            app.settle().await;
        }
        for id in [soft.id.to_string(), hard.id.to_string(), "1".into(), "0".into(), "alice".into(), "1.5".into()] {
            for (method, what) in ROUTES {
                let path = format!("/api/v2/user/{id}/{what}");
                let answer = alice.request(method, &path).await;
                assert_eq!((answer.status, settled), (404, settled), "{method} {path}: {answer:?}");
                assert_eq!(answer.json()["errors"][0]["code"], "not_found");
            }
        }
    }
    assert_eq!(numbers(&app, &alice).await, (0, 0));
    assert_eq!(list(&alice, &alice.path("followings/")).await, [0; 0]);
}

#[tokio::test]
async fn only_the_lists_need_no_credentials() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for (method, what) in ROUTES {
        let answer = app.request(method, &alice.path(what)).await;
        if what.starts_with("followe") || what.starts_with("followi") {
            answer.expect(200);
        } else {
            assert_eq!(answer.expect(401).header("www-authenticate"), "Bearer");
        }
    }
}

#[tokio::test]
async fn follow_routes_are_403_in_friendship_mode() {
    let app = App::with(Config { mode: Mode::Friendship, ..config() }).await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    for (method, what) in ROUTES.into_iter().filter(|(_, what)| what.contains("follow")) {
        let body = alice.request(method, &bob.path(what)).await.expect(403).json();
        assert_eq!(body["errors"][0]["code"], "wrong_community_mode", "{what}");
    }
    for what in ["followers/", "followings/"] {
        let body = app.get(&bob.path(what)).await.expect(403).json();
        assert_eq!(body["errors"][0]["code"], "wrong_community_mode", "{what}");
    }
    for path in ["/api/users/follow/", "/api/users/unfollow/"] {
        let answer = alice.post(path).json(&json!({"username": "bob"})).await.expect(403);
        assert!(answer.json()["detail"].is_string(), "{answer:?}");
    }
    app.settle().await;
    assert_eq!(numbers(&app, &bob).await, (0, 0));
    alice.post(&bob.path("hide/")).await.expect(201);
    for path in [bob.path("is_hidden/"), bob.path("is_hidden_by/"), "/api/v2/user/hidden_users/".into()] {
        alice.get(&path).await.expect(200);
    }
}

#[rstest]
#[tokio::test]
async fn follows_work_in_the_other_modes(#[values(Mode::Follow, Mode::Hybrid)] mode: Mode) {
    let app = App::with(Config { mode, ..config() }).await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    toggle(&app, &alice, &bob).await;
    assert!(follows(&alice, &bob).await);
}

/// One of three users who follow and hide each other is deleted.
#[rstest]
#[case::soft("")]
#[case::hard("?hard=1")]
#[tokio::test]
async fn a_deleted_user_leaves_all_lists_and_counters(#[case] deletion: &str) {
    let app = App::new().await;
    let [alice, bob, gone] = [app.register("alice").await, app.register("bob").await, app.register("gone").await];
    for (from, to) in [(&alice, &bob), (&alice, &gone), (&gone, &alice), (&bob, &alice), (&gone, &bob)] {
        toggle(&app, from, to).await;
    }
    bob.post(&gone.path("hide/")).await.expect(201);
    app.settle().await;
    assert_eq!((numbers(&app, &alice).await, numbers(&app, &bob).await), ((2, 2), (1, 2)));

    gone.delete(&gone.path(deletion)).await.expect(204);
    // The user leaves the lists at once, and the counters once events have settled.
    for settled in [false, true] {
        if settled {
            app.settle().await;
        }
        let bobs = [bob.id.get()];
        for what in ["followers/", "followings/"] {
            assert_eq!(list(&app, &alice.path(what)).await, bobs, "{what}, settled: {settled}");
        }
        assert_eq!(list(&app, &bob.path("followers/")).await, [alice.id.get()]);
        assert_eq!(list(&bob, "/api/v2/user/hidden_users/").await, [0; 0], "settled: {settled}");
    }
    assert_eq!((numbers(&app, &alice).await, numbers(&app, &bob).await), ((1, 1), (1, 1)));
    assert_eq!(app.get(&alice.path("followers/")).await.expect(200).json()["count"], 1);
    assert_eq!(bob.get("/api/v2/user/hidden_users/").await.expect(200).json()["count"], 0);
    assert_eq!(bob.get("/api/v2/user/hidden_users_id/").await.expect(200).json(), json!([]));
    let profile = app.get("/api/users/alice").await.expect(200).json();
    assert_eq!((&profile["following"], &profile["followers"]), (&json!([bob.id.get()]), &json!([bob.id.get()])));
    // The removal is counted once, even if events settle again.
    app.settle().await;
    assert_eq!(numbers(&app, &alice).await, (1, 1));
}
