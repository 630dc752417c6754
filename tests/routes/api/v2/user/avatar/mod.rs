//! `/api/v2/user/avatar/`

mod collection;
mod colours;
mod file_names;
mod processing;
mod races;
mod rejected;
mod throttle;
mod upload;

use serde_json::Value;
use shared::domain::{Avatar, FileName, Id};
use tests::{App, Request, Routes as _, TestResponse, TestUser};

pub const PATH: &str = "/api/v2/user/avatar/";

/// A request that uploads a picture as multipart.
pub fn send(person: &TestUser, picture: &[u8]) -> Request {
    person.post(PATH).multipart(&[], &[("avatar", "a.png", picture)])
}

/// All avatars of a user.
pub async fn list(person: &TestUser) -> Vec<Value> {
    let list = person.get(&format!("{PATH}?limit=100")).await.expect(200).json();
    let results = list["results"].as_array().unwrap().clone();
    assert_eq!(list["count"], results.len());
    results
}

/// Fetches the file at the URL of a picture.
pub async fn file(app: &App, url: &Value) -> TestResponse {
    let url = url.as_str().unwrap();
    app.get(url.strip_prefix("http://kith.test").unwrap_or_else(|| panic!("{url}"))).await
}

/// Adds avatars to a user's collection, directly in the store, until it has `count`.
pub async fn fill(app: &App, person: &TestUser, count: usize) {
    for n in list(person).await.len()..count {
        let id = Id::try_from(1_000 + n as u64).unwrap();
        let avatar = Avatar { id, file: FileName::new(person.id, id, &[], "png") };
        let avatars = app.state.store.avatars().get(person.id).await.unwrap();
        let add = |avatars: &mut shared::domain::Avatars| {
            avatars.add(avatar.clone()).map_err(|problem| shared::domain::Error::field("avatar", problem))
        };
        app.state.store.avatars().change(person.id, avatars, add).await.unwrap();
    }
}

/// Asserts that exactly one of a user's avatars is the primary, if there are any, and that it is the one others see.
pub async fn assert_consistent(app: &App, person: &TestUser) {
    let avatars = list(person).await;
    let primary: Vec<_> = avatars.iter().filter(|avatar| avatar["primary"] == true).collect();
    let seen = app.get(&person.path("")).await.expect(200).json()["avatar"].clone();
    if avatars.is_empty() {
        assert!(seen.as_str().unwrap().starts_with("https://www.gravatar.com/"), "{seen}");
    } else {
        assert_eq!(primary.len(), 1, "{avatars:?}");
        assert_eq!(primary[0]["avatar"], seen, "{avatars:?}");
    }
}
