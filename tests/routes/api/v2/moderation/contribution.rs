//! `GET /api/v2/moderation/contribution/`, `PATCH .../{id}/`, `GET .../{id}/status/`, `GET .../{id}/flag/`

use std::future::IntoFuture as _;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Request, Routes as _, TestUser};

use crate::api::v2::comment::{comment, reply};
use crate::api::v2::post::{members, publish_text};

const QUEUE: &str = "/api/v2/moderation/contribution/";

/// A contribution: its type, its id and its path.
type Target = (&'static str, u64, String);

/// A discussion, a post, a comment on it, and a reply to that.
async fn targets(author: &TestUser) -> [Target; 4] {
    let body = json!({"title": "Summits", "text": "<p>Rude words</p>"});
    let discussion = author.post("/api/v2/discussion/").json(&body).await.expect(201).json()["id"].as_u64().unwrap();
    let post = publish_text(author, "Rude words").await;
    let top = comment(author, post, "Rude words").await;
    let nested = reply(author, post, top, "Rude words").await;
    [("discussion", discussion), ("post", post), ("comment", top), ("comment", nested)]
        .map(|(kind, id)| (kind, id, format!("/api/v2/{kind}/{id}/")))
}

fn decide(by: &TestUser, (kind, id, _): &Target, action: &str, reason: Value) -> Request {
    let mut body = json!({"contribution_type": kind, "action": action, "moderation_type": reason});
    if body["moderation_type"].is_null() {
        body.as_object_mut().unwrap().remove("moderation_type");
    }
    by.patch(&format!("{QUEUE}{id}/")).json(&body)
}

async fn status(by: &TestUser, (kind, id, _): &Target) -> Value {
    by.get(&format!("{QUEUE}{id}/status/?contribution_type={kind}")).await.expect(200).json()
}

async fn flag(by: &TestUser, (_, _, path): &Target, flag_type: i8) {
    by.put(&format!("{path}flag/")).json(&json!({"flag_type": flag_type})).await.expect(204);
}

/// The ids in the queue and their flags.
async fn queue(by: &TestUser, query: &str) -> Vec<(u64, u64)> {
    let page = by.get(&format!("{QUEUE}{query}")).await.expect(200).json();
    let results = page["results"].as_array().unwrap();
    assert!(page["next"] != json!(null) || page["count"].as_u64().unwrap() >= results.len() as u64);
    let row = |one: &Value| (one["contribution"]["id"].as_u64().unwrap(), one["flag_count"].as_u64().unwrap());
    results.iter().map(row).collect()
}

async fn notified(user: &TestUser) -> Vec<Value> {
    let page = user.get("/api/v2/user/me/notifications/").await.expect(200).json();
    let results = page["results"].as_array().unwrap().iter();
    let all = results.flat_map(|result| result["aggregated"].as_array().unwrap().clone());
    all.filter(|one| one["type"].as_str().unwrap().contains("_for_")).collect()
}

#[tokio::test]
async fn the_queue_has_what_is_flagged_most_flagged_first() {
    let app = App::new().await;
    let [author, a, b, c] = members(&app, ["author", "a", "b", "c"]).await;
    let staff = app.staff("member-of-staff").await;
    let [discussion, post, top, nested] = targets(&author).await;
    assert_eq!(queue(&staff, "").await, []);
    for (by, target) in
        [(&a, &post), (&a, &nested), (&b, &nested), (&a, &discussion), (&b, &discussion), (&c, &discussion)]
    {
        flag(by, target, 1).await;
    }
    app.settle().await;
    assert_eq!(queue(&staff, "").await, [(discussion.1, 3), (nested.1, 2), (post.1, 1)]);
    // Page by page.
    let first = staff.get(&format!("{QUEUE}?limit=2")).await.expect(200).json();
    assert_eq!(first["count"], 3);
    let next = first["next"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
    let rest = staff.get(next).await.expect(200).json();
    assert_eq!(rest["results"][0]["contribution"]["id"], post.1);
    // A flag that is taken back counts no more, and a type that is replaced counts once.
    flag(&a, &nested, 3).await;
    b.delete(&format!("{}flag/", discussion.2)).await.expect(204);
    c.delete(&format!("{}flag/", discussion.2)).await.expect(204);
    a.delete(&format!("{}flag/", post.2)).await.expect(204);
    flag(&c, &top, 0).await;
    app.settle().await;
    let mut ones = queue(&staff, "").await;
    assert_eq!(ones.remove(0), (nested.1, 2));
    assert_eq!(ones, [(top.1, 1), (discussion.1, 1)], "among equals the newest comes first");
    let page = staff.get(QUEUE).await.expect(200).json();
    let shown = &page["results"][0];
    assert_eq!(
        (&shown["contribution_type"], &shown["contribution"]["text"]),
        (&json!("comment"), &json!("<p>Rude words</p>"))
    );
    assert!(shown["last_flagged_at"].is_string());
    for none in ["moderation_status", "moderation_type", "moderation_by", "moderation_at"] {
        assert_eq!(shown[none], Value::Null);
    }
    assert_eq!(page["results"][2]["contribution_type"], "discussion");
    let flags = staff.get(&format!("{QUEUE}{}/flag/?contribution_type=comment", nested.1)).await.expect(200).json();
    assert_eq!(flags["count"], 2);
    let types: Vec<&Value> = flags["results"].as_array().unwrap().iter().map(|one| &one["flag_type"]).collect();
    assert!(types.contains(&&json!(3)) && types.contains(&&json!(1)));
}

#[tokio::test]
async fn hidden_content_is_collapsed_for_others_and_whole_for_author_and_staff() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    fan.post(&author.path("follow/")).await.expect(204);
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
            assert_eq!(seen[text], "<p>Rude words</p>", "{target:?}");
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
    assert_eq!(app.get(&top.2).await.expect(200).json()["text"], "<p>Rude words</p>");
    assert_eq!(status(&staff, &top).await["status"], "open");
    assert_eq!(queue(&staff, "").await, [(top.1, 1)]);
    app.get(&nested.2).await.expect(200);
}

#[tokio::test]
async fn an_ignored_contribution_stays_and_is_in_its_own_part_of_the_queue() {
    let app = App::new().await;
    let [author, a, b] = members(&app, ["author", "a", "b"]).await;
    let staff = app.staff("member-of-staff").await;
    for target in targets(&author).await {
        flag(&a, &target, 0).await;
        decide(&staff, &target, "ignore", json!(0)).await.expect(204);
        flag(&b, &target, 0).await;
        app.settle().await;
        assert!(app.get(&target.2).await.expect(200).body.contains("Rude"));
        assert_eq!(queue(&staff, "?moderation_status=ignored").await[..1], [(target.1, 2)]);
        assert_eq!(queue(&staff, "?moderation_status=open").await, []);
        let page = staff.get(QUEUE).await.expect(200).json();
        let row = page["results"].as_array().unwrap().iter().find(|row| row["contribution"]["id"] == target.1).unwrap();
        assert_eq!(row["moderation_status"], "ignored");
        assert_eq!(row["moderation_by"]["username"], "member-of-staff");
        assert!(row["moderation_at"].is_string() && row["moderation_type"].is_null());
    }
    assert_eq!(notified(&author).await, Vec::<Value>::new());
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

#[tokio::test]
async fn of_two_decisions_at_once_one_wins_and_the_queue_agrees() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let (a, b) = (app.staff("staff-a").await, app.staff("staff-b").await);
    for target in targets(&author).await {
        flag(&fan, &target, 0).await;
        let (hide, ignore) = (decide(&a, &target, "hide", json!(1)), decide(&b, &target, "ignore", Value::Null));
        let (hide, ignore) = futures::join!(hide.into_future(), ignore.into_future());
        let mut statuses = [hide.status, ignore.status];
        statuses.sort_unstable();
        assert!(statuses == [204, 204] || statuses == [204, 409], "{statuses:?}");
        app.settle().await;
        let now = status(&a, &target).await["status"].as_str().unwrap().to_owned();
        let listed = queue(&a, &format!("?moderation_status={now}")).await;
        assert!(listed.contains(&(target.1, 1)), "{now}: {listed:?}");
    }
}

#[tokio::test]
async fn flags_of_many_at_once_leave_an_exact_queue() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let staff = app.staff("member-of-staff").await;
    let targets = targets(&author).await;
    let fans = join_all((0..12).map(async |n| app.user(&format!("fan-{n}")).await)).await;
    let flagging = fans.iter().enumerate().flat_map(|(n, fan)| {
        // Fan number n flags the first n % 5 targets, and takes the last of these flags back.
        let flagged = &targets[..n % 5];
        let set = flagged.iter().map(|(_, _, path)| fan.put(&format!("{path}flag/")).json(&json!({"flag_type": 2})));
        set.collect::<Vec<_>>()
    });
    join_all(flagging.map(IntoFuture::into_future)).await.into_iter().for_each(|answer| drop(answer.expect(204)));
    let (deriving, taking) = (app.settle(), async {
        for (n, fan) in fans.iter().enumerate().filter(|(n, _)| n % 5 > 0) {
            fan.delete(&format!("{}flag/", targets[n % 5 - 1].2)).await.expect(204);
        }
    });
    futures::join!(deriving, taking);
    app.settle().await;
    let mut expected: Vec<(u64, u64)> = Vec::new();
    for (place, target) in targets.iter().enumerate() {
        let flags = (0..12).filter(|n| n % 5 > place + 1).count() as u64;
        expected.extend((flags > 0).then_some((target.1, flags)));
    }
    assert_eq!(queue(&staff, "").await, expected);
}
