//! `PATCH /api/v2/moderation/contribution/{id}/`: reminders, and what an author is told of a restored comment.

use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use super::{QUEUE, decide, flag, targets};
use crate::api::v2::post::members;

/// The types of a user's notifications by staff, and what they are about.
async fn told(user: &TestUser) -> Vec<(String, bool)> {
    let page = user.get("/api/v2/user/me/notifications/").await.expect(200).json();
    let results = page["results"].as_array().unwrap().iter();
    let all = results.flat_map(|result| result["aggregated"].as_array().unwrap().clone());
    let told = all.map(|one| {
        let about = ["discussion", "post", "comment"].iter().any(|name| one[name].is_object());
        (one["type"].as_str().unwrap().to_owned(), about)
    });
    told.filter(|(name, _)| name.starts_with("kindly_") || name.starts_with("undeleted")).collect()
}

#[tokio::test]
async fn authors_and_flaggers_are_reminded_of_the_rules() {
    let app = App::new().await;
    let [author, fan, other] = members(&app, ["author", "fan", "other"]).await;
    let staff = app.staff("member-of-staff").await;
    for (n, target) in targets(&author).await.iter().enumerate() {
        flag(&fan, target, 0).await;
        decide(&staff, target, "scold_author", json!(n)).await.expect(204);
        let body = json!({"contribution_type": target.0, "action": "scold_flagger", "user": fan.id});
        staff.patch(&format!("{QUEUE}{}/", target.1)).json(&body).await.expect(204);
        app.settle().await;
        let name = ["advertising", "aggressive", "vulgar", "poor"][n];
        assert!(told(&author).await.contains(&(format!("kindly_notice_{name}"), true)), "{target:?}");
        assert_eq!(told(&fan).await.len(), n + 1);
        assert!(told(&fan).await.iter().all(|(name, _)| name == "kindly_notice_flag"));
        // The contribution stays as it is.
        assert!(app.get(&target.2).await.expect(200).body.contains("Rude"));
        for (body, field) in [
            (json!({"contribution_type": target.0, "action": "scold_author"}), "moderation_type"),
            (json!({"contribution_type": target.0, "action": "scold_flagger"}), "user"),
            (json!({"contribution_type": target.0, "action": "scold_flagger", "user": other.id}), "user"),
        ] {
            let refused = staff.patch(&format!("{QUEUE}{}/", target.1)).json(&body).await.expect(400);
            assert_eq!(refused.invalid_fields(), [field]);
        }
    }
    let trail = staff.get(&format!("/users/{}/audit/", fan.uuid())).await.expect(200).json();
    assert_eq!(trail["data"][0]["attributes"]["changes"]["notice"], json!({"before": null, "after": "Flag"}));
}

#[tokio::test]
async fn an_author_is_told_that_a_comment_was_restored() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let staff = app.staff("member-of-staff").await;
    let [_, _, top, _] = targets(&author).await;
    app.settle().await;
    decide(&staff, &top, "delete", json!(0)).await.expect(204);
    app.settle().await;
    decide(&staff, &top, "delete", Value::Null).await.expect(204);
    app.settle().await;
    assert_eq!(told(&author).await, [("undeleted_for".to_owned(), true)]);
    // What is deleted again is not restored any more.
    decide(&staff, &top, "delete", json!(0)).await.expect(204);
    app.settle().await;
    assert_eq!(told(&author).await, []);
}
