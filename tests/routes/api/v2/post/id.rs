//! `GET`, `PUT`, `DELETE /api/v2/post/{id}/`

use std::time::Duration;

use serde_json::{Value, json};
use tests::{App, Routes as _};

use super::{members, publish_poll, publish_text, seen_by};

#[tokio::test]
async fn unknown_posts_are_not_found() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    for id in ["1", "0", "x", "007", "9007199254740993", "-1"] {
        app.get(&format!("/api/v2/post/{id}/")).await.expect(404);
        author.put(&format!("/api/v2/post/{id}/")).json(&json!({"text": "x"})).await.expect(404);
        author.delete(&format!("/api/v2/post/{id}/")).await.expect(404);
        for toggle in ["vote", "follow", "poll/vote"] {
            author.post(&format!("/api/v2/post/{id}/{toggle}/")).await.expect(404);
        }
    }
    // The id of a user is not the id of a post.
    app.get(&format!("/api/v2/post/{}/", author.id)).await.expect(404);
}

#[tokio::test]
async fn put_changes_the_given_fields_and_keeps_the_slug() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let body = json!({"title": "First title", "text": "One", "categories": [1], "location": {"lat": 1, "lng": 2}});
    let before = author.post("/api/v2/discussion/").json(&body).await.expect(201).json();
    let path = format!("/api/v2/discussion/{}/", before["id"]);
    app.state.clock.advance(Duration::from_secs(60));
    let after = author.put(&path).json(&json!({"title": "Second", "location": null})).await.expect(200).json();
    assert_eq!(
        json!([after["title"], after["slug"], after["html"], after["categories"], after["location"]]),
        json!(["Second", "first-title", "One", [1], null])
    );
    assert_ne!(after["last_activity_at"], after["added_at"]);
    assert_eq!(author.get(&path).await.expect(200).json(), after);
    // A post that is sent back unchanged stays as it is.
    app.state.clock.advance(Duration::from_secs(60));
    let mut whole = after.clone();
    whole["text"] = after["html"].clone();
    assert_eq!(author.put(&path).json(&whole).await.expect(200).json(), after);
}

#[tokio::test]
async fn only_the_author_and_staff_may_edit_and_delete() {
    let app = App::new().await;
    let [author, other] = members(&app, ["author", "other"]).await;
    let staff = app.staff("member-of-staff").await;
    let id = publish_text(&author, "Mine").await;
    let path = format!("/api/v2/post/{id}/");
    // Permission is checked before the body.
    other.put(&path).body("application/json", "{").await.expect(403);
    other.delete(&path).await.expect(403);
    app.put(&path).json(&json!({"text": "x"})).await.expect(401);
    app.delete(&path).await.expect(401);
    assert_eq!(seen_by(&app, id).await["html"], "Mine");
    let edited = staff.put(&path).json(&json!({"text": "Moderated"})).await.expect(200).json();
    assert_eq!(json!([edited["html"], edited["author"]["id"]]), json!(["Moderated", author.id]));
    staff.delete(&path).await.expect(204);
    app.get(&path).await.expect(404);
    author.delete(&path).await.expect(404);
    author.put(&path).json(&json!({"text": "x"})).await.expect(404);
}

#[tokio::test]
async fn put_keeps_the_poll_and_its_choices() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let (id, choices) = publish_poll(&author, false, 3).await;
    let path = format!("/api/v2/post/{id}/");
    let change =
        json!({"poll": {"title": "Really?", "closed": true, "choices": [{"choice": "x"}], "multiple_choices": true}});
    let after = author.put(&path).json(&change).await.expect(200).json();
    let poll = &after["poll"];
    assert_eq!(json!([poll["title"], poll["closed"], poll["multiple_choices"]]), json!(["Really?", true, false]));
    let ids: Vec<&Value> = poll["choices"].as_array().unwrap().iter().map(|choice| &choice["id"]).collect();
    assert_eq!(ids, choices);
    let after = author.put(&path).json(&json!({"poll": null, "text": "Other"})).await.expect(200).json();
    assert!(after["poll"].is_object());
    // A poll cannot be added later.
    let plain = publish_text(&author, "No question").await;
    let poll = json!({"poll": {"title": "?", "choices": [{"choice": "a"}, {"choice": "b"}]}});
    let answer = author.put(&format!("/api/v2/post/{plain}/")).json(&poll).await.expect(400);
    assert_eq!(answer.invalid_fields(), ["poll"]);
}

#[tokio::test]
async fn rejects_bad_fields_and_changes_nothing() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let (id, _) = publish_poll(&author, false, 2).await;
    let before = seen_by(&author, id).await;
    let path = format!("/api/v2/post/{id}/");
    for (body, field) in [
        (json!({"text": "new", "categories": [0]}), "categories"),
        (json!({"text": ["x"]}), "text"),
        (json!({"text": "new", "poll": {"closed": "perhaps"}}), "poll.closed"),
        (json!({"text": "new", "poll": {"title": ""}}), "poll.title"),
        (json!({"text": "new", "poll": {"expiration_at": "2020-01-01T00:00:00Z"}}), "poll.expiration_at"),
    ] {
        let answer = author.put(&path).json(&body).await.expect(400);
        assert_eq!(answer.invalid_fields(), [field], "{answer:?}");
    }
    author.put(&path).body("text/plain", "x").await.expect(415);
    assert_eq!(seen_by(&author, id).await, before);
}

#[tokio::test]
async fn rejects_a_bad_title_of_a_discussion() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let before = author.post("/api/v2/discussion/").json(&json!({"title": "Kept"})).await.expect(201).json();
    let path = format!("/api/v2/discussion/{}/", before["id"]);
    for title in [json!(7), json!(null), json!(""), json!(" "), json!("x".repeat(151)), json!(["x"])] {
        let answer = author.put(&path).json(&json!({"title": title, "text": "new"})).await.expect(400);
        assert_eq!(answer.invalid_fields(), ["title"], "{answer:?}");
    }
    assert_eq!(author.get(&path).await.expect(200).json(), before);
}

#[tokio::test]
async fn deleting_a_post_deletes_its_reactions_and_votes() {
    let app = App::new().await;
    let [author, fan, other] = members(&app, ["author", "fan", "other"]).await;
    let (id, choices) = publish_poll(&author, false, 2).await;
    for toggle in ["vote", "follow"] {
        fan.post(&format!("/api/v2/post/{id}/{toggle}/")).await.expect(204);
    }
    let vote = json!({"choice": choices[0]});
    fan.post(&format!("/api/v2/post/{id}/poll/vote/")).json(&vote).await.expect(204);
    author.delete(&format!("/api/v2/post/{id}/")).await.expect(204);
    // Later requests do not find the post, and a view that is marked now is removed too.
    other.post(&format!("/api/v2/post/{id}/vote/")).await.expect(404);
    other.post("/api/v2/user/me/markseen/").json(&json!({"posts": [id]})).await.expect(201);
    app.settle().await;
    let kinds =
        [shared::domain::ReactionKind::Vote, shared::domain::ReactionKind::Follow, shared::domain::ReactionKind::View];
    let post = id.try_into().unwrap();
    for person in [&fan, &other] {
        for kind in kinds {
            assert_eq!(app.state.store.reactions().get(kind, post, person.id).await.unwrap(), None);
        }
        assert_eq!(app.state.store.ballots().get_many(&[post], person.id).await.unwrap(), []);
    }
}
