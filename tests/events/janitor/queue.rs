//! The queue of the moderators: entries that are missing, wrong or left are repaired, and nothing else changes.

use std::time::Duration;

use janitor::Repair;
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use crate::janitor::walks::{janitor, tallies};

const ROWS: usize = 5_000;

struct Flagged {
    app: App,
    staff: TestUser,
    post: u64,
    comment: u64,
}

impl Flagged {
    /// A post with two flags, and a comment with one, which staff have hidden.
    async fn new() -> Self {
        let app = App::new().await;
        let [author, a, b] = ["author", "fan-a", "fan-b"].map(|name| app.user(name));
        let (author, a, b) = futures::join!(author, a, b);
        let staff = app.staff("member-of-staff").await;
        let id = |made: Value| made["id"].as_u64().unwrap();
        let post = id(author.post("/api/v2/post/").json(&json!({"text": "x"})).await.expect(201).json());
        let body = json!({"post": post, "text": "y"});
        let comment = id(author.post("/api/v2/comment/").json(&body).await.expect(201).json());
        let spam = json!({"flag_type": 0});
        for by in [&a, &b] {
            by.post(&format!("/api/v2/post/{post}/flag/")).json(&spam).await.expect(204);
        }
        a.post(&format!("/api/v2/comment/{comment}/flag/")).json(&spam).await.expect(204);
        let hide = json!({"contribution_type": "comment", "action": "hide", "moderation_type": 0});
        staff.patch(&format!("/api/v2/moderation/contribution/{comment}/")).json(&hide).await.expect(204);
        app.settle().await;
        Self { app, staff, post, comment }
    }

    /// The ids and flags in each part of the queue.
    async fn queue(&self) -> Value {
        let mut queue = json!({});
        for status in ["open", "ignored", "hidden"] {
            let path = format!("/api/v2/moderation/contribution/?moderation_status={status}");
            let page = self.staff.get(&path).await.expect(200).json();
            let row = |one: &Value| json!([one["contribution"]["id"], one["flag_count"]]);
            queue[status] = page["results"].as_array().unwrap().iter().map(row).collect();
        }
        queue
    }

    fn expected(&self) -> Value {
        json!({"open": [[self.post, 2]], "ignored": [], "hidden": [[self.comment, 1]]})
    }
}

#[tokio::test]
async fn a_right_queue_is_left_alone() {
    let flagged = Flagged::new().await;
    assert_eq!(flagged.queue().await, flagged.expected());
    assert_eq!(tallies(&janitor(&flagged.app, Duration::ZERO, ROWS).run_all(true).await.unwrap()), [].into());
}

#[rstest]
#[case::lost(None)]
#[case::of_another_state(Some("FLAGGED#ignored"))]
#[tokio::test]
async fn a_wrong_entry_is_repaired(#[case] state: Option<&str>) {
    let flagged = Flagged::new().await;
    let rows = flagged.app.rows();
    for pk in [format!("POST#{}", flagged.post), format!("COMMENT#{}", flagged.comment)] {
        match state {
            None => rows.delete(&pk, "FLAGGED").await,
            Some(state) => {
                let sort = rows.all().await[&(pk.clone(), "FLAGGED".to_owned())]["GSI1SK"].clone();
                rows.put(&pk, "FLAGGED", json!({"GSI1PK": state, "GSI1SK": sort})).await;
            }
        }
    }
    assert_ne!(flagged.queue().await, flagged.expected());
    let janitor = janitor(&flagged.app, Duration::ZERO, ROWS);
    assert_eq!(tallies(&janitor.run_all(false).await.unwrap()), [(Repair::Queue, (2, 0))].into());
    assert_eq!(tallies(&janitor.run_all(true).await.unwrap()), [(Repair::Queue, (2, 2))].into());
    assert_eq!(flagged.queue().await, flagged.expected());
    assert_eq!(tallies(&janitor.run_all(true).await.unwrap()), [].into());
}

#[tokio::test]
async fn an_entry_that_is_left_of_a_deleted_post_is_removed() {
    let flagged = Flagged::new().await;
    let (pk, rows) = (format!("POST#{}", flagged.post), flagged.app.rows());
    let left = rows.all().await[&(pk.clone(), "FLAGGED".to_owned())].clone();
    flagged.staff.delete(&format!("/api/v2/post/{}/", flagged.post)).await.expect(204);
    flagged.app.settle().await;
    assert_eq!(flagged.queue().await["open"], json!([]));
    rows.put(&pk, "FLAGGED", json!({"GSI1PK": left["GSI1PK"], "GSI1SK": left["GSI1SK"]})).await;
    let janitor = janitor(&flagged.app, Duration::ZERO, ROWS);
    assert_eq!(tallies(&janitor.run_all(true).await.unwrap()), [(Repair::Queue, (1, 1))].into());
    assert!(!rows.all().await.contains_key(&(pk, "FLAGGED".to_owned())));
}
