//! `/api/v2/post/` and `/api/v2/discussion/`, which follow the same rules unless a test says otherwise.

mod absent;
mod edit_races;
mod html;
mod id;
mod mentions;
mod poll;
mod poll_end;
mod publish;
mod reactions;
mod suspend;
mod text;
mod vote_reactions;

use serde_json::{Value, json};
use tests::{App, Routes, TestUser};

/// Publishes a post.
pub async fn publish(author: &TestUser, body: &Value) -> Value {
    author.post("/api/v2/post/").json(body).await.expect(201).json()
}

/// Publishes a post with this text and returns its id.
pub async fn publish_text(author: &TestUser, text: &str) -> u64 {
    publish(author, &json!({"text": text})).await["id"].as_u64().unwrap()
}

/// A post as this caller sees it.
pub async fn seen_by(caller: &impl Routes, id: u64) -> Value {
    caller.get(&format!("/api/v2/post/{id}/")).await.expect(200).json()
}

/// Publishes a post with a poll and returns its id and those of its choices.
pub async fn publish_poll(author: &TestUser, multiple: bool, choices: usize) -> (u64, Vec<u64>) {
    let choices: Vec<_> = (0..choices).map(|n| json!({"choice": format!("Choice {n}")})).collect();
    let poll = json!({"title": "Which?", "multiple_choices": multiple, "choices": choices});
    let post = publish(author, &json!({"text": "A question", "poll": poll})).await;
    let ids = post["poll"]["choices"].as_array().unwrap().iter().map(|choice| choice["id"].as_u64().unwrap());
    (post["id"].as_u64().unwrap(), ids.collect())
}

/// Creates users with these names.
pub async fn members<const N: usize>(app: &App, names: [&str; N]) -> [TestUser; N] {
    let mut members = Vec::new();
    for name in names {
        members.push(app.user(name).await);
    }
    members.try_into().unwrap_or_else(|_| unreachable!())
}
