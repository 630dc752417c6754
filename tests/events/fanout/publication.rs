//! Domain events: what is published to EventBridge, and what is retried when EventBridge fails. See
//! `docs/api/events.md`.

use std::collections::BTreeSet;

use aws_lambda_events::dynamodb::EventRecord;
use fanout::Fanout;
use jiff::Timestamp;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use crate::delivery::{deliver_batch, fanout_of, followers, follows_by_fans, insert_record};
use crate::fanout::event_bridge::{EventBridge, Fault, NAME, detail};

async fn fanout_with_bus(app: &App) -> (Fanout, EventBridge) {
    let bridge = EventBridge::start().await;
    (fanout_of(app).with_bus(bridge.bus()), bridge)
}

/// Delivers all new records, each in a batch of its own. Returns the kind and detail of each event that is published,
/// with id and time checked and removed.
async fn published(app: &App, fanout: &Fanout, bridge: &EventBridge) -> Vec<(String, Value)> {
    let records: Vec<EventRecord> = app.stream.read().await.into_iter().flat_map(|read| read.records).collect();
    let mut published = Vec::new();
    for record in &records {
        assert_eq!(deliver_batch(fanout, "a", std::slice::from_ref(record)).await.0, [""; 0]);
        for entry in bridge.take().1 {
            assert_eq!((&entry["Source"], &entry["EventBusName"]), (&json!("kith"), &json!(NAME)));
            let mut detail = detail(&entry);
            let (id, time) = (detail["id"].take(), detail["time"].take());
            assert_eq!(id, record.event_id);
            let time: Timestamp = time.as_str().expect("a time").parse().expect("RFC 3339");
            assert_eq!(entry["Time"].as_f64(), Some(time.as_second() as f64), "{entry}");
            let age = app.state.clock.now().as_second() - time.as_second();
            assert!((0..60).contains(&age), "{age} s old");
            published.push((entry["DetailType"].as_str().expect("text").to_owned(), detail));
        }
    }
    published
}

fn expect(published: &[(String, Value)], expected: &[(&str, Value)]) {
    let base = json!({"version": 1, "id": null, "time": null});
    let expected: Vec<(String, Value)> = expected
        .iter()
        .map(|(kind, fields)| {
            let mut detail = base.clone();
            detail.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
            ((*kind).to_owned(), detail)
        })
        .collect();
    assert_eq!(published, expected);
}

#[tokio::test]
async fn events_are_published_as_documented_and_hides_are_not_published() {
    let app = App::new().await;
    let (fanout, bridge) = fanout_with_bus(&app).await;
    let admin = app.superuser("admin").await;
    let (ann, ben) = (app.register("ann").await, app.register("ben").await);
    let user = |person: &TestUser, name: &str| json!({"id": person.id, "username": name});
    let created = |person: &TestUser, name| ("user.created", json!({"user": user(person, name)}));
    expect(
        &published(&app, &fanout, &bridge).await,
        &[created(&admin, "admin"), created(&ann, "ann"), created(&ben, "ben")],
    );

    let fields = json!({"real_name": "Ann Lee", "bio": "secret-bio", "birthday": "1990-01-02"});
    ann.patch(&ann.path("")).json(&fields).await.expect(200);
    ann.patch(&ann.path("")).json(&json!({"username": "annlee"})).await.expect(200);
    let email = json!({"new_email": "new@example.org", "confirm": false});
    ann.patch(&ann.path("change_email/")).json(&email).await.expect(204);
    // Changes nothing.
    ann.patch(&ann.path("")).json(&json!({"real_name": "Ann Lee"})).await.expect(200);
    app.log_in("annlee", TestUser::PASSWORD).await.post("/api/users/logout/").await.expect(204);
    let updated = |name, changed: &[&str]| ("user.updated", json!({"user": user(&ann, name), "changed": changed}));
    expect(
        &published(&app, &fanout, &bridge).await,
        &[
            updated("ann", &["bio", "birthday", "real_name"]),
            updated("annlee", &["username"]),
            updated("annlee", &["email"]),
        ],
    );

    ben.post(&ann.path("follow/")).await.expect(201);
    ben.post(&ann.path("hide/")).await.expect(201);
    ben.post(&ann.path("hide/")).await.expect(201);
    ben.post(&ann.path("follow/")).await.expect(201);
    let edge = json!({"follower": {"id": ben.id}, "followed": {"id": ann.id}});
    expect(
        &published(&app, &fanout, &bridge).await,
        &[("follow.created", edge.clone()), ("follow.deleted", edge.clone())],
    );

    let post = ann.post("/api/v2/post/").json(&json!({"text": "x"})).await.expect(201).json()["id"].clone();
    let mut parent = Value::Null;
    let mut comments = Vec::new();
    for _ in 0..2 {
        let body = json!({"post": post, "parent": parent, "text": "secret-text"});
        let id = ben.post("/api/v2/comment/").json(&body).await.expect(201).json()["id"].clone();
        let above = if parent.is_null() { Value::Null } else { json!({"id": parent}) };
        let detail = json!({"comment": {"id": id}, "post": {"id": post, "type": "post"}, "parent": above, "author": {"id": ben.id}});
        comments.push(("comment.created", detail));
        parent = id;
    }
    expect(&published(&app, &fanout, &bridge).await, &comments);

    ben.post(&ann.path("follow/")).await.expect(201);
    admin.delete(&ann.path("")).await.expect(204);
    expect(
        &published(&app, &fanout, &bridge).await,
        &[("follow.created", edge.clone()), ("user.deleted", json!({"user": user(&ann, "annlee"), "hard": false}))],
    );
    // Derived from the deletion.
    expect(&published(&app, &fanout, &bridge).await, &[("follow.deleted", edge)]);
    admin.delete(&ann.path("?hard=1")).await.expect(204);
    let deleted = ("user.deleted", json!({"user": user(&ann, "annlee"), "hard": true}));
    expect(&published(&app, &fanout, &bridge).await, &[deleted]);
}

