//! Post counters: lagging ones are left alone, wrong ones are repaired, and nothing else changes.

use std::time::Duration;

use janitor::{Finding, Repair};
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use crate::delivery::Stream;
use crate::janitor::walks::{janitor, tallies};

const ROWS: usize = 5_000;

struct PostWithCounters {
    app: App,
    author: TestUser,
    fan: TestUser,
    id: u64,
    choices: [u64; 2],
}

impl PostWithCounters {
    async fn new() -> Self {
        let app = App::new().await;
        let (author, fan) = (app.user("author").await, app.user("fan").await);
        let poll = json!({"title": "?", "choices": [{"choice": "a"}, {"choice": "b"}]});
        let post = author.post("/api/v2/post/").json(&json!({"text": "x", "poll": poll})).await.expect(201).json();
        app.settle().await;
        let choices = [0, 1].map(|n| post["poll"]["choices"][n]["id"].as_u64().unwrap());
        Self { app, author, fan, id: post["id"].as_u64().unwrap(), choices }
    }

    fn path(&self, rest: &str) -> String {
        format!("/api/v2/post/{}/{rest}", self.id)
    }

    /// Performs every action that a post counts.
    async fn react(&self) {
        self.fan.post(&self.path("vote/")).await.expect(204);
        self.fan.post(&self.path("follow/")).await.expect(204);
        self.fan.post(&self.path("poll/vote/")).json(&json!({"choice": self.choices[1]})).await.expect(204);
        self.fan.post("/api/v2/user/me/markseen/").json(&json!({"posts": [self.id]})).await.expect(201);
    }

    async fn counters(&self) -> Value {
        let post = self.app.get(&self.path("")).await.expect(200).json();
        let choice = |n: usize| post["poll"]["choices"][n]["count_votes"].clone();
        json!([post["score"], post["followers"], post["view_count"], choice(0), choice(1)])
    }

    async fn damage(&self, attributes: Value) {
        self.app.rows().change(&format!("POST#{}", self.id), "POST#COUNTERS", attributes).await;
    }
}

fn kinds(found: &[Finding]) -> Vec<Repair> {
    found.iter().map(Finding::repair).collect()
}

#[tokio::test]
async fn a_lagging_counter_that_catches_up_before_the_second_pass_is_left_alone() {
    let post = PostWithCounters::new().await;
    let janitor = janitor(&post.app, Duration::ZERO, ROWS);
    post.react().await;
    let candidates = janitor.first_pass(&janitor.slice(None).await.unwrap()).await.unwrap();
    post.app.settle().await;
    assert!(janitor.second_pass(candidates).await.unwrap().is_empty());
    assert_eq!(post.counters().await, json!([1, 1, 1, 0, 1]));
    assert!(janitor.run_all(true).await.unwrap().is_clean());
}

#[rstest]
#[case::votes("count_votes")]
#[case::followers("count_followers")]
#[case::views("count_views")]
#[case::a_choice("count_choice_")]
#[tokio::test]
async fn each_counter_is_repaired_and_a_replay_afterwards_changes_nothing(#[case] name: &str) {
    let post = PostWithCounters::new().await;
    post.react().await;
    let mut stream = Stream::new(&post.app, 1);
    stream.drain().await;
    let name = if name.ends_with('_') { format!("{name}{}", post.choices[0]) } else { name.to_owned() };
    for wrong in [0, 7, -3] {
        post.damage(json!({ name.as_str(): wrong })).await;
        let report = janitor(&post.app, Duration::ZERO, ROWS).run_all(true).await.unwrap();
        // No one chose this choice, so zero is right.
        let expected = u64::from(!(name.starts_with("count_choice") && wrong == 0));
        assert_eq!(tallies(&report).get(&Repair::PostCounters).copied().unwrap_or_default(), (expected, expected));
        assert_eq!(post.counters().await, json!([1, 1, 1, 0, 1]), "{name} {wrong}");
    }
    stream.replay().await;
    assert_eq!(post.counters().await, json!([1, 1, 1, 0, 1]));
}

#[tokio::test]
async fn a_repair_overwrites_neither_a_newer_count_nor_an_edit() {
    let post = PostWithCounters::new().await;
    let janitor = janitor(&post.app, Duration::ZERO, ROWS);
    post.damage(json!({"count_votes": 4})).await;
    let candidates = janitor.first_pass(&janitor.slice(None).await.unwrap()).await.unwrap();
    let found = janitor.second_pass(candidates).await.unwrap();
    assert_eq!(kinds(&found), [Repair::PostCounters]);
    post.fan.post(&post.path("vote/")).await.expect(204);
    post.app.settle().await;
    let report = janitor.repair_all(found).await;
    assert_eq!(tallies(&report), [(Repair::PostCounters, (1, 0))].into(), "skipped, not failed");
    assert_eq!(post.counters().await[0], 5);

    let candidates = janitor.first_pass(&janitor.slice(None).await.unwrap()).await.unwrap();
    let found = janitor.second_pass(candidates).await.unwrap();
    post.author.put(&post.path("")).json(&json!({"text": "edited"})).await.expect(200);
    assert_eq!(tallies(&janitor.repair_all(found).await), [(Repair::PostCounters, (1, 1))].into());
    assert_eq!(post.counters().await[0], 1);
    assert_eq!(post.app.get(&post.path("")).await.expect(200).json()["summary"], "edited");
}

#[tokio::test]
async fn a_repair_does_not_restore_a_deleted_post() {
    let post = PostWithCounters::new().await;
    let janitor = janitor(&post.app, Duration::ZERO, ROWS);
    post.damage(json!({"count_votes": 4})).await;
    let candidates = janitor.first_pass(&janitor.slice(None).await.unwrap()).await.unwrap();
    let found = janitor.second_pass(candidates).await.unwrap();
    post.author.delete(&post.path("")).await.expect(204);
    assert_eq!(tallies(&janitor.repair_all(found).await), [(Repair::PostCounters, (1, 0))].into());
    post.app.settle().await;
    let partition = format!("POST#{}", post.id);
    assert!(post.app.rows().get(&partition, "POST").await.is_none());
    assert!(post.app.rows().get(&partition, "POST#POLL").await.is_none());
}

/// A user's posts are counted from the index of the author's posts.
#[tokio::test]
async fn a_users_posts_discussions_and_polls_are_recounted() {
    let app = App::new().await;
    let author = app.user("author").await;
    let poll = json!({"title": "?", "choices": [{"choice": "a"}, {"choice": "b"}]});
    for (kind, poll) in [("post", None), ("post", Some(&poll)), ("discussion", Some(&poll)), ("discussion", None)] {
        let body = json!({"title": "T", "text": "x", "poll": poll});
        author.post(&format!("/api/v2/{kind}/")).json(&body).await.expect(201);
    }
    author.post("/api/v2/post/").json(&json!({"text": "x"})).await.expect(201);
    app.settle().await;
    let janitor = janitor(&app, Duration::ZERO, ROWS);
    assert!(janitor.run_all(true).await.unwrap().is_clean());
    let wrong = json!({"posts": 1, "discussions": 0, "polls": 9});
    app.rows().change(&format!("U#{}", author.id), "COUNTERS", wrong).await;
    assert_eq!(tallies(&janitor.run_all(true).await.unwrap()), [(Repair::Counters, (1, 1))].into());
    let counters = app.get(&author.path("counters/")).await.expect(200).json();
    assert_eq!(json!([counters["posts"], counters["discussions"], counters["polls"]]), json!([3, 2, 2]));
}
