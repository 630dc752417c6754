//! The routes that are measured.

use serde_json::{Value, json};

/// The users whom requests are about.
pub struct Targets {
    /// Ids of users.
    pub ids: Vec<u64>,
    /// Their names, in the same order.
    pub names: Vec<String>,
}

/// A measured route. It is a `POST` if it has a body, and a `GET` otherwise.
pub struct Route {
    /// Its name in the table.
    pub name: &'static str,
    /// The path of the n-th request.
    pub path: fn(&Targets, usize) -> String,
    /// The body of the n-th request.
    pub body: Option<fn(&Targets, usize) -> Value>,
}

/// A user by id and by name, the caller, lists, a feed, and writes that data are derived from.
pub const ROUTES: [Route; 9] = [
    read("GET /api/v2/user/{id}/", |targets, n| format!("/api/v2/user/{}/", targets.id(n))),
    read("GET /api/users/profile/{username}", |targets, n| format!("/api/users/profile/{}", targets.name(n))),
    read("GET /api/users/user/", |_, _| "/api/users/user/".to_owned()),
    read("GET /api/v2/user/?limit=20", |_, _| "/api/v2/user/?limit=20".to_owned()),
    read("GET /api/v2/user/{id}/followers/", |targets, n| format!("/api/v2/user/{}/followers/", targets.id(n))),
    read("GET /api/v2/feed/", |_, _| "/api/v2/feed/".to_owned()),
    write(
        "POST /api/v2/user/{id}/follow/",
        |targets, n| format!("/api/v2/user/{}/follow/", targets.id(n)),
        |_, _| json!({}),
    ),
    write(
        "POST /api/users/follow/",
        |_, _| "/api/users/follow/".to_owned(),
        |targets, n| json!({"username": targets.name(n)}),
    ),
    write("POST /api/v2/post/", |_, _| "/api/v2/post/".to_owned(), |_, n| json!({"text": format!("Number {n}.")})),
];

const fn read(name: &'static str, path: fn(&Targets, usize) -> String) -> Route {
    Route { name, path, body: None }
}

const fn write(name: &'static str, path: fn(&Targets, usize) -> String, body: fn(&Targets, usize) -> Value) -> Route {
    Route { name, path, body: Some(body) }
}

impl Targets {
    fn id(&self, n: usize) -> u64 {
        self.ids[n % self.ids.len()]
    }

    fn name(&self, n: usize) -> &str {
        &self.names[n % self.names.len()]
    }
}
