//! One walk repairs every kind of damage to derived rows.

use std::collections::BTreeMap;
use std::time::Duration;

use janitor::Repair;
use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::Id;
use tests::privileges::unused;
use tests::{App, Routes as _, TestUser};

use crate::janitor::walks::{beside_fanout, janitor, tallies};

/// Ids of no user.
const GHOST: u64 = 777;
const OTHER_GHOST: u64 = 778;
const POLL_INTERVAL: Duration = Duration::from_millis(20);
const PAUSE: Duration = Duration::from_secs(1);

struct Community {
    app: App,
    ann: TestUser,
    ben: TestUser,
    cem: TestUser,
    dan: TestUser,
    /// Soft-deleted.
    eve: TestUser,
    /// A post by Ann and a discussion by Cem, both with votes and with polls in which others have voted.
    posts: [u64; 2],
}

/// Publishes a post, which the others vote for, follow and view, and in whose poll they vote.
async fn publish(kind: &str, author: &TestUser, others: [&TestUser; 2]) -> u64 {
    let poll = json!({"title": "?", "multiple_choices": true, "choices": [{"choice": "a"}, {"choice": "b"}]});
    let body = json!({"title": "T", "text": "x", "poll": poll});
    let post = author.post(&format!("/api/v2/{kind}/")).json(&body).await.expect(201).json();
    let path = format!("/api/v2/{kind}/{}/", post["id"]);
    for other in others {
        other.post(&format!("{path}vote/")).await.expect(204);
        other.post(&format!("{path}follow/")).await.expect(204);
        let choice = json!({"choice": post["poll"]["choices"][0]["id"]});
        other.post(&format!("{path}poll/vote/")).json(&choice).await.expect(204);
        other.post("/api/v2/user/me/markseen/").json(&json!({"posts": [post["id"]]})).await.expect(201);
    }
    post["id"].as_u64().unwrap()
}

impl Community {
    async fn new() -> Self {
        let app = App::new().await;
        let admin = app.superuser("admin").await;
        let [ann, ben, cem, dan, eve] = ["ann", "ben_o", "cem", "dan", "eve"].map(|name| app.user(name));
        let (ann, ben, cem, dan, eve) = futures::join!(ann, ben, cem, dan, eve);
        for (from, to) in [(&ann, &ben), (&ann, &cem), (&ben, &ann), (&cem, &ann), (&dan, &ann), (&dan, &eve)] {
            from.post(&to.path("follow/")).await.expect(201);
        }
        ben.post(&dan.path("hide/")).await.expect(201);
        ann.patch(&ann.path("")).json(&json!({"real_name": "Ann Lee"})).await.expect(200);
        let game = json!({"igdb": "1942", "name": "The Witcher 3"});
        ben.post("/api/actions/like/").json(&game).await.expect(200);
        let posts = [publish("post", &ann, [&ben, &eve]).await, publish("discussion", &cem, [&ann, &dan]).await];
        publish("discussion", &eve, [&ann, &dan]).await;
        admin.delete(&eve.path("")).await.expect(204);
        app.settle().await;
        Self { app, ann, ben, cem, dan, eve, posts }
    }

    /// All rows, without shard marks, counters of zero and expiring counter items.
    async fn rows(&self) -> BTreeMap<(String, String), Value> {
        let mut rows = self.app.rows().all().await;
        for row in rows.values_mut() {
            // Shard marks no longer matter, and an absent counter is zero.
            let is_counters = row["SK"] == "COUNTERS";
            row.as_object_mut().unwrap().retain(|name, value| {
                let counts = is_counters || name.starts_with("count_");
                !(name.starts_with("place_") || name == "count_additions" || counts && *value == json!(0))
            });
        }
        // The counters of deleted users expire.
        rows.retain(|(_, sk), _| !sk.starts_with("MARK#"));
        rows.retain(|(_, sk), row| sk != "COUNTERS" || row.as_object().unwrap().len() > 2 && row["expires"].is_null());
        rows
    }

    /// Discards the stream's records, so that nothing is derived from the writes so far.
    async fn discard_records(&self) {
        while !self.app.stream.read().await.is_empty() {}
    }
}

fn user(id: impl ToString) -> String {
    format!("U#{}", id.to_string())
}

