//! `GET /api/v2/moderation/contribution/`, `PATCH .../{id}/`, `GET .../{id}/status/`, `GET .../{id}/flag/`

mod decisions;
mod filters;
mod notices;
mod queue;
mod refusals;

use serde_json::{Value, json};
use tests::{Request, Routes as _, TestUser};

use crate::api::v2::comment::{comment, reply};
use crate::api::v2::post::publish_text;

pub const QUEUE: &str = "/api/v2/moderation/contribution/";

/// A contribution: its type, its id and its path.
pub type Target = (&'static str, u64, String);

/// A discussion, a post, a comment on it, and a reply to that.
pub async fn targets(author: &TestUser) -> [Target; 4] {
    let body = json!({"title": "Summits", "text": "Rude words"});
    let discussion = author.post("/api/v2/discussion/").json(&body).await.expect(201).json()["id"].as_u64().unwrap();
    let post = publish_text(author, "Rude words").await;
    let top = comment(author, post, "Rude words").await;
    let nested = reply(author, post, top, "Rude words").await;
    [("discussion", discussion), ("post", post), ("comment", top), ("comment", nested)]
        .map(|(kind, id)| (kind, id, format!("/api/v2/{kind}/{id}/")))
}

pub fn decide(by: &TestUser, (kind, id, _): &Target, action: &str, reason: Value) -> Request {
    let mut body = json!({"contribution_type": kind, "action": action, "moderation_type": reason});
    if body["moderation_type"].is_null() {
        body.as_object_mut().unwrap().remove("moderation_type");
    }
    by.patch(&format!("{QUEUE}{id}/")).json(&body)
}

pub async fn status(by: &TestUser, (kind, id, _): &Target) -> Value {
    by.get(&format!("{QUEUE}{id}/status/?contribution_type={kind}")).await.expect(200).json()
}

pub async fn flag(by: &TestUser, (_, _, path): &Target, flag_type: i8) {
    by.put(&format!("{path}flag/")).json(&json!({"flag_type": flag_type})).await.expect(204);
}

/// The ids in the queue and their flags.
pub async fn queue(by: &TestUser, query: &str) -> Vec<(u64, u64)> {
    let page = by.get(&format!("{QUEUE}{query}")).await.expect(200).json();
    let results = page["results"].as_array().unwrap();
    assert!(page["next"] != json!(null) || page["count"].as_u64().unwrap() >= results.len() as u64);
    let row = |one: &Value| (one["contribution"]["id"].as_u64().unwrap(), one["flag_count"].as_u64().unwrap());
    results.iter().map(row).collect()
}

pub async fn notified(user: &TestUser) -> Vec<Value> {
    let page = user.get("/api/v2/user/me/notifications/").await.expect(200).json();
    let results = page["results"].as_array().unwrap().iter();
    let all = results.flat_map(|result| result["aggregated"].as_array().unwrap().clone());
    all.filter(|one| one["type"].as_str().unwrap().contains("_for_")).collect()
}
