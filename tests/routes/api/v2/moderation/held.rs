//! Posts and comments that are held for review.

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::ReviewRules;
use shared::runtime::config::Config;
use tests::{App, Request, Routes, TestUser, config};

use crate::api::v2::post::members;

const QUEUE: &str = "/api/v2/moderation/contribution/";

pub async fn community(review: ReviewRules) -> App {
    App::with(Config { review, ..config() }).await
}

pub fn first(first: u32) -> ReviewRules {
    ReviewRules { first, ..ReviewRules::default() }
}

pub async fn publish(by: &TestUser, text: &str) -> Value {
    by.post("/api/v2/post/").json(&json!({"text": text})).await.expect(201).json()
}

pub async fn comment(by: &TestUser, post: &Value, text: &str) -> Value {
    by.post("/api/v2/comment/").json(&json!({"post": post, "text": text})).await.expect(201).json()
}

async fn held(staff: &impl Routes) -> Vec<(u64, String)> {
    let page = staff.get(&format!("{QUEUE}?moderation_status=held")).await.expect(200).json();
    assert_eq!(page["count"].as_u64().unwrap(), page["results"].as_array().unwrap().len() as u64);
    let row = |one: &Value| {
        assert_eq!(
            (&one["moderation_status"], &one["contribution"]["held_for_review"]),
            (&json!("held"), &json!(true))
        );
        (one["contribution"]["id"].as_u64().unwrap(), one["hold_reason"].as_str().unwrap().to_owned())
    };
    page["results"].as_array().unwrap().iter().map(row).collect()
}

pub fn decide(by: &TestUser, kind: &str, id: &Value, action: &str, reason: Option<u8>) -> Request {
    let mut body = json!({"contribution_type": kind, "action": action});
    if let Some(reason) = reason {
        body["moderation_type"] = json!(reason);
    }
    by.patch(&format!("{QUEUE}{id}/")).json(&body)
}

async fn counters(app: &App, user: &TestUser) -> Value {
    app.get(&user.path("counters/")).await.expect(200).json()["posts"].clone()
}

#[tokio::test]
async fn held_content_is_seen_by_author_and_staff_alone_until_it_is_released() {
    let app = community(first(2)).await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    fan.post(&author.path("follow/")).await.expect(201);
    let staff = app.staff("member-of-staff").await;
    let open = publish(&staff, "By staff").await["id"].clone();
    let post = publish(&author, "Hello summit").await;
    let remark = comment(&author, &open, "Hello staff").await;
    assert_eq!((&post["held_for_review"], &remark["held_for_review"]), (&json!(true), &json!(true)));
    app.settle().await;
    let paths = [("post", &post["id"]), ("comment", &remark["id"])].map(|(kind, id)| format!("/api/v2/{kind}/{id}/"));
    for path in &paths {
        for seeing in [&author, &staff] {
            assert_eq!(seeing.get(path).await.expect(200).json()["held_for_review"], true);
        }
        fan.get(path).await.expect(404);
        app.get(path).await.expect(404);
        for by in [&fan, &author, &staff] {
            by.post(&format!("{path}vote/")).await.expect(404);
            by.put(&format!("{path}flag/")).json(&json!({"flag_type": 0})).await.expect(404);
        }
        fan.delete(path).await.expect(404);
        fan.put(path).json(&json!({"text": "Mine"})).await.expect(404);
        let refused = author.put(path).json(&json!({"text": "Other"})).await.expect(409);
        assert!(refused.body.contains("held_for_review"), "{}", refused.body);
    }
    fan.post("/api/v2/comment/").json(&json!({"post": post["id"], "text": "x"})).await.expect(400);
    for path in
        ["/api/v2/feed/explore/", &author.path("feed/"), &format!("/api/v2/comment/?post={open}"), "/api/v2/feed/"]
    {
        for by in [&fan, &author] {
            assert!(!by.get(path).await.expect(200).body.contains("Hello"), "{path}");
        }
    }
    assert_eq!(counters(&app, &author).await, 0);
    assert_eq!(app.get(&format!("/api/v2/post/{open}/")).await.expect(200).json()["comment_count"], 0);
    let told = async |user: &TestUser| user.get("/api/v2/user/me/notifications/").await.expect(200).body;
    assert!(!told(&fan).await.contains("Hello") && !told(&staff).await.contains("Hello"));
    let expected = [&post, &remark].map(|one| (one["id"].as_u64().unwrap(), "new_account".to_owned()));
    assert_eq!(held(&staff).await, expected);
    // Released, they are as any other, and delivered.
    for (kind, id) in [("post", &post["id"]), ("comment", &remark["id"])] {
        let status = format!("{QUEUE}{id}/status/?contribution_type={kind}");
        assert_eq!(staff.get(&status).await.expect(200).json()["status"], "held");
        decide(&fan, kind, id, "release", None).await.expect(403);
        decide(&staff, kind, id, "hide", Some(0)).await.expect(400);
        decide(&staff, kind, id, "delete", None).await.expect(400);
        decide(&staff, kind, id, "release", None).await.expect(204);
        assert_eq!(staff.get(&status).await.expect(200).json()["status"], "open");
        decide(&staff, kind, id, "release", None).await.expect(404);
    }
    app.settle().await;
    assert_eq!(held(&staff).await, []);
    for path in &paths {
        let seen = app.get(path).await.expect(200);
        assert!(seen.body.contains("Hello") && seen.json().get("held_for_review").is_none(), "{}", seen.body);
    }
    assert_eq!(counters(&app, &author).await, 1);
    assert!(fan.get("/api/v2/feed/").await.expect(200).body.contains("Hello summit"));
    assert!(told(&fan).await.contains("Hello summit") && told(&staff).await.contains("Hello staff"));
    // Two are released, so that the third is published at once.
    assert!(publish(&author, "Third").await.get("held_for_review").is_none());
    let trail = staff.get(&format!("/users/{}/audit/", author.uuid())).await.expect(200).json();
    let statuses: Vec<&Value> =
        trail["data"].as_array().unwrap().iter().map(|one| &one["attributes"]["changes"]["status"]).collect();
    assert_eq!(statuses, vec![&json!({"before": "held", "after": "open"}); 2]);
}

