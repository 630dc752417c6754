//! `/api/v2/notification/`, and helpers that cause and read notifications.

mod causes;
mod contributions;
mod deleted;
mod hidden;
mod list;
mod notify;
mod notify_input;
mod read;
mod read_many;
pub mod summaries;

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use shared::domain::{Edge, Id, Mode};
use shared::runtime::config::Config;
use tests::{App, Routes as _, TestUser, config};

/// The list of later API versions, which marks what it lists as seen.
pub const NOTIFICATIONS: &str = "/api/v2/notification/";
/// The list of the first API version, which marks nothing as seen.
pub const MY_NOTIFICATIONS: &str = "/api/v2/user/me/notifications/";
pub const READ: &str = "/api/v2/notification/read/";
pub const NOTIFY: &str = "/api/v2/notification/notify/";
pub const HOUR: Duration = Duration::from_secs(3_600);

/// A community with follows, early in an hour of the clock, so that the events of a test fall into that hour.
pub async fn early_in_an_hour() -> App {
    let app = App::with(Config { mode: Mode::Follow, ..config() }).await;
    let hour = HOUR.as_millis() as i64;
    let to_the_next = hour - app.state.clock.now().as_millisecond().rem_euclid(hour);
    app.state.clock.advance(Duration::from_millis(to_the_next as u64) + Duration::from_secs(60));
    app
}

/// Toggles a follow, with a later time than the one before.
pub async fn toggle(app: &App, from: &TestUser, to: &TestUser) {
    app.state.clock.advance(Duration::from_millis(2));
    from.post(&to.path("follow/")).await.expect(201);
}

/// Creates `count` followers directly in the store, oldest first.
pub async fn fans(app: &App, star: &TestUser, name: &str, count: usize) -> Vec<TestUser> {
    let mut fans = Vec::new();
    for n in 0..count {
        let fan = app.user(&format!("{name}-{n}")).await;
        app.state.clock.advance(Duration::from_millis(2));
        let edge = Edge { from: fan.id, to: star.id, id: Id::generate(app.state.clock.now()) };
        assert!(app.state.store.follows().create(edge).await.unwrap());
        fans.push(fan);
    }
    fans
}

/// Sends a custom notification on behalf of a user and lets events settle.
pub async fn notify_on_behalf(app: &App, staff: &TestUser, user: &TestUser, title: &str, to: &str) {
    app.state.clock.advance(Duration::from_millis(2));
    let body = json!({"user": user.id, "title": title, "recipients_type": to});
    staff.post(NOTIFY).json(&body).await.expect(204);
    app.settle().await;
}

/// The first page of a user's notifications; reading it marks nothing as seen.
pub async fn notifications(person: &TestUser) -> Value {
    person.get(&format!("{MY_NOTIFICATIONS}?limit=100")).await.expect(200).json()
}

/// The entries of all results of a page.
pub fn entries(page: &Value) -> Vec<Value> {
    let results = page["results"].as_array().unwrap();
    results.iter().flat_map(|result| result["aggregated"].as_array().unwrap()).cloned().collect()
}

/// The `sid` of each entry of a page.
pub fn sids(page: &Value) -> Vec<String> {
    entries(page).iter().map(|entry| entry["sid"].as_str().expect("a sid is text").to_owned()).collect()
}

/// The username of the user who caused each entry of a page.
pub fn causes(page: &Value) -> Vec<String> {
    let user = |entry: &Value| entry.get("follower").or(entry.get("user")).expect("a user")["username"].clone();
    entries(page).iter().map(|entry| user(entry).as_str().unwrap().to_owned()).collect()
}

/// The ids of a user's unseen notifications, newest first. Asserts that the three endpoints agree.
pub async fn unseen(person: &TestUser) -> Vec<String> {
    let body = person.get("/api/v2/user/me/notifications/unseen/").await.expect(200).json();
    assert_eq!(body, person.get("/api/v2/user/me/unseen/").await.expect(200).json());
    let ids: Vec<_> = body["unseen"].as_array().unwrap().iter().map(|one| one["id"].as_u64().unwrap()).collect();
    assert_eq!(
        body,
        json!({
            "unseen": ids.iter().map(|id| json!({"id": id})).collect::<Vec<_>>(), "total": ids.len(),
        })
    );
    let count = person.get("/api/v2/notification/unseen/count/").await.expect(200).json();
    assert_eq!(count, json!({"count": ids.len()}));
    ids.into_iter().map(|id| id.to_string()).collect()
}

/// As [`unseen`], and asserts that exactly these are new on the first page.
pub async fn consistent_unseen(person: &TestUser) -> Vec<String> {
    let shown = entries(&notifications(person).await);
    let new = shown.iter().filter(|entry| entry["is_new"] == true).map(|entry| entry["sid"].as_str().unwrap());
    let unseen = unseen(person).await;
    assert_eq!(new.collect::<BTreeSet<_>>(), unseen.iter().map(String::as_str).collect());
    unseen
}
