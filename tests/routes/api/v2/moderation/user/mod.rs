//! `GET /api/v2/moderation/user/`, `PATCH .../{id}/`, `GET .../{id}/status/`, `GET .../{id}/flag/`

mod ban;
mod queue;
mod refusals;

use serde_json::{Value, json};
use tests::{Request, Routes, TestUser};

pub const QUEUE: &str = "/api/v2/moderation/user/";

/// Bans a user as the published client does, or lifts the ban.
pub fn decide(by: &impl Routes, user: &TestUser, query: &str, status: &str) -> Request {
    by.patch(&format!("{QUEUE}{}/{query}", user.id)).json(&json!({"status": status}))
}

pub async fn flag(by: &TestUser, user: &TestUser) {
    by.put(&user.path("flag/")).json(&json!({"flag_type": 1})).await.expect(204);
}

/// The names in the queue and their flags.
pub async fn queue(by: &impl Routes, query: &str) -> Vec<(String, u64)> {
    let page = by.get(&format!("{QUEUE}{query}")).await.expect(200).json();
    let row = |one: &Value| (one["username"].as_str().unwrap().to_owned(), one["flags_received"].as_u64().unwrap());
    page["results"].as_array().unwrap().iter().map(row).collect()
}

pub async fn status(by: &impl Routes, user: &TestUser) -> Value {
    by.get(&format!("{QUEUE}{}/status/", user.id)).await.expect(200).json()
}