#[tokio::test]
async fn staff_delete_held_content_for_a_reason_and_authors_their_own() {
    let app = community(first(9)).await;
    let [author] = members(&app, ["author"]).await;
    let staff = app.staff("member-of-staff").await;
    let open = publish(&staff, "By staff").await["id"].clone();
    for kind in ["post", "comment"] {
        let write = async |text| match kind {
            "post" => publish(&author, text).await["id"].clone(),
            _ => comment(&author, &open, text).await["id"].clone(),
        };
        let (refused, own) = (write("Refused").await, write("Taken back").await);
        decide(&staff, kind, &refused, "delete", Some(2)).await.expect(204);
        author.get(&format!("/api/v2/{kind}/{refused}/")).await.expect(404);
        author.delete(&format!("/api/v2/{kind}/{own}/")).await.expect(204);
        author.get(&format!("/api/v2/{kind}/{own}/")).await.expect(404);
        app.settle().await;
        assert_eq!(held(&staff).await, []);
        let prefix = if kind == "post" { "POST#" } else { "COMMENT#" };
        let left = app.rows().all().await;
        assert!(!left.keys().any(|(pk, sk)| pk.starts_with(prefix) && sk == "HELD"));
    }
    let told = author.get("/api/v2/user/me/notifications/").await.expect(200).body;
    assert_eq!(told.matches("deleted_for_vulgar").count(), 2, "{told}");
}

#[tokio::test]
async fn a_comment_whose_post_is_gone_is_not_released() {
    let app = community(first(9)).await;
    let [author] = members(&app, ["author"]).await;
    let staff = app.staff("member-of-staff").await;
    let open = publish(&staff, "By staff").await["id"].clone();
    let remark = comment(&author, &open, "Hello").await["id"].clone();
    staff.delete(&format!("/api/v2/post/{open}/")).await.expect(204);
    app.settle().await;
    let gone = decide(&staff, "comment", &remark, "release", None).await.expect(409);
    assert!(gone.body.contains("gone"), "{}", gone.body);
    // With its author everything that is held goes.
    author.delete(&author.path("?hard=1")).await.expect(204);
    app.settle().await;
    assert_eq!(held(&staff).await, []);
}

#[rstest]
#[case::word(ReviewRules { words: vec!["casino".to_owned()], ..ReviewRules::default() }, "Come to the CASINO!", "word")]
#[case::links(ReviewRules { links: Some(1), ..ReviewRules::default() }, "https://a.example https://b.example", "links")]
#[case::age(ReviewRules { hours: 1, ..ReviewRules::default() }, "Hello", "new_account")]
#[tokio::test]
async fn each_rule_holds_posts_and_comments(#[case] rules: ReviewRules, #[case] text: &str, #[case] reason: &str) {
    let is_age = rules.hours > 0;
    let app = community(rules).await;
    let [author] = members(&app, ["author"]).await;
    let staff = app.staff("member-of-staff").await;
    let open = publish(&staff, text).await;
    assert!(open.get("held_for_review").is_none(), "by staff");
    publish(&author, text).await;
    comment(&author, &open["id"], text).await;
    let title = json!({"title": text});
    let discussion = author.post("/api/v2/discussion/").json(&title).await.expect(201).json();
    assert_eq!(discussion["held_for_review"], true);
    let reasons: Vec<String> = held(&staff).await.into_iter().map(|(_, reason)| reason).collect();
    assert_eq!(reasons, [reason; 3]);
    if is_age {
        app.state.clock.advance(Duration::from_secs(60 * 60 + 1));
        assert!(publish(&author, text).await.get("held_for_review").is_none());
        return;
    }
    let fine = publish(&author, "A fine post").await;
    assert!(fine.get("held_for_review").is_none());
    let path = format!("/api/v2/post/{}/", fine["id"]);
    let refused = author.put(&path).json(&json!({"text": text})).await.expect(400);
    assert!(refused.invalid_fields() == ["text"] && refused.body.contains("needs_review"), "{}", refused.body);
    author.put(&path).json(&json!({"text": "Another fine text"})).await.expect(200);
    let remark = comment(&author, &fine["id"], "Fine").await;
    let path = format!("/api/v2/comment/{}/", remark["id"]);
    author.put(&path).json(&json!({"text": text})).await.expect(400);
}

#[tokio::test]
async fn a_repeated_creation_gets_what_is_held() {
    let app = community(first(9)).await;
    let [author] = members(&app, ["author"]).await;
    let staff = app.staff("member-of-staff").await;
    let open = publish(&staff, "By staff").await["id"].clone();
    for (path, body) in
        [("/api/v2/post/", json!({"text": "Hello"})), ("/api/v2/comment/", json!({"post": open, "text": "Hello"}))]
    {
        let send = || author.post(path).json(&body).header("idempotency-key", path);
        let (made, again) = (send().await.expect(201), send().await.expect(201));
        assert_eq!(made.json()["id"], again.json()["id"]);
        assert_eq!((again.header("idempotency-replayed"), &again.json()["held_for_review"]), ("true", &json!(true)));
    }
    assert_eq!(held(&staff).await.len(), 2);
}