#[tokio::test]
async fn a_batch_is_published_in_calls_of_ten_with_the_same_ids_on_every_delivery() {
    let app = App::new().await;
    let star = app.user("star").await;
    let (fanout, bridge) = fanout_with_bus(&app).await;
    let records = follows_by_fans(&app, &star, 25).await;
    let expected: BTreeSet<_> = records.iter().map(|record| record.event_id.clone()).collect();
    assert_eq!(expected.len(), 25);
    for _ in 0..3 {
        assert_eq!(deliver_batch(&fanout, "a", &records).await.0, [""; 0]);
        let (calls, entries) = bridge.take();
        assert_eq!(calls, [10, 10, 5]);
        let ids = entries.iter().map(|entry| detail(entry)["id"].as_str().expect("an id").to_owned());
        assert_eq!(ids.collect::<BTreeSet<_>>(), expected);
    }
}

/// A followed user, the records of this many follows, numbered 10, 20..., and the ids of the followers.
async fn follows_of_star(count: usize) -> (App, TestUser, Vec<EventRecord>, Vec<u64>) {
    let app = App::new().await;
    let star = app.user("star").await;
    let records = follows_by_fans(&app, &star, count).await;
    let from = |record: &EventRecord| {
        let image = serde_json::to_value(&record.change.new_image).unwrap();
        image["from"]["N"].as_str().unwrap().parse().unwrap()
    };
    let from = records.iter().map(from).collect();
    (app, star, records, from)
}

#[tokio::test]
async fn only_events_that_the_bus_rejects_are_retried() {
    let (app, star, records, from) = follows_of_star(25).await;
    let (fanout, bridge) = fanout_with_bus(&app).await;
    bridge.set_fault(Fault::RejectEvents([from[2], from[11], from[24]].into()));
    let (failures, _) = deliver_batch(&fanout, "a", &records).await;
    assert_eq!(failures, ["30", "120", "250"]);
    assert_eq!(followers(&app, &star).await, 25, "the other projections do not depend on the bus");
    bridge.take();
    bridge.set_fault(Fault::None);
    assert_eq!(deliver_batch(&fanout, "a", &records[11..12]).await.0, [""; 0]);
    let (_, entries) = bridge.take();
    assert_eq!(detail(&entries[0])["id"], records[11].event_id);
    assert_eq!(followers(&app, &star).await, 25);
}

#[tokio::test]
async fn only_the_events_of_a_failed_call_are_retried() {
    let (app, star, records, from) = follows_of_star(25).await;
    let (fanout, bridge) = fanout_with_bus(&app).await;
    bridge.set_fault(Fault::DenyCalls(from[15]));
    let (failures, _) = deliver_batch(&fanout, "a", &records).await;
    let second_call: BTreeSet<_> = (11..=20).map(|n| (n * 10).to_string()).collect();
    assert_eq!(failures.into_iter().collect::<BTreeSet<_>>(), second_call);
    assert_eq!(followers(&app, &star).await, 25);
}

#[tokio::test]
async fn events_missing_from_the_response_are_retried() {
    let (app, _, records, _) = follows_of_star(5).await;
    let (fanout, bridge) = fanout_with_bus(&app).await;
    bridge.set_fault(Fault::TruncateResponse(3));
    assert_eq!(deliver_batch(&fanout, "a", &records).await.0, ["40", "50"]);
    bridge.set_fault(Fault::MalformedResponse);
    assert_eq!(deliver_batch(&fanout, "a", &records).await.0.len(), 5);
}

/// A call of ten events must stay below the 256 KB that EventBridge accepts.
#[tokio::test]
async fn the_longest_event_is_below_2_kb() {
    let app = App::new().await;
    let (fanout, bridge) = fanout_with_bus(&app).await;
    let name = "𐐷".repeat(150);
    let text = json!({"S": "x"});
    let mut new = json!({"id": {"N": "9007199254740991"}, "username": {"S": name}, "status": {"S": "a"}});
    let mut record = insert_record(&"9".repeat(40), "U#9007199254740991", "ACCOUNT#PROFILE", new.clone());
    for field in [
        "email",
        "real_name",
        "first_name",
        "last_name",
        "bio",
        "location",
        "location_lat_lng",
        "position_lat_lng",
        "description",
        "website",
        "twitter",
        "company_name",
        "company_role",
    ] {
        new[field] = text.clone();
    }
    new["email"] = json!({"S": "x@example.org"});
    new["birthday"] = json!({"S": "1990-01-02"});
    new["gender"] = json!({"S": "Female"});
    new["status"] = json!({"S": "b"});
    new["email_isvalid"] = json!({"BOOL": true});
    record.change.old_image = record.change.new_image;
    record.change.new_image = insert_record("1", "U#9007199254740991", "ACCOUNT#PROFILE", new).change.new_image;
    record.event_id = "0123456789abcdef0123456789abcdef".to_owned();
    assert_eq!(deliver_batch(&fanout, "a", &[record]).await.0, [""; 0]);
    let (_, entries) = bridge.take();
    let text = entries[0].to_string();
    println!("{} bytes: {text}", text.len());
    assert!(detail(&entries[0])["changed"].as_array().unwrap().len() >= 17);
    assert!(text.len() < 2_000, "{}", text.len());
    assert!(!text.contains("x@example.org"));
}
