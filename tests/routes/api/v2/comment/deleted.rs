//! Deleted comments, and those of deleted posts and users.

use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use super::{PATH, comment, comments_on, reply, texts};
use crate::api::v2::post::{members, publish_text, seen_by};

/// Every row of the table that belongs to comments or votes for them.
async fn rows(app: &App) -> Vec<String> {
    let all = app.rows().all().await.into_keys();
    let of_comments =
        |pk: &str, sk: &str| pk.contains("COMMENT") || pk.starts_with("REPLIES") || sk.starts_with("CVOTE");
    all.filter(|(pk, sk)| of_comments(pk, sk)).map(|(pk, sk)| format!("{pk} {sk}")).collect()
}

struct Thread {
    app: App,
    author: TestUser,
    fan: TestUser,
    staff: TestUser,
    post: u64,
    top: u64,
    nested: u64,
}

impl Thread {
    /// A comment of the author with a reply of the fan.
    async fn new() -> Self {
        let app = App::new().await;
        let [author, fan] = members(&app, ["author", "fan"]).await;
        let staff = app.staff("member-of-staff").await;
        let post = publish_text(&author, "Talk").await;
        let top = comment(&author, post, "Top").await;
        let nested = reply(&fan, post, top, "Nested").await;
        app.settle().await;
        Self { app, author, fan, staff, post, top, nested }
    }

    fn path(id: u64) -> String {
        format!("{PATH}{id}/")
    }
}

#[tokio::test]
async fn a_deleted_comment_with_replies_stays_as_a_blank_and_can_be_restored() {
    let Thread { app, author, fan, staff, post, top, nested } = &Thread::new().await;
    let path = Thread::path(*top);
    let before = app.get(&path).await.expect(200).json();
    for person in [author, staff] {
        person.delete(&path).await.expect(204);
        person.delete(&path).await.expect(404);
        for settled in [false, true] {
            let blank = app.get(&path).await.expect(200).json();
            assert_eq!(
                json!([blank["deleted"], blank["html"], blank["text"], blank["summary"], blank["comment_count"]]),
                json!([true, "", "", "", 1]),
                "{settled}"
            );
            let nobody =
                json!({"id": 0, "username": "", "real_name": "", "avatar": "", "avatar_url": "", "deleted": true});
            assert_eq!(blank["author"], nobody);
            assert_eq!(blank["latest_comments"], before["latest_comments"]);
            assert_eq!(comments_on(app, *post, "").await, [blank]);
            app.settle().await;
        }
        assert_eq!(seen_by(app, *post).await["comment_count"], 1);
        author.put(&path).json(&json!({"text": "x"})).await.expect(404);
        let late = fan.post(PATH).json(&json!({"post": post, "parent": top, "text": "Late"})).await.expect(400);
        assert_eq!(late.invalid_fields(), ["parent"]);
        for refused in [author, fan] {
            refused.post(&format!("{path}restore/")).await.expect(403);
        }
        staff.post(&format!("{path}restore/")).await.expect(204);
        staff.post(&format!("{path}restore/")).await.expect(404);
        app.settle().await;
        assert_eq!(app.get(&path).await.expect(200).json(), before);
        assert_eq!(seen_by(app, *post).await["comment_count"], 2);
    }
    // Without its last reply a blank goes.
    author.delete(&path).await.expect(204);
    fan.delete(&Thread::path(*nested)).await.expect(204);
    app.settle().await;
    app.get(&path).await.expect(404);
    staff.post(&format!("{path}restore/")).await.expect(404);
    assert_eq!(comments_on(app, *post, "").await, [Value::Null; 0]);
    assert_eq!(seen_by(app, *post).await["comment_count"], 0);
    assert_eq!(rows(app).await, [""; 0]);
}

#[tokio::test]
async fn a_deleted_comment_without_replies_is_gone() {
    let Thread { app, author, staff, post, top, nested, .. } = &Thread::new().await;
    let lonely = comment(author, *post, "Lonely").await;
    app.settle().await;
    for (person, id) in [(author, lonely), (staff, *nested)] {
        person.delete(&Thread::path(id)).await.expect(204);
        for _ in 0..2 {
            app.get(&Thread::path(id)).await.expect(404);
            assert_eq!(texts(&comments_on(app, *post, "").await), ["Top"]);
            app.settle().await;
        }
        staff.post(&format!("{PATH}{id}/restore/")).await.expect(404);
    }
    assert_eq!(comments_on(app, *post, &format!("&parent={top}")).await, [Value::Null; 0]);
    let page = app.get(&format!("{PATH}?post={post}")).await.expect(200).json();
    assert_eq!(
        json!([page["count"], page["results"][0]["comment_count"], page["results"][0]["latest_comments"]]),
        json!([1, 0, []])
    );
}

#[tokio::test]
async fn a_deleted_post_takes_its_comments_away() {
    let thread = Thread::new().await;
    let Thread { app, author, fan, post, top, nested, .. } = &thread;
    let blank = comment(fan, *post, "Blank").await;
    reply(author, *post, blank, "Below").await;
    fan.delete(&Thread::path(blank)).await.expect(204);
    for n in 0..230 {
        comment(fan, *post, &format!("{n}")).await;
    }
    author.delete(&format!("/api/v2/post/{post}/")).await.expect(204);
    app.get(&format!("{PATH}?post={post}")).await.expect(404);
    app.settle().await;
    for id in [*top, *nested, blank] {
        app.get(&Thread::path(id)).await.expect(404);
    }
    assert_eq!(rows(app).await, [""; 0]);
}

#[tokio::test]
async fn a_hard_deleted_user_takes_their_comments_away_and_leaves_the_replies_of_others() {
    let thread = Thread::new().await;
    let Thread { app, author, fan, staff, post, top, .. } = &thread;
    // A post of someone else, with a comment of the author that has a reply.
    let other = publish_text(fan, "Other").await;
    let above = comment(author, other, "Private").await;
    reply(fan, other, above, "Kept").await;
    reply(author, other, above, "Own reply").await;
    comment(author, other, "Alone").await;
    // Deleted before, but still restorable.
    let restorable = comment(author, other, "Restorable").await;
    reply(fan, other, restorable, "Kept too").await;
    author.delete(&Thread::path(restorable)).await.expect(204);
    app.settle().await;
    assert_eq!(seen_by(app, other).await["comment_count"], 5);
    author.delete(&author.path("?hard=1")).await.expect(204);
    app.settle().await;
    let left = comments_on(app, other, "").await;
    let shown: Vec<Value> = left.iter().map(|one| json!([one["deleted"], one["comment_count"]])).collect();
    assert_eq!(shown, [json!([true, 1]), json!([true, 1])]);
    assert_eq!(texts(left[0]["latest_comments"].as_array().unwrap()), ["Kept"]);
    assert_eq!(seen_by(app, other).await["comment_count"], 2);
    for id in [above, restorable] {
        staff.post(&format!("{PATH}{id}/restore/")).await.expect(404);
    }
    let stored = serde_json::to_string(&app.rows().all().await.into_values().collect::<Vec<_>>()).unwrap();
    assert!(!stored.contains("Private") && !stored.contains("Restorable"), "the text of a deleted user stays");
    // The author's own post is gone with everything on it.
    app.get(&Thread::path(*top)).await.expect(404);
    app.get(&format!("{PATH}?post={post}")).await.expect(404);
}
