//! Counters of comments: wrong ones are repaired, and nothing else changes.

use std::time::Duration;

use janitor::Repair;
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use crate::delivery::Stream;
use crate::janitor::walks::{janitor, tallies};

const ROWS: usize = 5_000;

struct Thread {
    app: App,
    post: u64,
    comment: u64,
}

async fn write(author: &TestUser, body: Value) -> u64 {
    author.post("/api/v2/comment/").json(&body).await.expect(201).json()["id"].as_u64().unwrap()
}

impl Thread {
    /// Two comments, one of them a blank, with a reply each; and a vote.
    async fn new() -> Self {
        let app = App::new().await;
        let (author, fan) = (app.user("author").await, app.user("fan").await);
        let post = author.post("/api/v2/post/").json(&json!({"text": "x"})).await.expect(201).json();
        let post = post["id"].as_u64().unwrap();
        let mut comments = Vec::new();
        for text in ["kept", "deleted"] {
            let comment = write(&author, json!({"post": post, "text": text})).await;
            write(&fan, json!({"post": post, "parent": comment, "text": "reply"})).await;
            comments.push(comment);
        }
        author.delete(&format!("/api/v2/comment/{}/", comments[1])).await.expect(204);
        fan.post(&format!("/api/v2/comment/{}/vote/", comments[0])).await.expect(204);
        Self { app, post, comment: comments[0] }
    }

    async fn counters(&self) -> Value {
        let post = self.app.get(&format!("/api/v2/post/{}/", self.post)).await.expect(200).json();
        let page = self.app.get(&format!("/api/v2/comment/?post={}", self.post)).await.expect(200).json();
        let comment = self.app.get(&format!("/api/v2/comment/{}/", self.comment)).await.expect(200).json();
        json!([post["comment_count"], page["count"], comment["vote_count"], comment["comment_count"]])
    }

    /// The key of the comment, which is in one of four partitions.
    async fn key(&self) -> (String, String) {
        let sort = format!("COMMENT#{:016}", self.comment);
        let all = self.app.rows().all().await;
        all.into_keys().find(|(pk, sk)| pk.starts_with("COMMENTS#") && *sk == sort).unwrap()
    }
}

#[rstest]
#[case::comments(None, "count_comments")]
#[case::top_comments(None, "count_top_comments")]
#[case::votes(Some(()), "count_votes")]
#[case::replies(Some(()), "count_replies")]
#[tokio::test]
async fn each_counter_is_repaired_and_a_replay_afterwards_changes_nothing(
    #[case] of_comment: Option<()>,
    #[case] name: &str,
) {
    let thread = Thread::new().await;
    let mut stream = Stream::new(&thread.app, 1);
    stream.drain().await;
    let right = json!([3, 2, 1, 1]);
    assert_eq!(thread.counters().await, right);
    assert!(janitor(&thread.app, Duration::ZERO, ROWS).run_all(true).await.unwrap().is_clean());
    let (pk, sk) = match of_comment {
        Some(()) => thread.key().await,
        None => (format!("POST#{}", thread.post), "POST#COUNTERS".to_owned()),
    };
    for wrong in [0, 7] {
        thread.app.rows().change(&pk, &sk, json!({ name: wrong })).await;
        let report = janitor(&thread.app, Duration::ZERO, ROWS).run_all(true).await.unwrap();
        assert_eq!(tallies(&report), [(Repair::PostCounters, (1, 1))].into(), "{name} {wrong}");
        assert_eq!(thread.counters().await, right, "{name} {wrong}");
    }
    stream.replay().await;
    assert_eq!(thread.counters().await, right);
}

#[tokio::test]
async fn wrong_newest_replies_and_blanks_without_replies_are_repaired() {
    let thread = Thread::new().await;
    thread.app.settle().await;
    let (pk, sk) = thread.key().await;
    let path = format!("/api/v2/comment/{}/", thread.comment);
    let right = thread.app.get(&path).await.expect(200).json();
    thread.app.rows().change(&pk, &sk, json!({"latest": []})).await;
    let report = janitor(&thread.app, Duration::ZERO, ROWS).run_all(true).await.unwrap();
    assert_eq!(tallies(&report), [(Repair::Threads, (1, 1))].into());
    assert_eq!(thread.app.get(&path).await.expect(200).json(), right);
    // A blank that was left behind.
    let (pk, blank) = (format!("COMMENTS#{}#0", thread.post), format!("COMMENT#{:016}", 4_096));
    let row = json!({"post": thread.post, "id": 4_096, "kind": "post", "author": 1, "notified": 1, "html": "x", "deleted": "2026-01-01T00:00:00Z"});
    thread.app.rows().put(&pk, &blank, row).await;
    let report = janitor(&thread.app, Duration::ZERO, ROWS).run_all(true).await.unwrap();
    assert_eq!(tallies(&report)[&Repair::Threads], (1, 1));
    assert!(thread.app.rows().get(&pk, &blank).await.is_none());
}
