//! What a crowd asks for: mostly to see, sometimes to say.

use std::sync::Arc;
use std::time::Instant;

use kith::people::username;
use rand::rngs::SmallRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};

use crate::caller::Caller;
use crate::figures::Figures;

/// Of everybody who was seeded.
const PASSWORD: &str = "kith-demo-password";
/// Users whom the traffic is about.
const KNOWN: usize = 1_000;

/// Who is there, and what they have published.
pub struct Crowd {
    scene: Arc<Scene>,
    members: Vec<Member>,
}

/// Somebody who visits.
#[derive(Clone)]
struct Member {
    id: u64,
    token: String,
}

struct Scene {
    users: Vec<u64>,
    /// Posts by their paths, with the choices of their polls.
    posts: Vec<(String, Vec<u64>)>,
}

/// Somebody with a connection.
pub struct Visitor {
    caller: Caller,
    id: u64,
    scene: Arc<Scene>,
    rng: SmallRng,
}

/// One request: the route as it was declared, the method, the path, and the body.
type Wish = (&'static str, &'static str, String, Option<Value>);

impl Crowd {
    /// Logs somebody in for each connection, and looks around.
    pub fn gather(base: &str, users: u64, connections: u64) -> Self {
        let anybody = Caller::new(base);
        let log_in = |n: u64| {
            let body = json!({"username": username(n * users / connections), "password": PASSWORD});
            let answer = anybody.json("POST", "/api/users/login/", Some(&body));
            let token = answer["token"].as_str().expect("a token").to_owned();
            Member { id: answer["user"]["id"].as_u64().expect("an id"), token }
        };
        let members: Vec<_> = (0..connections).map(log_in).collect();
        let scene = Scene::look(&Caller::with(base, members.first().map(|member| &*member.token)));
        println!("{} users and {} of their posts are looked at", scene.users.len(), scene.posts.len());
        Self { scene: Arc::new(scene), members }
    }

    /// A visitor for each connection: the same ones, with the same wishes, each time.
    pub fn visitors(&self, base: &str) -> impl Iterator<Item = Visitor> {
        (0..).zip(&self.members).map(move |(n, Member { id, token })| Visitor {
            caller: Caller::with(base, Some(token)),
            id: *id,
            scene: self.scene.clone(),
            rng: SmallRng::seed_from_u64(n),
        })
    }
}

impl Scene {
    /// The newest users, and their newest posts.
    fn look(caller: &Caller) -> Self {
        let (mut users, mut posts) = (Vec::new(), Vec::new());
        let mut path = "/api/v2/user/?limit=100&ordering=-id".to_owned();
        while users.len() < KNOWN {
            let page = caller.json("GET", &path, None);
            let ids = page["results"].as_array().expect("users").iter().filter_map(|user| user["id"].as_u64());
            users.extend(ids);
            let Some(next) = page["next"].as_str() else { break };
            path = next[next.find("/api/").expect("a path")..].to_owned();
        }
        for user in &users {
            let page = caller.json("GET", &format!("/api/v2/user/{user}/feed/?limit=5"), None);
            posts.extend(page["results"].as_array().expect("posts").iter().map(post));
        }
        Self { users, posts }
    }
}

/// The path of a post of a feed, and the choices of its poll.
fn post(entry: &Value) -> (String, Vec<u64>) {
    let kind = entry["type"].as_str().expect("a kind");
    let choices = entry["poll"]["choices"].as_array().map(Vec::as_slice).unwrap_or_default();
    let id = entry["id"].as_u64().expect("an id");
    (format!("/api/v2/{kind}/{id}/"), choices.iter().filter_map(|choice| choice["id"].as_u64()).collect())
}

impl Visitor {
    /// Makes one request, and notes how it went.
    pub fn call(&mut self, figures: &mut Figures) {
        let (route, method, path, body) = self.wish();
        let began = Instant::now();
        let answer = self.caller.call(method, &path, body.as_ref());
        figures.note(route, began.elapsed(), answer);
    }

    fn wish(&mut self) -> Wish {
        let Self { id, scene, rng, .. } = self;
        let someone = *scene.users.choose(rng).expect("users");
        let user = |rest: &str| format!("/api/v2/user/{someone}/{rest}");
        let (post, choices) = scene.posts.choose(rng).expect("posts");
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
            // Nobody follows themselves.
            72..80 if someone != *id => ("POST /api/v2/user/{id}/follow/", "POST", user("follow/"), Some(json!({}))),
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
