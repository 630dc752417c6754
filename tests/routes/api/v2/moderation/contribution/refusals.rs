//! Who may moderate, and bad requests.

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _};

use super::{QUEUE, decide, notified, targets};
use crate::api::v2::post::{members, publish_text};

#[tokio::test]
async fn staff_decide_and_superusers_alone_about_superusers() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let (staff, colleague) = (app.staff("member-of-staff").await, app.staff("colleague").await);
    let root = app.superuser("root").await;
    let by_root = targets(&root).await;
    let by_colleague = targets(&colleague).await;
    let target = &targets(&author).await[1];
    for caller in [&author, &fan] {
        decide(caller, target, "hide", json!(0)).await.expect(403);
        caller.get(QUEUE).await.expect(403);
        caller.get(&format!("{QUEUE}{}/status/?contribution_type=post", target.1)).await.expect(403);
        caller.get(&format!("{QUEUE}{}/flag/", target.1)).await.expect(403);
    }
    for target in &by_root {
        staff.put(&target.2).form(&[("text", "Kind words")]).await.expect(403);
        staff.delete(&target.2).await.expect(403);
        decide(&staff, target, "hide", json!(0)).await.expect(403);
        decide(&root, target, "hide", json!(0)).await.expect(204);
    }
    for target in &by_colleague {
        decide(&staff, target, "hide", json!(0)).await.expect(204);
    }
    app.settle().await;
    assert_eq!(notified(&root).await, Vec::<Value>::new(), "a decision about oneself");
}

#[rstest]
#[case(json!({"action": "hide", "moderation_type": 0}), "contribution_type")]
#[case(json!({"contribution_type": "status", "action": "hide", "moderation_type": 0}), "contribution_type")]
#[case(json!({"contribution_type": "post", "moderation_type": 0}), "action")]
#[case(json!({"contribution_type": "post", "action": "scold", "moderation_type": 0}), "action")]
#[case(json!({"contribution_type": "post", "action": "hide"}), "moderation_type")]
#[case(json!({"contribution_type": "post", "action": "delete"}), "moderation_type")]
#[case(json!({"contribution_type": "post", "action": "hide", "moderation_type": 5}), "moderation_type")]
#[case(json!({"contribution_type": "post", "action": "hide", "moderation_type": "rude"}), "moderation_type")]
#[case(json!({"contribution_type": "post", "action": "hide", "moderation_type": [0]}), "moderation_type")]
#[tokio::test]
async fn a_bad_decision_names_the_field_and_changes_nothing(#[case] body: Value, #[case] field: &str) {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let staff = app.staff("member-of-staff").await;
    let post = publish_text(&author, "Talk").await;
    let refused = staff.patch(&format!("{QUEUE}{post}/")).json(&body).await.expect(400);
    assert_eq!(refused.invalid_fields(), [field]);
    assert!(app.get(&format!("/api/v2/post/{post}/")).await.expect(200).body.contains("Talk"));
}

#[tokio::test]
async fn unknown_contributions_are_404_and_wrong_queries_400() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let staff = app.staff("member-of-staff").await;
    let post = publish_text(&author, "Talk").await;
    for (kind, id) in [("discussion", post), ("comment", post), ("post", 1)] {
        let target = (kind, id, String::new());
        decide(&staff, &target, "hide", json!(0)).await.expect(404);
        for part in ["status", "flag"] {
            staff.get(&format!("{QUEUE}{id}/{part}/?contribution_type={kind}")).await.expect(404);
        }
    }
    for part in ["status", "flag"] {
        for query in ["", "?contribution_type=", "?contribution_type=user"] {
            let refused = staff.get(&format!("{QUEUE}{post}/{part}/{query}")).await.expect(400);
            assert_eq!(refused.invalid_fields(), ["contribution_type"]);
        }
    }
    let refused = staff.get(&format!("{QUEUE}?moderation_status=deleted")).await.expect(400);
    assert_eq!(refused.invalid_fields(), ["moderation_status"]);
}
