//! Counters of votes with a reaction, which are recounted from the votes.

use std::time::Duration;

use janitor::Repair;
use serde_json::{Value, json};
use shared::runtime::config::Config;
use tests::{App, Routes as _, config};

use crate::janitor::walks::{janitor, tallies};

const ROWS: usize = 5_000;

fn counts(shown: &Value) -> Vec<Value> {
    let counts = shown["reactions_count"].as_array().unwrap().iter();
    counts.map(|count| json!([count["reaction"]["label"], count["count"]])).collect()
}

#[tokio::test]
async fn wrong_counters_of_reactions_are_repaired_and_right_ones_left_alone() {
    let app = App::with(Config { reactions: "love,angry".parse().unwrap(), ..config() }).await;
    let author = app.user("author").await;
    let text = json!({"text": "Text"});
    let post = author.post("/api/v2/post/").json(&text).await.expect(201).json()["id"].as_u64().unwrap();
    let comment = json!({"post": post, "text": "Text"});
    let comment = author.post("/api/v2/comment/").json(&comment).await.expect(201).json()["id"].as_u64().unwrap();
    let paths = [format!("/api/v2/post/{post}/"), format!("/api/v2/comment/{comment}/")];
    for (n, reaction) in [1, 2, 2, 6].into_iter().enumerate() {
        let voter = app.user(&format!("voter-{n}")).await;
        for path in &paths {
            voter.post(&format!("{path}vote/?reaction=1")).await.expect(204);
            voter.put(&format!("{path}vote/?reaction={reaction}")).await.expect(204);
        }
    }
    app.settle().await;
    let right = [json!(["like", 1]), json!(["love", 2]), json!(["angry", 1])];
    let janitor = janitor(&app, Duration::ZERO, ROWS);
    assert!(janitor.run_all(true).await.unwrap().is_clean());
    let rows = app.rows();
    let comments = rows.all().await.into_iter().find(|((pk, _), _)| pk.starts_with("COMMENTS#"));
    let ((pk, sk), _) = comments.expect("the comment");
    for wrong in [json!({"count_reaction_2": 0}), json!({"count_reaction_3": 5, "count_reaction_6": -1})] {
        rows.change(&format!("POST#{post}"), "POST#COUNTERS", wrong.clone()).await;
        rows.change(&pk, &sk, wrong.clone()).await;
        let report = janitor.run_all(true).await.unwrap();
        assert_eq!(tallies(&report), [(Repair::PostCounters, (2, 2))].into(), "{wrong}");
        for path in &paths {
            assert_eq!(counts(&app.get(path).await.expect(200).json()), right, "{path} {wrong}");
        }
    }
}
