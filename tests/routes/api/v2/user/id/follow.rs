//! `POST /api/v2/user/{id}/follow/`

use std::future::IntoFuture as _;
use std::time::Duration;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::Mode;
use shared::runtime::config::Config;
use tests::{App, Person, Routes, config};

/// Toggles a follow; the next one is later by the clock.
pub(super) async fn toggle(app: &App, from: &Person, to: &Person) {
    app.state.clock.advance(Duration::from_millis(2));
    from.post(&to.path("follow/")).await.expect(201);
}

/// The ids of a list's page, in its order.
pub(super) fn ids(page: &Value) -> Vec<u64> {
    page["results"].as_array().unwrap().iter().map(|user| user["id"].as_u64().unwrap()).collect()
}

/// The ids on the first page of a list.
pub(super) async fn list(caller: &impl Routes, path: &str) -> Vec<u64> {
    ids(&caller.get(path).await.expect(200).json())
}

/// The numbers of followings and of followers, as the API has them now.
pub(super) async fn numbers(app: &App, person: &Person) -> (u64, u64) {
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

/// Everybody who follows or is followed, as the lists, the questions and the profile agree about it.
async fn follows(from: &Person, to: &Person) -> bool {
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
async fn it_follows_and_the_second_time_unfollows() {
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
async fn both_may_follow_each_other() {
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
async fn a_body_is_not_read(#[case] body: &'static str) {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    alice.post(&bob.path("follow")).body("application/json", body).await.expect(201);
    assert!(follows(&alice, &bob).await);
}

#[rstest]
#[tokio::test]
async fn oneself_is_refused(#[values("follow/", "hide/")] what: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let body = alice.post(&alice.path(what)).await.expect(400).json();
    assert!(body["errors"][0]["code"].is_string() && body["errors"][0]["message"].is_string(), "{body}");
    app.settle().await;
    assert_eq!(numbers(&app, &alice).await, (0, 0));
    assert_eq!(list(&alice, "/api/v2/user/hidden_users/").await, [0; 0]);
}

const OF_A_USER: [(&str, &str); 8] = [
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
async fn a_user_who_is_not_there_is_a_404_on_every_route() {
    let app = App::new().await;
    let [alice, soft, hard] = [app.register("alice").await, app.register("soft").await, app.register("hard").await];
    soft.delete(&soft.path("")).await.expect(204);
    hard.delete(&hard.path("?hard=1")).await.expect(204);
    for settled in [false, true] {
        if settled {
            app.settle().await;
        }
        for id in [soft.id.to_string(), hard.id.to_string(), "1".into(), "0".into(), "alice".into(), "1.5".into()] {
            for (method, what) in OF_A_USER {
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
async fn without_credentials_only_the_lists_are_there() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for (method, what) in OF_A_USER {
        let answer = app.request(method, &alice.path(what)).await;
        if what.starts_with("followe") || what.starts_with("followi") {
            answer.expect(200);
        } else {
            assert_eq!(answer.expect(401).header("www-authenticate"), "Bearer");
        }
    }
}

#[tokio::test]
async fn nobody_follows_where_the_community_has_friendships_only() {
    let app = App::with(Config { mode: Mode::Friendship, ..config() }).await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    for (method, what) in OF_A_USER.into_iter().filter(|(_, what)| what.contains("follow")) {
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
async fn the_other_modes_have_follows(#[values(Mode::Follow, Mode::Hybrid)] mode: Mode) {
    let app = App::with(Config { mode, ..config() }).await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    toggle(&app, &alice, &bob).await;
    assert!(follows(&alice, &bob).await);
}

#[rstest]
#[tokio::test]
async fn toggles_at_once_happen_one_after_the_other(#[values(49, 50)] times: usize) {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let path = bob.path("follow/");
    let toggles = (0..times).map(|_| {
        let (alice, path) = (alice.clone(), path.clone());
        // Who waits for too long is told so, and has changed nothing: they ask again.
        tokio::spawn(async move {
            loop {
                let answer = alice.post(&path).await;
                if answer.status != 503 {
                    return answer;
                }
            }
        })
    });
    let answers: Vec<_> = join_all(toggles).await.into_iter().map(Result::unwrap).collect();
    let done = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(done, times, "{answers:?}");
    let following = done % 2 == 1;
    assert_eq!(follows(&alice, &bob).await, following);
    app.settle().await;
    assert_eq!(numbers(&app, &alice).await, (following.into(), 0));
    assert_eq!(numbers(&app, &bob).await, (0, following.into()));
}

#[tokio::test]
async fn forty_follow_one_at_once_and_are_all_counted() {
    let app = App::new().await;
    let star = app.register("star").await;
    let people = join_all((0..40).map(|n| {
        let app = &app;
        async move { app.member(&format!("fan-{n}")).await }
    }))
    .await;
    let path = star.path("follow/");
    let follows = people.iter().map(|fan| tokio::spawn(fan.post(&path).into_future()));
    for answer in join_all(follows).await {
        answer.unwrap().expect(201);
    }
    app.settle().await;
    assert_eq!(numbers(&app, &star).await, (0, 40));
    let listed = app.get(&star.path("followers/?limit=100")).await.expect(200).json();
    assert_eq!((ids(&listed).len(), &listed["count"]), (40, &json!(40)));
    for fan in people.iter().take(10) {
        assert_eq!(numbers(&app, fan).await, (1, 0));
    }
    // Half of them change their minds while others come back and forth.
    let path = &path;
    let changes = people[..20].iter().map(|fan| tokio::spawn(fan.post(path).into_future()));
    let more = people[20..30].iter().map(|fan| async move {
        fan.post(path).await.expect(201);
        fan.post(path).await.expect(201);
    });
    let (changes, _) = futures::join!(join_all(changes), join_all(more));
    for answer in changes {
        answer.unwrap().expect(201);
    }
    app.settle().await;
    assert_eq!(numbers(&app, &star).await, (0, 20));
}

/// A user of whom nothing is deleted, between two who follow and are followed, one of whom goes.
#[rstest]
#[case::soft("")]
#[case::hard("?hard=1")]
#[tokio::test]
async fn who_is_deleted_leaves_everybodys_lists_and_numbers(#[case] how: &str) {
    let app = App::new().await;
    let [alice, bob, gone] = [app.register("alice").await, app.register("bob").await, app.register("gone").await];
    for (from, to) in [(&alice, &bob), (&alice, &gone), (&gone, &alice), (&bob, &alice), (&gone, &bob)] {
        toggle(&app, from, to).await;
    }
    bob.post(&gone.path("hide/")).await.expect(201);
    app.settle().await;
    assert_eq!((numbers(&app, &alice).await, numbers(&app, &bob).await), ((2, 2), (1, 2)));

    gone.delete(&gone.path(how)).await.expect(204);
    // From the lists at once, from the numbers once events have settled.
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
    // What is gone counts once, however often it is asked for.
    app.settle().await;
    assert_eq!(numbers(&app, &alice).await, (1, 1));
}

#[rstest]
#[tokio::test]
async fn follows_of_one_who_is_being_deleted_leave_nothing_behind(#[values("", "?hard=1")] how: &str) {
    let app = App::new().await;
    let gone = app.register("gone").await;
    let people = join_all((0..12).map(|n| {
        let app = &app;
        async move { app.member(&format!("fan-{n}")).await }
    }))
    .await;
    let (path, gone_path) = (gone.path("follow/"), gone.path(how));
    let follows = people.iter().map(|fan| tokio::spawn(fan.post(&path).into_future()));
    let back = people.iter().map(|fan| tokio::spawn(gone.post(&fan.path("follow/")).into_future()));
    let (answers, back, deleted) =
        futures::join!(join_all(follows), join_all(back), tokio::spawn(gone.delete(&gone_path).into_future()));
    deleted.unwrap().expect(204);
    for answer in answers.into_iter().chain(back) {
        let answer = answer.unwrap();
        assert!([201, 401, 404].contains(&answer.status), "{answer:?}");
    }
    app.settle().await;
    for fan in &people {
        assert_eq!(numbers(&app, fan).await, (0, 0));
        for what in ["followers/", "followings/"] {
            assert_eq!(list(&app, &fan.path(what)).await, [0; 0]);
        }
        let profile = app.get(&format!("/api/users/{}", fan.name)).await.expect(200).json();
        assert_eq!((&profile["following"], &profile["followers"]), (&json!([]), &json!([])));
    }
}
