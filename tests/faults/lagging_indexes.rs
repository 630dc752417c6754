//! What holds while the indexes lag behind the table (`docs/faults.md`).

use std::collections::HashMap;
use std::time::Duration;

use futures::future::join_all;
use janitor::{Janitor, Settings};
use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::time::Clock;
use tests::{App, Faults, IndexLag, Routes as _, TestUser};

/// A community whose indexes lag once this is said.
async fn community() -> (App, Faults) {
    App::new().await.faulty_app().await
}

fn ids(page: &Value) -> Vec<u64> {
    let rows = page["results"].as_array().expect("rows").iter();
    rows.map(|row| row["id"].as_u64().or(row["post"]["id"].as_u64()).expect("an id")).collect()
}

async fn get(caller: &TestUser, path: &str) -> Value {
    caller.get(path).await.expect(200).json()
}

fn janitor(app: &App, pause: Duration) -> Janitor {
    Janitor::new(app.state.store.clone(), Clock::default(), Settings { pause, rows: 5_000, ..Settings::default() })
}

/// A list shows a change late, and what is read by key shows it at once.
#[tokio::test]
async fn a_follow_is_known_before_it_is_listed() {
    let (app, faults) = community().await;
    let (star, fan) = (app.user("star").await, app.user("fan").await);
    faults.lag(&app, IndexLag::Held).await;
    fan.post(&star.path("follow/")).await.expect(201);
    app.settle().await;
    let list = async || ids(&get(&fan, &star.path("followers/")).await);
    assert_eq!(list().await, [0; 0]);
    assert_eq!(get(&fan, &star.path("is_followed/")).await, json!({"is_followed": true}));
    let user = get(&fan, &star.path("")).await;
    assert_eq!((&user["connection_status"], &user["followers_counter"]), (&json!("followed"), &json!(1)));
    // A wish that is repeated finds the edge, and ends it by key.
    fan.put(&star.path("follow/")).await.expect(204);
    faults.catch_up().await;
    assert_eq!(list().await, [fan.id.get()]);
    fan.delete(&star.path("follow/")).await.expect(204);
    app.settle().await;
    assert_eq!(list().await, [fan.id.get()]);
    assert_eq!(get(&fan, &star.path("")).await["followers_counter"], 0);
    faults.catch_up().await;
    assert_eq!(list().await, [0; 0]);
}

/// The rename moves the user from the first part of the list by username to the last one.
#[rstest]
#[case::in_order("username", ["anna", "karl", "zoe"], ["karl", "victor", "zoe"])]
#[case::in_descending_order("-username", ["zoe", "karl", "anna"], ["zoe", "victor", "karl"])]
#[tokio::test]
async fn a_renamed_user_is_listed_once(#[case] order: &str, #[case] names: [&str; 3], #[case] renamed: [&str; 3]) {
    let (app, faults) = community().await;
    let mut users = HashMap::new();
    for name in ["zoe", "anna", "karl"] {
        users.insert(name, app.user(name).await);
    }
    let anna = users["anna"].clone();
    let list = async || ids(&get(&anna, &format!("/api/v2/user/?ordering={order}")).await);
    let ids_of = |names: [&str; 3]| names.map(|name| users[if name == "victor" { "anna" } else { name }].id.get());
    assert_eq!(list().await, ids_of(names));
    faults.lag(&app, IndexLag::Held).await;
    anna.patch(&anna.path("")).json(&json!({"username": "victor"})).await.expect(200);
    assert_eq!(list().await, ids_of(names));
    faults.catch_up().await;
    assert_eq!(list().await, ids_of(renamed));
}

