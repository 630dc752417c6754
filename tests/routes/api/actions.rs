//! `GET /api/actions/`, `POST /api/actions/{action}/`

mod favorites;
mod journal;
mod ratings;

use std::collections::BTreeSet;
use std::future::IntoFuture as _;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Request, Routes as _, TestUser};

fn toggle(person: &TestUser, action: &str, igdb: &str) -> Request {
    person.post(&format!("/api/actions/{action}/")).json(&json!({"igdb": igdb, "name": "Celeste"}))
}

/// A game in a list of which only the name was sent.
fn named(id: &Value) -> Value {
    json!({"id": id, "igdb": "26226", "name": "Celeste", "slug": null, "cover_id": null, "backdrop_id": null})
}

async fn game_lists(person: &TestUser, igdb: &str) -> Value {
    person.get(&format!("/api/actions/?igdb={igdb}")).await.expect(200).json()
}

#[rstest]
#[case("log", "played")]
#[case("like", "liked")]
#[case("backlog", "backlog")]
#[case("wishlist", "wishlist")]
#[tokio::test]
async fn an_action_toggles_its_list(#[case] action: &str, #[case] list: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let mut on = json!({"played": false, "liked": false, "backlog": false, "wishlist": false});
    let off = on.clone();
    on[list] = json!(true);
    for value in [true, false, true] {
        let answer = toggle(&alice, action, "26226").await.expect(200).json();
        let game = answer["game"].clone();
        assert_eq!(answer, json!({"game": game, "user": alice.id.get(), "action": action, "value": value}));
        assert_eq!(game_lists(&alice, "26226").await, if value { on.clone() } else { off.clone() });
        let profile = app.get("/api/users/alice").await.expect(200).json();
        let held = json!([named(&game)]);
        for name in ["played", "liked", "backlog", "wishlist"] {
            let expected = if value && name == list { held.clone() } else { json!([]) };
            assert_eq!(profile[name], expected, "{name}");
        }
    }
}

#[tokio::test]
async fn accepts_a_form() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let form = alice.post("/api/actions/like").form(&[("igdb", "26226"), ("name", "Celeste")]);
    assert_eq!(form.await.expect(200).json()["value"], true);
}

#[tokio::test]
async fn lists_and_users_are_independent() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    for action in ["like", "backlog", "wishlist"] {
        toggle(&alice, action, "26226").await.expect(200);
    }
    toggle(&bob, "like", "26226").await.expect(200);
    toggle(&alice, "like", "26226").await.expect(200);
    let expected = json!({"played": false, "liked": false, "backlog": true, "wishlist": true});
    assert_eq!(game_lists(&alice, "26226").await, expected);
    let expected = json!({"played": false, "liked": true, "backlog": false, "wishlist": false});
    assert_eq!(game_lists(&bob, "26226").await, expected);
}

#[tokio::test]
async fn a_game_has_one_id_and_the_name_that_each_user_has_sent() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let first = toggle(&alice, "like", "26226").await.expect(200).json();
    let other = json!({"igdb": "26226", "name": "Another name"});
    let second = bob.post("/api/actions/like/").json(&other).await.expect(200).json();
    assert_eq!(first["game"], second["game"]);
    let name =
        async |user: &str| app.get(&format!("/api/users/{user}")).await.expect(200).json()["liked"][0]["name"].clone();
    assert_eq!((name("alice").await, name("bob").await), (json!("Celeste"), json!("Another name")));
    // What is left in a list keeps its name when the game leaves another one.
    bob.put("/api/actions/log/").json(&other).await.expect(204);
    bob.delete("/api/actions/log/?igdb=26226").await.expect(204);
    assert_eq!(name("bob").await, "Another name");
    // A later name replaces an earlier one, of this user alone.
    let renamed = json!({"igdb": "26226", "name": "A third name"});
    bob.put("/api/actions/log/").json(&renamed).await.expect(204);
    assert_eq!((name("alice").await, name("bob").await), (json!("Celeste"), json!("A third name")));
    assert_ne!(toggle(&bob, "like", "1942").await.expect(200).json()["game"], first["game"]);
}

#[tokio::test]
async fn playing_a_game_removes_it_from_the_backlog() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    toggle(&alice, "backlog", "26226").await.expect(200);
    let played = toggle(&alice, "log", "26226").await.expect(200).json();
    assert_eq!((&played["value"], &played["removedFromBacklog"]), (&json!(true), &json!(true)));
    let expected = json!({"played": true, "liked": false, "backlog": false, "wishlist": false});
    assert_eq!(game_lists(&alice, "26226").await, expected);
    let unplayed = toggle(&alice, "log", "26226").await.expect(200).json();
    assert_eq!((&unplayed["value"], &unplayed["removedFromBacklog"]), (&json!(false), &Value::Null));
    assert_eq!(game_lists(&alice, "26226").await["backlog"], false);
}

