//! `/api/v2/media/`: pictures and links for posts.

mod change;
mod chunks;
mod click;
mod create;
mod held;
mod posts;
mod removal;

use std::time::Duration;

use serde_json::{Value, json};
use shared::runtime::config::Config;
use tests::{App, Request, Routes as _, TestResponse, TestUser, config, pictures};

pub const PATH: &str = "/api/v2/media/";

/// A community without media of the host application.
pub async fn community() -> App {
    // Tokens outlive unused media.
    let token_lifetime = Duration::from_secs(7 * 24 * 60 * 60);
    App::with(Config { foreign_media: false, token_lifetime, ..config() }).await
}

/// A request that uploads a picture.
pub fn send(user: &TestUser, picture: &[u8]) -> Request {
    user.post(PATH).multipart(&[], &[("image", "a.png", picture)])
}

/// Adds a picture.
pub async fn picture(user: &TestUser) -> Value {
    send(user, &pictures::png(30, 20)).await.expect(201).json()
}

/// Adds a link.
pub async fn link(user: &TestUser, url: &str) -> Value {
    user.post(PATH).json(&json!({"type": "url", "url": url})).await.expect(201).json()
}

/// The path of a media.
pub fn path(media: &Value) -> String {
    format!("{PATH}{}/", media["id"])
}

/// Fetches the file at a URL.
pub async fn file(app: &App, url: &Value) -> TestResponse {
    let url = url.as_str().unwrap();
    app.get(url.strip_prefix("http://kith.test").unwrap_or_else(|| panic!("{url}"))).await
}

/// How many files of pictures a user has.
pub async fn files(app: &App, user: &TestUser) -> usize {
    app.state.media.names_of(user.id).await.unwrap().len()
}