/// The delivery of the post may not see the new reader, nor the backfill of the reader the new post; one of them does.
#[rstest]
#[case::a_follow_before_a_post(&[true, false], true)]
#[case::a_follow_after_a_post(&[false, true], true)]
#[case::a_follow_and_a_post_at_once(&[true, false], false)]
#[case::a_post_and_a_follow_at_once(&[false, true], false)]
#[tokio::test]
async fn a_new_reader_gets_the_posts_around_the_follow(#[case] follow_or_post: &[bool], #[case] settles_between: bool) {
    join_all((0..8).map(async |seed| {
        let (app, faults) = community().await;
        let (author, reader) = (app.user("author").await, app.user("reader").await);
        author.post("/api/v2/post/").json(&json!({"text": "The first."})).await.expect(201);
        app.settle().await;
        faults.lag(&app, IndexLag::Calls { seed, most: 20 }).await;
        for follow in follow_or_post {
            if *follow {
                reader.put(&author.path("follow/")).await.expect(204);
            } else {
                author.post("/api/v2/post/").json(&json!({"text": "Another."})).await.expect(201);
            }
            if settles_between {
                app.settle().await;
            }
        }
        app.settle().await;
        faults.catch_up().await;
        assert_eq!(ids(&get(&reader, "/api/v2/feed/").await).len(), 2, "seed {seed}");
        reader.delete(&author.path("follow/")).await.expect(204);
        app.settle().await;
        assert_eq!(ids(&get(&reader, "/api/v2/feed/").await), [0; 0], "seed {seed}");
    }))
    .await;
}

/// A post that is not listed yet leaves the feed of a reader who hides its author.
#[tokio::test]
async fn a_hidden_author_leaves_the_feed() {
    join_all((0..8).map(async |seed| {
        let (app, faults) = community().await;
        let (author, reader) = (app.user("author").await, app.user("reader").await);
        reader.put(&author.path("follow/")).await.expect(204);
        app.settle().await;
        faults.lag(&app, IndexLag::Calls { seed, most: 20 }).await;
        author.post("/api/v2/post/").json(&json!({"text": "A post."})).await.expect(201);
        app.settle().await;
        reader.put(&author.path("hide/")).await.expect(204);
        assert_eq!(ids(&get(&reader, "/api/v2/feed/").await), [0; 0], "seed {seed}");
        app.settle().await;
        let entries = app.rows().all().await.into_keys().filter(|(pk, _)| *pk == format!("FEED#{}", reader.id)).count();
        assert_eq!(entries, 0, "seed {seed}");
        assert_eq!(get(&reader, "/api/v2/user/me/notifications/").await["results"], json!([]), "seed {seed}");
        faults.catch_up().await;
        assert_eq!(ids(&get(&reader, "/api/v2/user/hidden_users/").await), [author.id.get()]);
    }))
    .await;
}

/// The janitor counts in the indexes. Of two passes at least the second sees what `fanout` counted.
#[tokio::test]
async fn counters_are_exact_and_the_janitor_leaves_them_alone() {
    let (app, faults) = community().await;
    let star = app.user("star").await;
    let mut fans = Vec::new();
    for n in 0..3 {
        fans.push(app.user(&format!("fan-{n}")).await);
    }
    app.settle().await;
    faults.lag(&app, IndexLag::Held).await;
    for fan in &fans {
        fan.put(&star.path("follow/")).await.expect(204);
        fan.post("/api/v2/user/me/connection/request/").json(&json!({"username": "star"})).await.expect(201);
    }
    app.settle().await;
    let counters = async || get(&star, &star.path("counters/")).await;
    let before = counters().await;
    assert_eq!((&before["followers"], &before["connection_requests_received"]), (&json!(3), &json!(3)));
    let janitor = janitor(&app, Duration::from_secs(2));
    let catching_up = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        faults.catch_up().await;
    };
    let (report, ()) = tokio::join!(janitor.run_all(true), catching_up);
    assert!(report.as_ref().is_ok_and(janitor::Report::is_clean), "{report:?}");
    assert_eq!(counters().await, before);
}