#[tokio::test]
async fn a_game_without_actions_is_an_empty_object() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    assert_eq!(game_lists(&alice, "26226").await, json!({}));
    toggle(&bob, "like", "26226").await.expect(200);
    let untouched = json!({"played": false, "liked": false, "backlog": false, "wishlist": false});
    assert_eq!(game_lists(&alice, "26226").await, untouched);
    assert_eq!(game_lists(&alice, "2622").await, json!({}));
}

#[rstest]
#[case::missing("")]
#[case::empty("?igdb=")]
#[case::a_space("?igdb=a%20b")]
#[case::nul("?igdb=%00")]
#[case::too_long(&format!("?igdb={}", "a".repeat(51)))]
#[tokio::test]
async fn rejects_a_bad_igdb_in_the_query(#[case] query: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let answer = alice.get(&format!("/api/actions/{query}")).await.expect(400);
    assert!(answer.json()["igdb"][0].is_string(), "{answer:?}");
}

#[rstest]
#[case::no_igdb(json!({"name": "Celeste"}), &["igdb"])]
#[case::no_name(json!({"igdb": "1"}), &["name"])]
#[case::an_empty_object(json!({}), &["igdb", "name"])]
#[case::nulls(json!({"igdb": null, "name": null}), &["igdb", "name"])]
#[case::empty(json!({"igdb": "", "name": ""}), &["igdb", "name"])]
#[case::wrong_types(json!({"igdb": ["1"], "name": {}}), &["igdb", "name"])]
#[case::too_long(json!({"igdb": "1".repeat(51), "name": "a".repeat(201)}), &["igdb", "name"])]
#[case::control_characters(json!({"igdb": "1\u{0}", "name": "a\nb"}), &["igdb", "name"])]
#[tokio::test]
async fn rejects_bad_fields_and_changes_nothing(#[case] body: Value, #[case] wrong: &[&str]) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let answer = alice.post("/api/actions/like/").json(&body).await.expect(400).json();
    assert_eq!(
        answer.as_object().unwrap().keys().map(String::as_str).collect::<BTreeSet<_>>(),
        wrong.iter().copied().collect()
    );
    assert_eq!(game_lists(&alice, "1").await, json!({}));
    assert_eq!(app.get("/api/users/alice").await.expect(200).json()["liked"], json!([]));
}

#[tokio::test]
async fn an_unknown_action_is_not_found() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for action in ["play", "LIKE", "likes", "unlike", "%00", "%FF", "me"] {
        let answer = toggle(&alice, action, "26226").await.expect(404);
        assert_eq!(answer.json(), json!({"detail": "Not found."}));
    }
}

#[tokio::test]
async fn requires_credentials() {
    let app = App::new().await;
    app.get("/api/actions/?igdb=1").await.expect(401);
    app.get("/api/actions/").await.expect(401);
    app.post("/api/actions/like/").json(&json!({"igdb": "1", "name": "x"})).await.expect(401);
    app.post("/api/actions/like/").body("application/json", "{{").await.expect(401);
}

#[tokio::test]
async fn thirty_one_concurrent_toggles_leave_the_game_on_the_list() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let toggles = (0..31).map(|_| {
        let alice = alice.clone();
        // A toggle that waits too long for the others gets a 503 and changes nothing. The client repeats it.
        tokio::spawn(async move {
            loop {
                let answer = toggle(&alice, "like", "26226").await;
                if answer.status != 503 {
                    return answer;
                }
            }
        })
    });
    let answers: Vec<_> = join_all(toggles).await.into_iter().map(Result::unwrap).collect();
    let on = answers.iter().map(|answer| (answer.status, answer.status == 200 && answer.json()["value"] == true));
    let on: Vec<_> = on.collect();
    assert!(on.iter().all(|(status, _)| *status == 200), "{on:?}");
    assert_eq!(on.iter().filter(|(_, on)| *on).count(), 16);
    assert_eq!(game_lists(&alice, "26226").await["liked"], true);
}

#[tokio::test]
async fn concurrent_toggles_of_different_lists_all_apply() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let toggles = ["like", "wishlist", "log"].map(|action| tokio::spawn(toggle(&alice, action, "26226").into_future()));
    for answer in join_all(toggles).await {
        assert_eq!(answer.unwrap().expect(200).json()["value"], true);
    }
    let expected = json!({"played": true, "liked": true, "backlog": false, "wishlist": true});
    assert_eq!(game_lists(&alice, "26226").await, expected);
}

#[tokio::test]
async fn concurrent_first_actions_create_one_game() {
    let app = App::new().await;
    let users = join_all((0..20).map(|n| {
        let app = app.clone();
        async move { app.user(&format!("user{n}")).await }
    }));
    let users = users.await;
    let toggles = users.iter().map(|user| tokio::spawn(toggle(user, "like", "26226").into_future()));
    let games: Vec<_> =
        join_all(toggles).await.into_iter().map(|a| a.unwrap().expect(200).json()["game"].clone()).collect();
    assert!(games[0].is_u64() && games.iter().all(|game| *game == games[0]), "{games:?}");
    for user in users {
        let profile = app.get(&format!("/api/users/{}", user.name)).await.expect(200).json();
        assert_eq!(profile["liked"], json!([named(&games[0])]));
    }
}