fn edge(kind: &str, from: u64, to: u64, number: u64) -> (String, String, Value) {
    let id = Id::try_from((1 << 40) + number).unwrap().get();
    let sort = |other: u64| format!("{id:016}#{other}");
    let (incoming, outgoing) = if kind == "FOLLOW" { ("FOLLOWERS", "FOLLOWINGS") } else { ("HIDERS", "HIDDEN") };
    let attributes = json!({
        "from": from, "to": to, "id": id,
        "GSI1PK": format!("U#{to}#{incoming}"), "GSI1SK": sort(from),
        "GSI2PK": format!("U#{from}#{outgoing}"), "GSI2SK": sort(to),
    });
    (user(from), format!("{kind}#{to}"), attributes)
}

/// Damages the table in every way. Returns how many repairs of each kind must be found and made.
async fn damage(community: &Community) -> BTreeMap<Repair, (u64, u64)> {
    let Community { app, ann, ben, cem, dan, eve, posts } = community;
    let rows = app.rows();
    let now = app.state.clock.now().as_second();

    // Too high, too low, missing, below zero.
    rows.change(&user(ann.id), "COUNTERS", json!({"followers": 7, "posts": 0, "discussions": 3, "polls": -1})).await;
    rows.change(&user(ben.id), "COUNTERS", json!({"followers": 0, "followings": 9})).await;
    rows.delete(&user(cem.id), "COUNTERS").await;
    rows.change(&user(dan.id), "COUNTERS", json!({"followings": -1})).await;

    // Post counters as well, with votes for a choice that no one chose.
    let [first, second] = posts.map(|post| format!("POST#{post}"));
    rows.change(&first, "POST#COUNTERS", json!({"count_votes": 0, "count_followers": 9, "count_views": -2})).await;
    let poll = rows.get(&second, "POST#POLL").await.expect("a poll");
    let choices: Vec<String> =
        poll["choices"].as_array().unwrap().iter().map(|choice| format!("count_choice_{}", choice["id"])).collect();
    let [chosen, other] = &choices[..] else { panic!("{choices:?}") };
    let mut counters = rows.get(&second, "POST#COUNTERS").await.expect("counters");
    let attributes = counters.as_object_mut().unwrap();
    attributes.remove(chosen);
    attributes.insert(other.clone(), json!(5));
    rows.put(&second, "POST#COUNTERS", counters).await;

    // Edges from or to users that do not exist or are soft-deleted.
    let [a, b, e] = [ann, ben, eve].map(|person| person.id.get());
    let edges = [("FOLLOW", a, GHOST), ("FOLLOW", GHOST, b), ("FOLLOW", a, e), ("FOLLOW", e, b)];
    let hides = [("HIDE", b, GHOST), ("HIDE", GHOST, a), ("HIDE", e, b), ("FOLLOW", OTHER_GHOST, GHOST)];
    for (number, (kind, from, to)) in (0..).zip(edges.into_iter().chain(hides)) {
        let (pk, sk, attributes) = edge(kind, from, to, number);
        rows.put(&pk, &sk, attributes).await;
    }

    // Words of no user or of another user's name, and missing words. The users differ, because a user with both a
    // missing and a surplus word needs only one repair, wherever the two rows are.
    rows.put("T#gh", &format!("ghost#{GHOST}"), json!({})).await;
    rows.put("T#zo", &format!("zora#{}", dan.id), json!({})).await;
    rows.put("T#ev", &format!("eve#{e}"), json!({})).await;
    rows.delete("T#le", &format!("lee#{a}")).await;
    rows.delete("T#o", &format!("o#{b}")).await;

    // Rows of a user that does not exist, including kinds that are not known yet.
    for sk in ["ACCOUNT#AUTH", "ACCOUNT#PASSWORD", "SETTINGS", "GAME#7", "NOTE#00001", "AVATAR#1", "ANYTHING AT ALL"] {
        rows.put(&user(GHOST), sk, json!({"x": 1})).await;
    }
    rows.put(&user(779), "COUNTERS", json!({"followers": 3})).await;
    rows.put("NAME#ghost", "USERNAME", json!({"id": GHOST})).await;
    rows.put("NAME#ghost@example.org", "EMAIL", json!({"id": GHOST})).await;

    // Rows that DynamoDB has not expired in time.
    let long_ago = json!({"ends": now - 300_000, "expires": now - 300_000, "total": 3});
    rows.put("THROTTLE#LOGIN#0123", "THROTTLE", long_ago.clone()).await;
    rows.put(&user(ann.id), "LOGINS#1", long_ago.clone()).await;
    rows.put(&user(780), "COUNTERS", json!({"followers": 0, "expires": now - 300_000})).await;

    community.discard_records().await;
    [
        // Including Eve's: an edge to her and one from her were never counted.
        (Repair::Counters, 5),
        (Repair::PostCounters, 2),
        (Repair::Names, 5),
        (Repair::Edges, 8),
        (Repair::Orphans, 8),
        (Repair::Claims, 2),
        (Repair::Expired, 3),
    ]
    .into_iter()
    .map(|(repair, count)| (repair, (count, count)))
    .collect()
}

