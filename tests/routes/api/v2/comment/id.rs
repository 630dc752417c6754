//! `GET`, `PUT`, `PATCH`, `DELETE /api/v2/comment/{id}/`

use serde_json::json;
use tests::{App, Routes as _};

use super::{PATH, comment, reply};
use crate::api::v2::post::{members, publish_text};

#[tokio::test]
async fn unknown_comments_are_not_found() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let staff = app.staff("member-of-staff").await;
    let post = publish_text(&author, "Talk").await;
    for id in ["1", "0", "x", "007", "9007199254740993", "-1", &post.to_string()] {
        let path = format!("{PATH}{id}/");
        app.get(&path).await.expect(404);
        author.put(&path).json(&json!({"text": "x"})).await.expect(404);
        author.patch(&path).json(&json!({"text": "x"})).await.expect(404);
        author.delete(&path).await.expect(404);
        staff.post(&format!("{path}restore/")).await.expect(404);
    }
}

#[tokio::test]
async fn only_the_author_and_staff_may_edit_and_delete() {
    let app = App::new().await;
    let [author, commenter, other] = members(&app, ["author", "commenter", "other"]).await;
    let staff = app.staff("member-of-staff").await;
    let post = publish_text(&author, "Talk").await;
    let path = format!("{PATH}{}/", comment(&commenter, post, "Mine").await);
    // Not even the author of the post; permission is checked before the body.
    for person in [&author, &other] {
        person.put(&path).body("application/json", "{").await.expect(403);
        person.delete(&path).await.expect(403);
        person.post(&format!("{path}restore/")).await.expect(403);
    }
    commenter.post(&format!("{path}restore/")).await.expect(403);
    app.put(&path).json(&json!({"text": "x"})).await.expect(401);
    app.delete(&path).await.expect(401);
    let edited = commenter.put(&path).json(&json!({"text": "<i>Edited</i>"})).await.expect(200).json();
    assert_eq!(json!([edited["html"], edited["summary"]]), json!(["<i>Edited</i>", "Edited"]));
    let moderated = staff.patch(&path).json(&json!({"text": "Moderated"})).await.expect(200).json();
    assert_eq!(json!([moderated["html"], moderated["author"]["id"]]), json!(["Moderated", commenter.id]));
    // The same text, and none.
    for body in [json!({"text": "Moderated"}), json!({})] {
        assert_eq!(staff.put(&path).json(&body).await.expect(200).json(), moderated);
    }
    for text in [json!(""), json!(null), json!(7), json!("x".repeat(5_001))] {
        let answer = commenter.put(&path).json(&json!({"text": text})).await.expect(400);
        assert_eq!(answer.invalid_fields(), ["text"]);
    }
    assert_eq!(staff.get(&path).await.expect(200).json(), moderated);
    staff.delete(&path).await.expect(204);
    app.get(&path).await.expect(404);
    commenter.put(&path).json(&json!({"text": "x"})).await.expect(404);
    commenter.delete(&path).await.expect(404);
}

#[tokio::test]
async fn an_edit_keeps_replies_and_counters() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let post = publish_text(&author, "Talk").await;
    let top = comment(&author, post, "Top").await;
    let nested = reply(&fan, post, top, "Nested").await;
    app.settle().await;
    let path = format!("{PATH}{top}/");
    let edited = author.put(&path).json(&json!({"text": "Edited"})).await.expect(200).json();
    assert_eq!(
        json!([edited["html"], edited["comment_count"], edited["latest_comments"][0]["id"]]),
        json!(["Edited", 1, nested])
    );
    fan.put(&format!("{PATH}{nested}/")).json(&json!({"text": "Edited too"})).await.expect(200);
    app.settle().await;
    let read = app.get(&path).await.expect(200).json();
    assert_eq!(json!([read["comment_count"], read["latest_comments"][0]["html"]]), json!([1, "Edited too"]));
}

#[tokio::test]
async fn a_soft_deleted_author_keeps_only_the_username() {
    let app = App::new().await;
    let [author, leaver] = members(&app, ["author", "leaver"]).await;
    leaver.patch(&leaver.path("")).json(&json!({"bio": "Here"})).await.expect(200);
    let post = publish_text(&author, "Talk").await;
    let path = format!("{PATH}{}/", comment(&leaver, post, "Bye").await);
    leaver.delete(&leaver.path("")).await.expect(204);
    app.settle().await;
    let left = app.get(&path).await.expect(200).json();
    assert_eq!(
        json!([left["html"], left["author"]["username"], left["author"]["status"], left["author"]["bio"]]),
        json!(["Bye", "leaver", "d", ""])
    );
}
