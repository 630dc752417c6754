//! `POST /api/v2/post/{id}/vote/`, `POST /api/v2/post/{id}/follow/`, `POST /api/v2/user/me/markseen/`

use std::future::IntoFuture as _;

use futures::future::join_all;
use rstest::rstest;
use serde_json::json;
use tests::{App, Routes as _};

use super::{members, publish_text, seen_by};

const MARK_SEEN: &str = "/api/v2/user/me/markseen/";

#[rstest]
#[case::vote("vote", "score")]
#[case::follow("follow", "followers")]
#[tokio::test]
async fn votes_and_follows_are_toggles(#[case] toggle: &str, #[case] counter: &str) {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let id = publish_text(&author, "Like me").await;
    let path = format!("/api/v2/post/{id}/{toggle}/");
    for round in 1..=4 {
        assert_eq!(fan.post(&path).await.expect(204).body, "");
        author.post(&path).await.expect(204);
        app.settle().await;
        assert_eq!(seen_by(&app, id).await[counter], 2 * (round % 2), "{round}");
    }
    app.post(&path).await.expect(401);
    fan.post(&path.replace("post", "discussion")).await.expect(404);
}

#[rstest]
#[case::vote("vote", "score")]
#[case::follow("follow", "followers")]
#[tokio::test]
async fn concurrent_toggles_count_by_their_outcome(#[case] toggle: &str, #[case] counter: &str) {
    let app = App::new().await;
    let [author, a, b, c] = members(&app, ["author", "a", "b", "c"]).await;
    let id = publish_text(&author, "Like me").await;
    let path = format!("/api/v2/post/{id}/{toggle}/");
    // Two users toggle an odd number of times and one an even number, all at once.
    let calls = [&a, &b, &a, &c, &b, &a, &c, &b].map(|person| person.post(&path).into_future());
    for answer in join_all(calls).await {
        answer.expect(204);
    }
    app.settle().await;
    assert_eq!(seen_by(&app, id).await[counter], 2);
}

#[tokio::test]
async fn markseen_counts_one_view_per_user() {
    let app = App::new().await;
    let [author, a, b] = members(&app, ["author", "a", "b"]).await;
    let (one, two) = (publish_text(&author, "One").await, publish_text(&author, "Two").await);
    let calls = [&a, &b, &a, &a].map(|person| person.post(MARK_SEEN).json(&json!({"posts": [one, one]})).into_future());
    for answer in join_all(calls).await {
        let user = answer.expect(201).json();
        assert!(user["username"] == "a" || user["username"] == "b");
    }
    a.post(MARK_SEEN).json(&json!({"posts": [one, two.to_string()]})).await.expect(201);
    app.settle().await;
    let views = [seen_by(&app, one).await, seen_by(&app, two).await].map(|post| post["view_count"].clone());
    assert_eq!(views, [2, 1]);
}

#[tokio::test]
async fn markseen_without_ids_marks_the_home_feed() {
    let app = App::new().await;
    let [author, stranger, reader] = members(&app, ["author", "stranger", "reader"]).await;
    reader.post(&author.path("follow/")).await.expect(201);
    let (mine, other) = (publish_text(&author, "Followed").await, publish_text(&stranger, "Not followed").await);
    app.settle().await;
    for _ in 0..2 {
        reader.post(MARK_SEEN).await.expect(201);
        app.settle().await;
        let views = [seen_by(&app, mine).await, seen_by(&app, other).await].map(|post| post["view_count"].clone());
        assert_eq!(views, [1, 0]);
    }
    // An empty list is accepted.
    reader.post(MARK_SEEN).json(&json!({"posts": []})).await.expect(201);
}

#[rstest]
#[case::not_a_list(json!({"posts": "all"}))]
#[case::bad_id(json!({"posts": [0]}))]
#[case::too_many(json!({"posts": (1..=101).collect::<Vec<_>>()}))]
#[tokio::test]
async fn markseen_rejects_bad_ids(#[case] body: serde_json::Value) {
    let app = App::new().await;
    let [reader] = members(&app, ["reader"]).await;
    let answer = reader.post(MARK_SEEN).json(&body).await.expect(400);
    assert_eq!(answer.invalid_fields(), ["posts"]);
    app.post(MARK_SEEN).json(&body).await.expect(401);
}

#[tokio::test]
async fn a_view_of_an_unknown_post_leaves_nothing() {
    let app = App::new().await;
    let [reader] = members(&app, ["reader"]).await;
    reader.post(MARK_SEEN).json(&json!({"posts": [77]})).await.expect(201);
    app.settle().await;
    let kind = shared::domain::ReactionKind::View;
    assert_eq!(app.state.store.reactions().get(kind, 77.try_into().unwrap(), reader.id).await.unwrap(), None);
    assert!(app.state.store.posts().get(77.try_into().unwrap(), true).await.unwrap().is_none());
}

#[tokio::test]
async fn hard_deletion_takes_a_users_reactions_back() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let (id, choices) = super::publish_poll(&author, false, 2).await;
    for toggle in ["vote", "follow"] {
        fan.post(&format!("/api/v2/post/{id}/{toggle}/")).await.expect(204);
    }
    let vote = json!({"choice": choices[0]});
    fan.post(&format!("/api/v2/post/{id}/poll/vote/")).json(&vote).await.expect(204);
    app.settle().await;
    let numbers = async || {
        let post = seen_by(&app, id).await;
        json!([post["score"], post["followers"], post["poll"]["choices"][0]["count_votes"]])
    };
    assert_eq!(numbers().await, json!([1, 1, 1]));
    fan.delete(&fan.path("?hard=1")).await.expect(204);
    app.settle().await;
    assert_eq!(numbers().await, json!([0, 0, 0]));
}
