//! `POST`, `GET /api/v2/{discussion|post|comment}/{id}/flag/`, `GET .../flag/status/`, `POST /api/v2/user/{id}/flag/`

use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use crate::api::v2::comment::{comment, reply};
use crate::api::v2::post::{members, publish_text};

async fn flag(by: &TestUser, path: &str, flag_type: i8) {
    by.post(&format!("{path}flag/")).json(&json!({"flag_type": flag_type})).await.expect(204);
}

/// The paths of a discussion, a post, a comment on it, and a reply to that.
async fn targets(author: &TestUser) -> [String; 4] {
    let title = json!({"title": "Summits"});
    let discussion = author.post("/api/v2/discussion/").json(&title).await.expect(201).json()["id"].clone();
    let post = publish_text(author, "Talk").await;
    let top = comment(author, post, "Top").await;
    let nested = reply(author, post, top, "Nested").await;
    let [discussion, post] = [format!("discussion/{discussion}"), format!("post/{post}")];
    [discussion, post, format!("comment/{top}"), format!("comment/{nested}")].map(|path| format!("/api/v2/{path}/"))
}

#[tokio::test]
async fn the_same_type_again_takes_a_flag_back_and_another_replaces_it() {
    let app = App::new().await;
    let [author, fan, other] = members(&app, ["author", "fan", "other"]).await;
    let staff = app.staff("member-of-staff").await;
    for path in targets(&author).await {
        let status = async || fan.get(&format!("{path}flag/status/")).await.expect(200).json();
        let nothing = json!({"added_at": null, "flag_type": null, "flag_type_description": null});
        assert_eq!(status().await, nothing);
        flag(&other, &path, 3).await;
        for (flag_type, now, description) in [(0, json!(0), "Spam"), (4, json!(4), "Off topic"), (4, Value::Null, "")] {
            flag(&fan, &path, flag_type).await;
            let own = status().await;
            assert_eq!(own["flag_type"], now, "{path}");
            assert_eq!(own["flag_type_description"].as_str().unwrap_or_default(), description);
            app.settle().await;
            let count = if now.is_null() { 1 } else { 2 };
            assert_eq!(app.get(&path).await.expect(200).json()["flag_count"], count, "{path}");
            let page = staff.get(&format!("{path}flag/")).await.expect(200).json();
            assert_eq!(page["count"], count);
            let mut flags: Vec<Value> = page["results"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| json!([one["user"]["username"], one["flag_type"]]))
                .collect();
            flags.retain(|one| one[0] == "fan");
            assert_eq!(flags, now.as_i64().map(|now| json!(["fan", now])).into_iter().collect::<Vec<_>>());
        }
        for person in [&author, &fan] {
            person.get(&format!("{path}flag/")).await.expect(403);
        }
        app.post(&format!("{path}flag/")).json(&json!({"flag_type": 0})).await.expect(401);
    }
}

#[tokio::test]
async fn a_bad_flag_is_refused() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let staff = app.staff("member-of-staff").await;
    let mut paths = targets(&author).await.to_vec();
    paths.push(author.path(""));
    for path in paths {
        let path = format!("{path}flag/");
        for body in [
            json!({}),
            json!({"flag_type": null}),
            json!({"flag_type": 5}),
            json!({"flag_type": "spam"}),
            json!({"flag_type": 0.5}),
        ] {
            let answer = fan.post(&path).json(&body).await.expect(400);
            assert_eq!(answer.invalid_fields(), ["flag_type"], "{path} {body}");
        }
        fan.post(&path).form(&[("flag_type", "2")]).await.expect(204);
    }
    for path in ["discussion/1", "post/1", "comment/1", "comment/x"] {
        fan.post(&format!("/api/v2/{path}/flag/")).json(&json!({"flag_type": 0})).await.expect(404);
        fan.get(&format!("/api/v2/{path}/flag/status/")).await.expect(404);
        staff.get(&format!("/api/v2/{path}/flag/")).await.expect(404);
    }
    fan.post("/api/v2/user/1/flag/").json(&json!({"flag_type": 0})).await.expect(404);
    fan.post(&fan.path("flag/")).json(&json!({"flag_type": 0})).await.expect(400);
}

#[tokio::test]
async fn flags_go_with_what_they_are_about_and_with_their_users() {
    let app = App::new().await;
    let [author, fan, other] = members(&app, ["author", "fan", "other"]).await;
    let admin = app.superuser("admin").await;
    let paths = targets(&author).await;
    for path in &paths {
        flag(&fan, path, 1).await;
        flag(&other, path, 2).await;
    }
    flag(&fan, &author.path(""), 1).await;
    app.settle().await;
    admin.delete(&other.path("?hard=1")).await.expect(204);
    app.settle().await;
    for path in &paths {
        assert_eq!(app.get(path).await.expect(200).json()["flag_count"], 1);
    }
    for path in paths.iter().rev() {
        author.delete(path).await.expect(204);
    }
    author.delete(&author.path("?hard=1")).await.expect(204);
    app.settle().await;
    let left: Vec<_> = app.rows().all().await.into_keys().filter(|(_, sk)| sk.starts_with("FLAG#")).collect();
    assert_eq!(left, []);
}