/// A clean-up reads the indexes. An edge that they do not show yet stays until the janitor deletes it.
#[rstest]
#[case::hard("?hard=1")]
#[case::soft("")]
#[tokio::test]
async fn the_janitor_deletes_what_a_clean_up_did_not_see(#[case] deletion: &str) {
    let (app, faults) = community().await;
    let (star, fan, friend) = (app.user("star").await, app.user("fan").await, app.user("friend").await);
    app.settle().await;
    faults.lag(&app, IndexLag::Held).await;
    fan.put(&star.path("follow/")).await.expect(204);
    friend.post(&star.path("connection/request/")).await.expect(200);
    star.post(&friend.path("connection/accept/")).await.expect(200);
    app.settle().await;
    star.delete(&star.path(deletion)).await.expect(204);
    app.settle().await;
    faults.catch_up().await;
    let janitor = janitor(&app, Duration::from_millis(50));
    janitor.run_all(true).await.expect("a walk");
    app.settle().await;
    faults.catch_up().await;
    let edges: Vec<_> = app
        .rows()
        .all()
        .await
        .into_keys()
        .filter(|(pk, sk)| sk.starts_with("FOLLOW#") || pk.starts_with("P#"))
        .collect();
    assert!(edges.is_empty(), "{edges:?}");
    let counters = [get(&fan, &fan.path("counters/")).await, get(&friend, &friend.path("counters/")).await];
    assert_eq!((&counters[0]["followings"], &counters[1]["connections"]), (&json!(0), &json!(0)));
    let report = janitor.run_all(false).await.expect("a walk");
    assert!(report.is_clean(), "{report:?}");
}

/// The index of unseen notifications lags; the notifications themselves do not.
#[tokio::test]
async fn a_notification_that_was_listed_is_seen_once_and_for_all() {
    let (app, faults) = community().await;
    let (star, fan) = (app.user("star").await, app.user("fan").await);
    app.settle().await;
    faults.lag(&app, IndexLag::Held).await;
    fan.put(&star.path("follow/")).await.expect(204);
    app.settle().await;
    let unseen = async || get(&star, "/api/v2/notification/unseen/count/").await["count"].clone();
    assert_eq!(unseen().await, 0);
    // It is listed, and marked by its key.
    let page = get(&star, "/api/v2/notification/").await;
    assert_eq!(page["results"].as_array().expect("results").len(), 1);
    faults.catch_up().await;
    assert_eq!(unseen().await, 0);

    // The index still shows one that was seen: it is marked again, and nothing changes.
    let friend = app.user("friend").await;
    friend.put(&star.path("follow/")).await.expect(204);
    app.settle().await;
    faults.catch_up().await;
    assert_eq!(unseen().await, 1);
    let sid = get(&star, "/api/v2/user/me/notifications/").await["results"][0]["sid"].clone();
    for _ in 0..2 {
        star.post("/api/v2/notification/read/").json(&json!({"sids": [sid]})).await.expect(204);
        assert_eq!(unseen().await, 1);
    }
    // An unfollow leaves one that was seen.
    friend.delete(&star.path("follow/")).await.expect(204);
    app.settle().await;
    faults.catch_up().await;
    assert_eq!(unseen().await, 0);
    let results = get(&star, "/api/v2/user/me/notifications/").await["results"].clone();
    assert_eq!(results[0]["aggregated"].as_array().expect("entries").len(), 2);
}

/// Names, keys and credentials are looked up in the table.
#[tokio::test]
async fn names_idempotency_keys_and_logins_do_not_lag() {
    let (app, faults) = community().await;
    let alice = app.user("alice").await;
    faults.lag(&app, IndexLag::Held).await;
    let account = |name: &str, email: &str| {
        let body = json!({"username": name, "email": email, "password": TestUser::PASSWORD});
        app.post("/api/users/register/").json(&body)
    };
    account("bea", "bea@example.org").await.expect(200);
    for (name, email, field) in [("BEA", "other@example.org", "username"), ("other", "Bea@example.org", "email")] {
        let taken = account(name, email).await.expect(400).json();
        assert!(taken[field].is_array(), "{taken}");
    }
    app.login("bea", TestUser::PASSWORD).await.expect(200);
    app.login("bea@example.org", TestUser::PASSWORD).await.expect(200);
    assert_eq!(
        alice.patch(&alice.path("")).json(&json!({"username": "bea"})).await.expect(400).invalid_fields(),
        ["username"]
    );
    let create = || {
        let post = alice.post("/api/v2/post/").json(&json!({"text": "Once."}));
        post.header("idempotency-key", "a key")
    };
    let (first, again) = (create().await.expect(201), create().await.expect(201));
    assert_eq!((&first.json()["id"], again.header("idempotency-replayed")), (&again.json()["id"], "true"));
    faults.catch_up().await;
    assert_eq!(get(&alice, &alice.path("feed/")).await["results"].as_array().expect("posts").len(), 1);
}