/// Adds rows that look damaged and must be left alone.
async fn add_unrelated_rows(community: &Community) {
    let rows = community.app.rows();
    let now = community.app.state.clock.now().as_second();
    // Expired so recently that DynamoDB may still delete it, and not expired.
    rows.put("THROTTLE#LOGIN#4567", "THROTTLE", json!({"ends": now - 60, "expires": now - 60, "total": 1})).await;
    rows.put(&user(community.ben.id), "LOGINS#2", json!({"total": 1, "expires": now + 60})).await;
    // A user whose rows are being cleaned up.
    rows.put(&user(900), "SWEEP", json!({"all": true, "part": 1})).await;
    rows.put(&user(900), "COUNTERS", json!({"followers": 5, "expires": now + 100_000})).await;
    // Unknown kinds of items, and an unreadable profile with the other rows of its user.
    rows.put("P#1#2", "FRIENDSHIP", json!({"x": 1})).await;
    rows.put("SOMETHING", "ELSE", json!({"x": 1})).await;
    rows.put("POST#903", "POST", json!({"x": 1})).await;
    rows.put("POST#903", "POST#COUNTERS", json!({"count_votes": 7})).await;
    rows.put(&user(901), "ACCOUNT#PROFILE", json!({"id": 901, "status": "a"})).await;
    rows.put(&user(901), "SETTINGS", json!({"x": 1})).await;
    rows.put("NAME#odd", "USERNAME", json!({"id": 901})).await;
    rows.put("T#od", "odd#901", json!({})).await;
    rows.put(&user(community.ann.id), "FOLLOW#902", json!({"from": "nobody"})).await;
    rows.put("T#xx", "without-a-number", json!({})).await;
    community.discard_records().await;
}

#[rstest]
#[case::one_slice(5_000)]
#[case::many_slices(17)]
#[tokio::test]
async fn one_walk_repairs_all_damage_and_the_next_finds_none(#[case] rows: usize) {
    let community = Community::new().await;
    add_unrelated_rows(&community).await;
    let healthy = community.rows().await;
    let expected = damage(&community).await;
    assert_ne!(community.rows().await, healthy);

    let janitor = janitor(&community.app, PAUSE, rows);
    let found = janitor.run_all(false);
    let found = tallies(&found.await.expect("a walk"));
    let unrepaired: BTreeMap<_, _> = expected.iter().map(|(repair, (count, _))| (*repair, (*count, 0))).collect();
    if rows == 5_000 {
        assert_eq!(found, unrepaired, "a dry run repairs nothing");
    } else {
        // Counters that are wrong only because of a surplus edge are found in the edge's slice and in the user's.
        assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    }

    let report = beside_fanout(&community.app, POLL_INTERVAL, janitor.run_all(true)).await.expect("a walk");
    assert_eq!(tallies(&report), expected);
    let repaired = community.rows().await;
    for (key, row) in &healthy {
        assert_eq!(repaired.get(key), Some(row), "{key:?}");
    }
    let left: Vec<_> = repaired.keys().filter(|key| !healthy.contains_key(*key)).collect();
    assert!(left.is_empty(), "{left:?}");

    let again = beside_fanout(&community.app, POLL_INTERVAL, janitor.run_all(true)).await.expect("a walk");
    assert_eq!(tallies(&again), BTreeMap::new());
    assert!(again.is_clean());
    janitor.run().await.expect("a walk on schedule");
    assert_eq!(unused("janitor", &community.app.used_by("janitor")), []);
}

#[tokio::test]
async fn a_walk_over_a_healthy_table_changes_nothing() {
    let community = Community::new().await;
    let before = community.app.rows().all().await;
    let report = janitor(&community.app, PAUSE, 10).run_all(true).await.expect("a walk");
    assert!(report.is_clean(), "{report:?}");
    assert_eq!(report.rows, before.len() as u64);
    assert_eq!(community.app.rows().all().await, before);
}
