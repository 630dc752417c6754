//! The traffic: virtual users who mostly read, and sometimes follow, vote, publish and edit.

use std::sync::Arc;
use std::time::Instant;

use bench::Client;
use kith::seed::PASSWORD;
use kith::seed::population::username;
use rand::rngs::SmallRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};

use crate::measurements::Measurements;

/// How many users the requests are about.
const TARGETS: usize = 1_000;

/// The users who send requests, and the targets of their requests.
pub struct Population {
    targets: Arc<Targets>,
    logins: Vec<Login>,
}

/// A user who is logged in.
#[derive(Clone)]
struct Login {
    id: u64,
    token: String,
}

/// The users and posts that requests are about.
struct Targets {
    users: Vec<u64>,
    /// The paths of posts, with the choices of their polls.
    posts: Vec<(String, Vec<u64>)>,
}

/// A logged-in user with a connection.
pub struct VirtualUser {
    client: Client,
    id: u64,
    targets: Arc<Targets>,
    rng: SmallRng,
}

/// The declared route of a request, its method, path and body.
type Request = (&'static str, &'static str, String, Option<Value>);

impl Population {
    /// Logs in a seeded user for each connection, and reads the targets.
    pub fn prepare(base: &str, users: u64, connections: u64) -> Self {
        let anonymous = Client::anonymous(base);
        let log_in = |n: u64| {
            let body = json!({"username": username(n * users / connections), "password": PASSWORD});
            let response = anonymous.json("POST", "/api/users/login/", Some(&body));
            let token = response["token"].as_str().expect("a token").to_owned();
            Login { id: response["user"]["id"].as_u64().expect("an id"), token }
        };
        let logins: Vec<_> = (0..connections).map(log_in).collect();
        let targets = Targets::read(&Client::new(base, logins.first().map(|login| &*login.token)));
        println!("requests are about {} users and {} of their posts", targets.users.len(), targets.posts.len());
        Self { targets: Arc::new(targets), logins }
    }

    /// A virtual user for each connection. Each sends the same sequence of requests in every run.
    pub fn virtual_users(&self, base: &str) -> impl Iterator<Item = VirtualUser> {
        (0..).zip(&self.logins).map(move |(n, Login { id, token })| VirtualUser {
            client: Client::new(base, Some(token)),
            id: *id,
            targets: self.targets.clone(),
            rng: SmallRng::seed_from_u64(n),
        })
    }
}

impl Targets {
    /// Reads the newest users and their newest posts.
    fn read(client: &Client) -> Self {
        let (mut users, mut posts) = (Vec::new(), Vec::new());
        let mut path = "/api/v2/user/?limit=100&ordering=-id".to_owned();
        while users.len() < TARGETS {
            let page = client.json("GET", &path, None);
            let ids = page["results"].as_array().expect("users").iter().filter_map(|user| user["id"].as_u64());
            users.extend(ids);
            let Some(next) = page["next"].as_str() else { break };
            path = next[next.find("/api/").expect("a path")..].to_owned();
        }
        for user in &users {
            let page = client.json("GET", &format!("/api/v2/user/{user}/feed/?limit=5"), None);
            posts.extend(page["results"].as_array().expect("posts").iter().map(post));
        }
        Self { users, posts }
    }
}

/// The path of a post in a feed, and the choices of its poll.
fn post(entry: &Value) -> (String, Vec<u64>) {
    let kind = entry["type"].as_str().expect("a kind");
    let choices = entry["poll"]["choices"].as_array().map(Vec::as_slice).unwrap_or_default();
    let id = entry["id"].as_u64().expect("an id");
    (format!("/api/v2/{kind}/{id}/"), choices.iter().filter_map(|choice| choice["id"].as_u64()).collect())
}

impl VirtualUser {
    /// Sends the next request and records its response.
    pub fn send_request(&mut self, measurements: &mut Measurements) {
        let (route, method, path, body) = self.next_request();
        let start = Instant::now();
        let response = self.client.call(method, &path, body.as_ref());
        measurements.record(route, start.elapsed(), response);
    }

    fn next_request(&mut self) -> Request {
        let Self { id, targets, rng, .. } = self;
        let target = *targets.users.choose(rng).expect("users");
        let user = |rest: &str| format!("/api/v2/user/{target}/{rest}");
        let (post, choices) = targets.posts.choose(rng).expect("posts");
        let text = format!("Seen today, number {}.", rng.random::<u32>());
        match rng.random_range(0..100) {
            0..20 => ("GET /api/v2/user/{id}/", "GET", user(""), None),
            20..35 => ("GET /api/v2/feed/", "GET", "/api/v2/feed/".to_owned(), None),
            35..45 => ("GET /api/v2/user/{id}/feed/", "GET", user("feed/"), None),
            45..53 => ("GET /api/v2/user/{id}/followers/", "GET", user("followers/"), None),
            53..58 => ("GET /api/v2/user/", "GET", "/api/v2/user/".to_owned(), None),
            58..62 => ("GET /api/v2/user/search/", "GET", "/api/v2/user/search/?search=an".to_owned(), None),
            62..67 => ("GET /api/v2/user/me/notifications/", "GET", "/api/v2/user/me/notifications/".to_owned(), None),
            67..72 => ("GET /api/v2/user/{id}/is_followed/", "GET", user("is_followed/"), None),
            // Users cannot follow themselves.
            72..80 if target != *id => ("POST /api/v2/user/{id}/follow/", "POST", user("follow/"), Some(json!({}))),
            80..86 => ("POST /api/v2/{type}/{id}/vote/", "POST", format!("{post}vote/"), Some(json!({}))),
            86..89 => match choices.choose(rng) {
                Some(choice) => {
                    let body = json!({"choice": choice});
                    ("POST /api/v2/{type}/{id}/poll/vote/", "POST", format!("{post}poll/vote/"), Some(body))
                }
                None => ("GET /api/v2/{type}/{id}/", "GET", post.clone(), None),
            },
            89..93 => ("POST /api/v2/post/", "POST", "/api/v2/post/".to_owned(), Some(json!({"text": text}))),
            93..97 => {
                ("POST /api/v2/user/me/markseen/", "POST", "/api/v2/user/me/markseen/".to_owned(), Some(json!({})))
            }
            _ => {
                ("PATCH /api/v2/user/{id}/", "PATCH", format!("/api/v2/user/{id}/"), Some(json!({"description": text})))
            }
        }
    }
}
