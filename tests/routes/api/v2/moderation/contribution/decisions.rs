//! `PATCH /api/v2/moderation/contribution/{id}/`, `GET .../status/`

use serde_json::{Value, json};
use tests::{App, Routes as _};

use super::{decide, flag, notified, queue, status, targets};
use crate::api::v2::post::members;

#[tokio::test]
async fn hidden_content_is_collapsed_for_others_and_whole_for_author_and_staff() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    fan.post(&author.path("follow/")).await.expect(201);
    let staff = app.staff("member-of-staff").await;
    let targets = targets(&author).await;
    flag(&fan, &targets[1], 0).await;
    for (n, target) in targets.iter().enumerate() {
        decide(&staff, target, "hide", json!(n)).await.expect(204);
        let description = ["Spam", "Aggressive", "Vulgar", "Poor"][n];
        let expected = json!({"status": "hidden", "flag_type": n, "flag_type_description": description});
        assert_eq!(status(&staff, target).await, expected);
    }
    app.settle().await;
    for target in &targets {
        let text = if target.0 == "comment" { "text" } else { "html" };
        for whole in [&author, &staff] {
            let seen = whole.get(&target.2).await.expect(200).json();
            assert_eq!(seen[text], "Rude words", "{target:?}");
            assert!(seen["collapsed"] == "" || seen["collapsed"] == false);
        }
        for seen in [fan.get(&target.2).await, app.get(&target.2).await] {
            let seen = seen.expect(200);
            assert_eq!(seen.json()["collapsed"], true);
            assert!(!seen.body.contains("Rude") && !seen.body.contains("Summits") && !seen.body.contains("rude"));
        }
    }
    // In lists and feeds too.
    let post = targets[1].1;
    for path in
        ["/api/v2/feed/", "/api/v2/feed/explore/", &author.path("feed/"), &format!("/api/v2/comment/?post={post}")]
    {
        let page = fan.get(path).await.expect(200);
        assert!(page.body.contains("\"collapsed\":true") && !page.body.contains("Rude"), "{path}: {}", page.body);
    }
    // An edit does not show it, and hidden contributions stay in the queue, flagged or not.
    author.put(&targets[1].2).form(&[("text", "Rude again")]).await.expect(200);
    assert!(!app.get(&targets[1].2).await.expect(200).body.contains("Rude"));
    assert_eq!(queue(&staff, "?moderation_status=hidden").await.len(), 4);
    assert_eq!(queue(&staff, "?moderation_status=open").await, []);
    // The author is told why.
    let kinds: Vec<String> =
        notified(&author).await.iter().map(|one| one["type"].as_str().unwrap().to_owned()).collect();
    for kind in ["advertising", "aggressive", "vulgar", "poor"] {
        assert!(kinds.contains(&format!("collapsed_for_{kind}")), "{kinds:?}");
    }
    // Hidden once more without a reason, it is shown again.
    for target in &targets {
        decide(&staff, target, "hide", Value::Null).await.expect(204);
        assert_eq!(status(&staff, target).await["status"], "open");
        assert!(app.get(&target.2).await.expect(200).body.contains("Rude"));
    }
    app.settle().await;
    assert_eq!(queue(&staff, "").await, [(targets[1].1, 1)]);
    assert_eq!(notified(&author).await, Vec::<Value>::new(), "unseen notifications are retracted");
}

#[tokio::test]
async fn deleted_content_is_gone_at_once_and_its_author_is_told() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let staff = app.staff("member-of-staff").await;
    let targets = targets(&author).await;
    for target in targets.iter().rev() {
        flag(&fan, target, 4).await;
        app.settle().await;
        decide(&staff, target, "delete", json!("offtopic")).await.expect(204);
        // Before `fanout` has removed it.
        match app.get(&target.2).await {
            seen if target.0 == "comment" => assert!(!seen.body.contains("Rude"), "{}", seen.body),
            seen => drop(seen.expect(404)),
        }
        app.settle().await;
        app.get(&target.2).await.expect(404);
        decide(&staff, target, "delete", json!(4)).await.expect(404);
        assert_eq!(queue(&staff, "").await, []);
    }
    let told = notified(&author).await;
    assert_eq!(told.len(), 4);
    for one in told {
        assert_eq!(one["type"], "deleted_for_offtopic");
        assert!(!one.to_string().contains("member-of-staff"));
    }
    let counters = author.get(&author.path("counters/")).await.expect(200).json();
    assert_eq!((&counters["posts"], &counters["discussions"]), (&json!(0), &json!(0)), "{counters}");
}

#[tokio::test]
async fn a_deleted_comment_with_replies_can_be_restored() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let staff = app.staff("member-of-staff").await;
    let [_, _, top, nested] = targets(&author).await;
    flag(&fan, &top, 2).await;
    decide(&staff, &top, "delete", json!(2)).await.expect(204);
    app.settle().await;
    assert_eq!(app.get(&top.2).await.expect(200).json()["deleted"], true);
    assert_eq!(status(&staff, &top).await["status"], "deleted");
    assert_eq!(queue(&staff, "").await, []);
    for (action, reason) in [("hide", json!(0)), ("ignore", Value::Null), ("delete", json!(0))] {
        decide(&staff, &top, action, reason).await.expect(404);
    }
    decide(&staff, &top, "delete", Value::Null).await.expect(204);
    app.settle().await;
    assert_eq!(app.get(&top.2).await.expect(200).json()["text"], "Rude words");
    assert_eq!(status(&staff, &top).await["status"], "open");
    assert_eq!(queue(&staff, "").await, [(top.1, 1)]);
    app.get(&nested.2).await.expect(200);
}

#[tokio::test]
async fn decisions_are_in_the_authors_audit_trail() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let staff = app.staff("member-of-staff").await;
    let [_, post, top, _] = targets(&author).await;
    decide(&staff, &post, "hide", json!("spam")).await.expect(204);
    decide(&staff, &top, "ignore", Value::Null).await.expect(204);
    let uuid = author.uuid();
    let trail = staff.get(&format!("/users/{uuid}/audit/")).await.expect(200).json();
    let entries: Vec<&Value> = trail["data"].as_array().unwrap().iter().map(|entry| &entry["attributes"]).collect();
    assert_eq!(entries.len(), 2);
    assert!(entries.iter().all(|entry| entry["action"] == "moderate_content"));
    let hidden = &entries[1]["changes"];
    assert_eq!(hidden["post"], json!({"before": post.1.to_string(), "after": post.1.to_string()}));
    assert_eq!(hidden["status"], json!({"before": "open", "after": "hidden"}));
    assert_eq!(hidden["reason"], json!({"before": null, "after": "Spam"}));
    assert_eq!(entries[0]["changes"]["status"]["after"], "ignored");
}
