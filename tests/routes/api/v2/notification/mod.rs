//! What the tests of notifications share: how somebody comes to be told, and how what they are told is read.

mod causes;
mod deleted;
mod list;
mod notify;
mod notify_input;
mod read;

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use shared::domain::{Edge, Id, Mode};
use shared::runtime::config::Config;
use tests::{App, Person, Routes as _, config};

/// The list of the later versions, which marks as seen.
pub const LIST: &str = "/api/v2/notification/";
/// The list of the first version, which does not.
pub const MINE: &str = "/api/v2/user/me/notifications/";
pub const READ: &str = "/api/v2/notification/read/";
pub const NOTIFY: &str = "/api/v2/notification/notify/";
pub const HOUR: Duration = Duration::from_secs(3_600);

/// A community where people follow each other, early in an hour of the clock: what a test does is within that hour.
pub async fn early_in_an_hour() -> App {
    let app = App::with(Config { mode: Mode::Follow, ..config() }).await;
    let hour = HOUR.as_millis() as i64;
    let to_the_next = hour - app.state.clock.now().as_millisecond().rem_euclid(hour);
    app.state.clock.advance(Duration::from_millis(to_the_next as u64) + Duration::from_secs(60));
    app
}

/// A toggle of a follow, later by the clock than the one before.
pub async fn toggle(app: &App, from: &Person, to: &Person) {
    app.state.clock.advance(Duration::from_millis(2));
    from.post(&to.path("follow/")).await.expect(201);
}

/// As many new ones who follow somebody, the first one first; straight into the store.
pub async fn fans(app: &App, star: &Person, name: &str, count: usize) -> Vec<Person> {
    let mut fans = Vec::new();
    for n in 0..count {
        let fan = app.member(&format!("{name}-{n}")).await;
        app.state.clock.advance(Duration::from_millis(2));
        let edge = Edge { from: fan.id, to: star.id, id: Id::generate(app.state.clock.now()) };
        assert!(app.state.store.follows().create(edge).await.unwrap());
        fans.push(fan);
    }
    fans
}

/// Staff says something, and everybody concerned is told.
pub async fn say(app: &App, staff: &Person, user: &Person, title: &str, to: &str) {
    app.state.clock.advance(Duration::from_millis(2));
    let body = json!({"user": user.id, "title": title, "recipients_type": to});
    staff.post(NOTIFY).json(&body).await.expect(204);
    app.settle().await;
}

/// The first page of what somebody is told, which marks nothing as seen.
pub async fn mine(person: &Person) -> Value {
    person.get(&format!("{MINE}?limit=100")).await.expect(200).json()
}

/// The entries of a page's results.
pub fn entries(page: &Value) -> Vec<Value> {
    let results = page["results"].as_array().unwrap();
    results.iter().flat_map(|result| result["aggregated"].as_array().unwrap()).cloned().collect()
}

/// The `sid` of each entry of a page.
pub fn sids(page: &Value) -> Vec<String> {
    entries(page).iter().map(|entry| entry["sid"].as_str().expect("a sid is text").to_owned()).collect()
}

/// Who caused each entry of a page.
pub fn causes(page: &Value) -> Vec<String> {
    let user = |entry: &Value| entry.get("follower").or(entry.get("user")).expect("somebody")["username"].clone();
    entries(page).iter().map(|entry| user(entry).as_str().unwrap().to_owned()).collect()
}

/// What somebody has not seen yet, the newest first, as all that tell of it agree.
pub async fn unseen(person: &Person) -> Vec<String> {
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

/// That what is new of the first page is what somebody has not seen yet.
pub async fn agree(person: &Person) -> Vec<String> {
    let shown = entries(&mine(person).await);
    let new = shown.iter().filter(|entry| entry["is_new"] == true).map(|entry| entry["sid"].as_str().unwrap());
    let unseen = unseen(person).await;
    assert_eq!(new.collect::<BTreeSet<_>>(), unseen.iter().map(String::as_str).collect());
    unseen
}
