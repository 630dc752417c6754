//! `GET /api/actions/favorites/`, `POST /api/actions/favorites/add/`, `POST /api/actions/favorites/remove/`

use std::future::IntoFuture as _;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Request, Routes as _, TestUser};

const LIST: &str = "/api/actions/favorites/";

fn game(igdb: usize) -> Value {
    json!({
        "igdb": igdb.to_string(), "name": format!("Game {igdb}"), "slug": format!("game-{igdb}"),
        "cover_id": format!("co{igdb}"), "backdrop_id": format!("sc{igdb}"),
    })
}

fn add(user: &TestUser, game: &Value) -> Request {
    user.post("/api/actions/favorites/add/").json(game)
}

fn remove(user: &TestUser, igdb: &str) -> Request {
    user.post("/api/actions/favorites/remove/").json(&json!({"igdb": igdb}))
}

/// The caller's favorites without their ids in kith.
async fn favorites(user: &TestUser) -> Vec<Value> {
    let mut list = user.get(LIST).await.expect(200).json().as_array().unwrap().clone();
    for game in &mut list {
        assert!(game.as_object_mut().unwrap().remove("id").is_some_and(|id| id.is_u64()));
    }
    list
}

#[tokio::test]
async fn at_most_five_games_are_kept_in_order_as_they_were_sent() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    assert_eq!(favorites(&alice).await, [json!(null); 0]);
    for n in [3, 1, 2, 1, 5, 4] {
        assert_eq!(add(&alice, &game(n)).await.expect(200).json(), json!({}));
    }
    let five = [3, 1, 2, 5, 4].map(game);
    assert_eq!(favorites(&alice).await, five);
    let full = add(&alice, &game(6)).await.expect(400).json();
    assert!(full["non_field_errors"][0].as_str().unwrap().contains("at most 5"), "{full}");
    assert_eq!(favorites(&alice).await, five);
    for path in ["/api/users/alice", "/api/users/profile/alice"] {
        let profile = app.get(path).await.expect(200).json();
        assert_eq!(profile["favorites"], alice.get(LIST).await.expect(200).json(), "{path}");
    }
    for igdb in ["1", "1", "77"] {
        assert_eq!(remove(&alice, igdb).await.expect(200).json(), json!({}));
    }
    add(&alice, &game(6)).await.expect(200);
    assert_eq!(favorites(&alice).await, [3, 2, 5, 4, 6].map(game));
}

#[tokio::test]
async fn what_a_user_sends_of_a_game_comes_back_in_all_their_lists() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let mut sent = game(7);
    alice.post("/api/actions/like/").json(&sent).await.expect(200);
    let liked = app.get("/api/users/alice").await.expect(200).json()["liked"][0].clone();
    add(&alice, &json!({"igdb": "7", "name": "Another name", "cover_id": "", "slug": null})).await.expect(200);
    let mut renamed = liked.clone();
    renamed["name"] = json!("Another name");
    assert_eq!(alice.get(LIST).await.expect(200).json(), json!([renamed]));
    for (name, value) in sent.as_object().unwrap() {
        assert_eq!(&liked[name], value, "{name}");
    }
    // Another user's cover and name are that user's own.
    sent["cover_id"] = json!("another");
    sent["name"] = json!("Another name");
    add(&bob, &sent).await.expect(200);
    let of_bob = bob.get(LIST).await.expect(200).json()[0].clone();
    assert_eq!(
        (&of_bob["id"], &of_bob["name"], &of_bob["cover_id"]),
        (&liked["id"], &json!("Another name"), &json!("another"))
    );
    assert_eq!(app.get("/api/users/alice").await.expect(200).json()["liked"][0], liked);
}

#[rstest]
#[case::nothing(json!({}), &["igdb", "name"])]
#[case::no_name(json!({"igdb": "7"}), &["name"])]
#[case::bad_texts(json!({"igdb": "a b", "name": "a\nb"}), &["igdb", "name"])]
#[case::bad_details(json!({"igdb": "7", "name": "x", "slug": "a/b", "cover_id": "é", "backdrop_id": "x".repeat(51)}), &["backdrop_id", "cover_id", "slug"])]
#[case::wrong_types(json!({"igdb": [], "name": {}, "slug": true}), &["igdb", "name", "slug"])]
#[tokio::test]
async fn a_bad_game_is_refused(#[case] body: Value, #[case] wrong: &[&str]) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let errors = add(&alice, &body).await.expect(400).json();
    assert_eq!(errors.as_object().unwrap().keys().collect::<Vec<_>>(), wrong);
    assert_eq!(favorites(&alice).await, [json!(null); 0]);
}

#[tokio::test]
async fn removing_needs_an_id_and_both_need_credentials() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for body in [json!({}), json!({"igdb": ""}), json!({"igdb": null}), json!({"igdb": "a b"})] {
        let answer = alice.post("/api/actions/favorites/remove/").json(&body).await.expect(400);
        assert!(answer.json()["igdb"][0].is_string(), "{body}");
    }
    app.get(LIST).await.expect(401);
    app.post("/api/actions/favorites/add/").json(&game(1)).await.expect(401);
    app.post("/api/actions/favorites/remove/").json(&game(1)).await.expect(401);
    alice.post("/api/actions/favorites/").json(&game(1)).await.expect(405);
}

#[tokio::test]
async fn concurrent_additions_never_make_more_than_five() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let adding = (0..9).map(|n| tokio::spawn(add(&alice, &game(n)).into_future()));
    let statuses: Vec<u16> = join_all(adding).await.into_iter().map(|answer| answer.unwrap().status).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 5, "{statuses:?}");
    assert_eq!(favorites(&alice).await.len(), 5);
}

#[tokio::test]
async fn favorites_ratings_and_the_journal_go_with_the_user() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    add(&alice, &game(1)).await.expect(200);
    let mut rated = game(1);
    rated["rating"] = json!(4);
    alice.post("/api/actions/ratings/").json(&rated).await.expect(200);
    let entry = json!({"game": game(1), "date": "2026-01-31"});
    alice.post("/api/actions/journal/").json(&entry).await.expect(200);
    alice.delete(&alice.path("?hard=1")).await.expect(204);
    app.settle().await;
    let store = &app.state.store;
    assert!(store.favorites().get(alice.id).await.unwrap().games.is_empty());
    assert!(store.ratings().list(alice.id).await.unwrap().is_empty());
    assert!(store.journals().latest(alice.id, 10).await.unwrap().is_empty());
}
