//! Numbers of posts: what only lags is left alone, what is wrong is put right, and nothing else is touched.

use std::time::Duration;

use janitor::{Finding, Repair};
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Person, Routes as _};

use crate::delivery::Stream;
use crate::janitor::walks::{janitor, tallies};

const ROWS: usize = 5_000;

struct PostWithCounters {
    app: App,
    author: Person,
    fan: Person,
    id: u64,
    choices: [u64; 2],
}

impl PostWithCounters {
    async fn new() -> Self {
        let app = App::new().await;
        let (author, fan) = (app.member("author").await, app.member("fan").await);
        let poll = json!({"title": "?", "choices": [{"choice": "a"}, {"choice": "b"}]});
        let post = author.post("/api/v2/post/").json(&json!({"text": "x", "poll": poll})).await.expect(201).json();
        app.settle().await;
        let choices = [0, 1].map(|n| post["poll"]["choices"][n]["id"].as_u64().unwrap());
        Self { app, author, fan, id: post["id"].as_u64().unwrap(), choices }
    }

    fn path(&self, rest: &str) -> String {
        format!("/api/v2/post/{}/{rest}", self.id)
    }

    /// Does everything that is counted.
    async fn act(&self) {
        self.fan.post(&self.path("vote/")).await.expect(204);
        self.fan.post(&self.path("follow/")).await.expect(204);
        self.fan.post(&self.path("poll/vote/")).json(&json!({"choice": self.choices[1]})).await.expect(204);
        self.fan.post("/api/v2/user/me/markseen/").json(&json!({"posts": [self.id]})).await.expect(201);
    }

    async fn numbers(&self) -> Value {
        let post = self.app.get(&self.path("")).await.expect(200).json();
        let choice = |n: usize| post["poll"]["choices"][n]["count_votes"].clone();
        json!([post["score"], post["followers"], post["view_count"], choice(0), choice(1)])
    }

    async fn damage(&self, attributes: Value) {
        self.app.rows().change(&format!("POST#{}", self.id), "POST", attributes).await;
    }
}

fn kinds(found: &[Finding]) -> Vec<Repair> {
    found.iter().map(Finding::repair).collect()
}

#[tokio::test]
async fn what_lags_at_the_first_look_and_not_at_the_second_is_left_alone() {
    let posted = PostWithCounters::new().await;
    let janitor = janitor(&posted.app, Duration::ZERO, ROWS);
    posted.act().await;
    let suspicion = janitor.suspect(&janitor.slice(None).await.unwrap()).await.unwrap();
    posted.app.settle().await;
    assert!(janitor.confirm(suspicion).await.unwrap().is_empty());
    assert_eq!(posted.numbers().await, json!([1, 1, 1, 0, 1]));
    assert!(janitor.run_all(true).await.unwrap().is_clean());
}

#[rstest]
#[case::votes("count_votes")]
#[case::followers("count_followers")]
#[case::views("count_views")]
#[case::a_choice("count_choice_")]
#[tokio::test]
async fn each_number_is_put_right_and_a_replay_after_that_changes_nothing(#[case] name: &str) {
    let posted = PostWithCounters::new().await;
    posted.act().await;
    let mut stream = Stream::new(&posted.app, 1);
    stream.drain().await;
    let name = if name.ends_with('_') { format!("{name}{}", posted.choices[0]) } else { name.to_owned() };
    for wrong in [0, 7, -3] {
        posted.damage(json!({ name.as_str(): wrong })).await;
        let report = janitor(&posted.app, Duration::ZERO, ROWS).run_all(true).await.unwrap();
        // Nobody has chosen that choice: of it zero is right.
        let expected = u64::from(!(name.starts_with("count_choice") && wrong == 0));
        assert_eq!(tallies(&report).get(&Repair::PostCounters).copied().unwrap_or_default(), (expected, expected));
        assert_eq!(posted.numbers().await, json!([1, 1, 1, 0, 1]), "{name} {wrong}");
    }
    stream.replay().await;
    assert_eq!(posted.numbers().await, json!([1, 1, 1, 0, 1]));
}

#[tokio::test]
async fn what_is_counted_before_the_repair_is_not_overwritten_and_an_edit_is_not_lost() {
    let posted = PostWithCounters::new().await;
    let janitor = janitor(&posted.app, Duration::ZERO, ROWS);
    posted.damage(json!({"count_votes": 4})).await;
    let suspicion = janitor.suspect(&janitor.slice(None).await.unwrap()).await.unwrap();
    let found = janitor.confirm(suspicion).await.unwrap();
    assert_eq!(kinds(&found), [Repair::PostCounters]);
    posted.fan.post(&posted.path("vote/")).await.expect(204);
    posted.app.settle().await;
    let report = janitor.put_right(found).await;
    assert_eq!(tallies(&report), [(Repair::PostCounters, (1, 0))].into(), "refused, and no failure");
    assert_eq!(posted.numbers().await[0], 5);

    let suspicion = janitor.suspect(&janitor.slice(None).await.unwrap()).await.unwrap();
    let found = janitor.confirm(suspicion).await.unwrap();
    posted.author.put(&posted.path("")).json(&json!({"text": "edited"})).await.expect(200);
    assert_eq!(tallies(&janitor.put_right(found).await), [(Repair::PostCounters, (1, 1))].into());
    assert_eq!(posted.numbers().await[0], 1);
    assert_eq!(posted.app.get(&posted.path("")).await.expect(200).json()["summary"], "edited");
}

#[tokio::test]
async fn a_post_that_is_deleted_meanwhile_stays_deleted() {
    let posted = PostWithCounters::new().await;
    let janitor = janitor(&posted.app, Duration::ZERO, ROWS);
    posted.damage(json!({"count_votes": 4})).await;
    let suspicion = janitor.suspect(&janitor.slice(None).await.unwrap()).await.unwrap();
    let found = janitor.confirm(suspicion).await.unwrap();
    posted.author.delete(&posted.path("")).await.expect(204);
    assert_eq!(tallies(&janitor.put_right(found).await), [(Repair::PostCounters, (1, 0))].into());
    posted.app.settle().await;
    assert!(posted.app.rows().get(&format!("POST#{}", posted.id), "POST").await.is_none());
}

/// What an author has published is counted from the index, page by page of it.
#[tokio::test]
async fn what_a_user_has_published_is_counted_by_kind() {
    let app = App::new().await;
    let author = app.member("author").await;
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
