//! What is held for review follows the rules of what is not: mentions, blocks, fields and the audit trail.

use serde_json::{Value, json};
use tests::{Routes as _, TestUser};

use super::held::{comment, community, decide, first, publish};
use crate::api::v2::post::members;

async fn told(user: &TestUser) -> String {
    user.get("/api/v2/user/me/notifications/").await.expect(200).body
}

#[tokio::test]
async fn those_whom_held_content_mentions_are_notified_once_it_is_released() {
    let app = community(first(2)).await;
    let [author, bob] = members(&app, ["author", "bob"]).await;
    let staff = app.staff("member-of-staff").await;
    let open = publish(&staff, "By staff").await["id"].clone();
    let text = |of: &str, name: &str| format!("{of} <mention id=\"{}\" ext-id=\"null\">@{name}</mention>", bob.id);
    let post = publish(&author, &text("Post", "x")).await;
    let remark = comment(&author, &open, &text("Remark", "x")).await;
    assert_eq!(post["html"], text("Post", "bob"));
    app.settle().await;
    assert!(!told(&bob).await.contains("mention"));
    bob.patch(&bob.path("")).json(&json!({"username": "bobby"})).await.expect(200);
    for (kind, id, of) in [("post", &post["id"], "Post"), ("comment", &remark["id"], "Remark")] {
        let path = format!("/api/v2/{kind}/{id}/");
        assert_eq!(author.get(&path).await.expect(200).json()["html"], text(of, "bobby"));
        decide(&staff, kind, id, "release", None).await.expect(204);
        app.settle().await;
        assert!(told(&bob).await.contains(&format!("{of} <mention")), "{of}");
        assert_eq!(bob.get(&path).await.expect(200).json()["html"], text(of, "bobby"));
    }
}

#[tokio::test]
async fn a_block_applies_to_a_held_comment_and_to_its_release() {
    let app = community(first(1)).await;
    let [author, host] = members(&app, ["author", "host"]).await;
    let staff = app.staff("member-of-staff").await;
    let post = publish(&host, "By the host").await["id"].clone();
    decide(&staff, "post", &post, "release", None).await.expect(204);
    let remark = comment(&author, &post, "Hello host").await["id"].clone();
    let path = format!("/api/v2/comment/{remark}/");
    author.get(&path).await.expect(200);
    host.put(&author.path("block/")).await.expect(204);
    app.settle().await;
    for by in [&author, &host] {
        by.get(&path).await.expect(404);
    }
    staff.get(&path).await.expect(200);
    decide(&staff, "comment", &remark, "release", None).await.expect(204);
    app.settle().await;
    for by in [&author, &host] {
        by.get(&path).await.expect(404);
    }
    app.get(&path).await.expect(200);
    assert!(!told(&host).await.contains("Hello host"));
    // A new one is refused as on a post that does not exist.
    author.post("/api/v2/comment/").json(&json!({"post": post, "text": "Hello"})).await.expect(400);
}

#[tokio::test]
async fn held_content_has_the_fields_of_any_other_and_its_deletion_by_staff_is_in_the_audit_trail() {
    let app = community(first(9)).await;
    let [author] = members(&app, ["author"]).await;
    let staff = app.staff("member-of-staff").await;
    let open = publish(&staff, "By staff").await;
    let other = comment(&staff, &open["id"], "By staff").await;
    let post = publish(&author, "Held").await;
    let remark = comment(&author, &open["id"], "Held").await;
    let fields = |one: &Value| -> Vec<String> {
        one.as_object().unwrap().keys().filter(|name| *name != "held_for_review").cloned().collect()
    };
    for (kind, held, other) in [("post", post, open), ("comment", remark, other)] {
        let path = |of: &Value| format!("/api/v2/{kind}/{}/", of["id"]);
        let (shown, usual) = (author.get(&path(&held)).await.expect(200), author.get(&path(&other)).await.expect(200));
        assert_eq!(fields(&shown.json()), fields(&usual.json()), "{kind}");
        assert_eq!((&shown.json()["reaction"], &shown.json()["voted"]), (&Value::Null, &json!(false)));
        assert_eq!(fields(&held), fields(&other), "{kind}");
        staff.delete(&path(&held)).await.expect(204);
    }
    let trail = staff.get(&format!("/users/{}/audit/", author.uuid())).await.expect(200).json();
    let entries = trail["data"].as_array().unwrap().iter().map(|entry| &entry["attributes"]["action"]);
    assert_eq!(entries.collect::<Vec<_>>(), ["delete_content"; 2]);
}
