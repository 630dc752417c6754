//! The largest items that people can make kith write are far below DynamoDB's limit of 400 KB.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};
use shared::domain::Id;
use shared::domain::notification::ReadingPart;
use tests::{App, Routes as _, TestUser, pictures};

/// DynamoDB's limit, in bytes.
const ITEM_MAX: usize = 400 * 1024;
/// Where kith stays. A post has the largest texts.
const KITH_MAX: usize = 150 * 1024;

/// The size of an attribute's value by DynamoDB's rules, or a little more: numbers count by their digits.
fn size(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) => 1,
        Value::Number(number) => number.to_string().len() + 1,
        Value::String(text) => text.len(),
        Value::Array(values) => 3 + values.iter().map(|value| size(value) + 1).sum::<usize>(),
        Value::Object(fields) => 3 + fields.iter().map(|(name, value)| name.len() + size(value) + 1).sum::<usize>(),
    }
}

/// A letter of four bytes, as often as this.
fn long(count: usize) -> String {
    "𒀀".repeat(count)
}

async fn fill_profile(app: &App, user: &TestUser) {
    let fields = json!({
        "real_name": long(255), "bio": long(5_000), "location": long(100), "location_lat_lng": long(100),
        "position_lat_lng": long(100), "description": long(50), "company_name": long(100), "company_role": long(100),
        "website": format!("https://example.org/{}", "x".repeat(180)), "gender": "Unspecified", "birthday": "1990-01-01",
    });
    user.patch(&user.path("")).json(&fields).await.expect(200);
    let names = user.patch_of(json!({"first_name": long(150), "last_name": long(150)}));
    user.patch(&user.directory_path("")).json_api(&names).await.expect(200);
    for _ in 0..20 {
        let picture = json!({"avatar_base64": pictures::base64(&pictures::png(8, 8))});
        user.post("/api/v2/user/avatar/").json(&picture).await.expect(201);
        app.state.clock.advance(Duration::from_millis(2));
    }
}

/// Publishes the longest post, with votes in the largest poll, the longest comment and replies beside it.
async fn discuss(author: &TestUser, others: &[TestUser]) {
    let choices: Vec<Value> = (10..30).map(|n| json!({"choice": format!("{n}{}", long(148))})).collect();
    let poll = json!({"title": long(200), "choices": choices, "multiple_choices": true});
    let ids = |count: u64| (0..count).map(|n| (1_u64 << 52) + n).collect::<Vec<_>>();
    let post = json!({
        "title": long(150), "text": long(10_000), "categories": ids(10), "addressing": ids(10), "medias": ids(20), "poll": poll,
        "location": {"location": long(100), "lat": 89.123_456_789, "lng": -179.123_456_789},
    });
    let post = author.post("/api/v2/discussion/").json(&post).await.expect(201).json();
    let comment = |parent: Value| json!({"discussion": post["id"], "parent": parent, "text": long(2_000)});
    let first = author.post("/api/v2/comment/").json(&comment(Value::Null)).await.expect(201).json();
    for other in others {
        other.post("/api/v2/comment/").json(&comment(first["id"].clone())).await.expect(201);
        for choice in post["poll"]["choices"].as_array().expect("choices") {
            let path = format!("/api/v2/discussion/{}/poll/vote/", post["id"]);
            other.post(&path).json(&json!({"choice": choice["id"]})).await.expect(204);
        }
        for path in ["vote/", "follow/"] {
            other.post(&format!("/api/v2/discussion/{}/{path}", post["id"])).await.expect(204);
        }
    }
}

#[tokio::test]
async fn no_item_comes_near_400_kb() {
    let app = App::new().await;
    let root = app.superuser("root").await;
    let mut users = Vec::new();
    for n in 0..4 {
        users.push(app.user(&format!("{}{n}", "x".repeat(59))).await);
    }
    let (author, others) = users.split_first().expect("users");
    fill_profile(&app, author).await;
    discuss(author, others).await;
    // 64 sessions of one user that ended.
    for _ in 0..64 {
        let bearer = app.log_in(&author.name, TestUser::PASSWORD).await;
        bearer.post("/api/users/logout/").await.expect(204);
    }
    // What a request for 100 groups of notifications leaves to events.
    let parts = (0..100).map(|n| ReadingPart::of(Id::try_from((1_u64 << 52) + n).expect("an id"))).collect();
    let (store, now) = (&app.state.store, app.state.clock.now());
    store.notifications().mark_read(author.id, Vec::new(), parts, now).await.expect("a reading");
    for other in others {
        other.put(&author.path("follow/")).await.expect(204);
    }
    let notice = json!({"user": author.id, "title": long(200), "description": long(1_000), "type": long(50)});
    root.post("/api/v2/notification/notify/").json(&notice).await.expect(204);
    let game = json!({"igdb": "x".repeat(50), "name": long(200)});
    let entry = json!({"game": game, "date": "2026-01-31", "review": long(5_000)});
    author.post("/api/actions/journal/").json(&entry).await.expect(200);
    let preferences = get(&root, "/api/v2/dynamic_preference/?limit=100").await;
    for preference in preferences["results"].as_array().expect("preferences") {
        let path = format!("/api/v2/dynamic_preference/{}/", preference["id"]);
        // Those that are no text refuse it.
        let status = root.patch(&path).json(&json!({"value": long(255)})).await.status;
        assert!([200, 400].contains(&status), "{status}");
    }

    let mut largest: BTreeMap<String, usize> = BTreeMap::new();
    // With what waits for events, and with what these write.
    let before = app.rows().all().await;
    app.settle().await;
    for ((pk, sk), row) in before.into_iter().chain(app.rows().all().await) {
        let start = |key: &str| key.split('#').next().unwrap_or_default().to_owned();
        let kind = largest.entry(format!("{} / {}", start(&pk), start(&sk))).or_default();
        *kind = size(&row).max(*kind);
    }
    let mut sizes: Vec<_> = largest.into_iter().collect();
    sizes.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    println!("{:?}", &sizes[..8]);
    assert!(sizes[0].1 < KITH_MAX, "{sizes:?}");
    assert!(sizes[0].1 > 40_000, "the post is long: {sizes:?}");
}

async fn get(caller: &TestUser, path: &str) -> Value {
    caller.get(path).await.expect(200).json()
}

/// The engine refuses what DynamoDB refuses.
#[tokio::test]
async fn an_item_above_400_kb_is_refused() {
    let app = App::new().await;
    let put = async |length: usize| {
        let item = serde_dynamo::to_item(json!({"PK": "ANOTHER", "SK": "VERSION", "text": "x".repeat(length)}));
        let (endpoint, table) = app.stream.address();
        let put = kith::engine::client(endpoint.clone()).put_item().table_name(table);
        put.set_item(Some(item.expect("an item"))).send().await
    };
    put(ITEM_MAX - 100).await.expect("an item just below the limit");
    put(ITEM_MAX + 1).await.expect_err("an item above the limit");
}
