//! `/api/v2/comment/...`

mod contributors;
mod create;
mod deleted;
mod id;
mod list;
mod notifications;
mod votes;

use serde_json::{Value, json};
use tests::{Routes, TestUser};

pub const PATH: &str = "/api/v2/comment/";

/// Writes a comment on a post.
pub async fn comment(author: &TestUser, post: u64, text: &str) -> u64 {
    write(author, &json!({"post": post, "text": text})).await
}

/// Replies to a comment on a post.
pub async fn reply(author: &TestUser, post: u64, parent: u64, text: &str) -> u64 {
    write(author, &json!({"post": post, "parent": parent, "text": text})).await
}

async fn write(author: &TestUser, body: &Value) -> u64 {
    author.post(PATH).json(body).await.expect(201).json()["id"].as_u64().unwrap()
}

/// The comments on a post, as this caller sees them.
pub async fn comments_on(caller: &impl Routes, post: u64, params: &str) -> Vec<Value> {
    results(caller.get(&format!("{PATH}?post={post}{params}")).await.expect(200).json())
}

pub fn results(mut page: Value) -> Vec<Value> {
    page["results"].as_array_mut().unwrap().drain(..).collect()
}

/// The texts of comments.
pub fn texts(comments: &[Value]) -> Vec<&str> {
    comments.iter().map(|one| one["html"].as_str().unwrap()).collect()
}
