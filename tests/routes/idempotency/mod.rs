//! `Idempotency-Key`: creations that a client repeats (`docs/api/common.md`, "Idempotency keys").

mod claims;
mod concurrent;
mod keys;
mod openapi;
mod replays;

use serde_json::{Value, json};
use tests::{App, Request, Routes as _, TestUser, new_folder, pictures};

/// A community with a caller who may create everything.
struct Fixtures {
    app: App,
    root: TestUser,
    post: u64,
}

/// An operation that creates something.
struct Creation {
    route: &'static str,
    status: u16,
    /// A request for the object number `n`: each number has another body.
    request: fn(&Fixtures, u32) -> Request,
    /// The fields of the response that differ in a repetition, because they are secret and made again.
    secret: &'static [&'static str],
    /// The most write units of a repetition: a registration begins another session, which makes its address known.
    replay_wcu: f64,
}

impl Fixtures {
    async fn new() -> Self {
        let app = App::new().await;
        let root = app.superuser("root").await;
        let post = root.post("/api/v2/post/").json(&json!({"text": "First."})).await.expect(201).json();
        // Its game is known from then on.
        let entry = json!({"game": {"igdb": "7", "name": "Celeste"}, "date": "2026-01-30"});
        root.post("/api/actions/journal/").json(&entry).await.expect(200);
        Self { app, root, post: post["id"].as_u64().unwrap() }
    }

    /// The keys of all rows but those of idempotency keys and sessions.
    async fn objects(&self) -> Vec<(String, String)> {
        let rows = self.app.rows().all().await.into_keys();
        let of_a_login = |sk: &str| sk.starts_with("SESSION") || sk == "ACCOUNT#ADDRESSES";
        rows.filter(|(pk, sk)| !pk.starts_with("IDEMPOTENCY") && !of_a_login(sk)).collect()
    }
}

impl Creation {
    /// A request for the object number `n` under a key.
    fn keyed(&self, fixtures: &Fixtures, key: &str, n: u32) -> Request {
        (self.request)(fixtures, n).header("idempotency-key", key)
    }

    /// The body of a response without its secrets.
    fn comparable(&self, body: &str) -> Value {
        let mut body: Value = if body.is_empty() { Value::Null } else { serde_json::from_str(body).unwrap() };
        for field in self.secret {
            body.as_object_mut().unwrap().remove(*field).unwrap();
        }
        body
    }
}

const fn creation(route: &'static str, status: u16, request: fn(&Fixtures, u32) -> Request) -> Creation {
    Creation { route, status, request, secret: &[], replay_wcu: 0.0 }
}

static CREATIONS: [Creation; 12] = [
    Creation {
        secret: &["token"],
        replay_wcu: 2.0,
        ..creation("POST /api/users/register/", 200, |f, n| {
            let name = format!("new_{n}");
            let email = format!("{name}@example.org");
            let body = json!({"username": name, "email": email, "password": TestUser::PASSWORD});
            f.app.post("/api/users/register/").json(&body)
        })
    },
    creation("POST /api/v2/account/create/", 201, |f, n| {
        let name = format!("hired_{n}");
        let email = format!("{name}@example.org");
        let body = json!({"username": name, "email": email, "password": TestUser::PASSWORD});
        f.root.post("/api/v2/account/create/").json(&body)
    }),
    creation("POST /users/", 200, |f, n| {
        f.app.create_directory_user(&f.root, &json!({"username": format!("made_{n}"), "first_name": "Ada"}))
    }),
    creation("POST /folders/", 201, |f, n| {
        f.root.post("/folders/").json_api(&new_folder(f.root.home(), &format!("letters {n}")))
    }),
    creation("POST /api/v2/post/", 201, |f, n| {
        f.root.post("/api/v2/post/").form(&[("text", format!("Number {n}.").as_str())])
    }),
    creation("POST /api/v2/discussion/", 201, |f, n| {
        let poll = json!({"title": "?", "choices": [{"choice": "a"}, {"choice": format!("b {n}")}]});
        f.root.post("/api/v2/discussion/").json(&json!({"title": "Summits", "text": "Which?", "poll": poll}))
    }),
    creation("POST /api/v2/comment/", 201, |f, n| {
        f.root.post("/api/v2/comment/").json(&json!({"post": f.post, "text": format!("Number {n}.")}))
    }),
    creation("POST /api/v2/notification/notify/", 204, |f, n| {
        f.root.post("/api/v2/notification/notify/").json(&json!({"user": f.root.id, "title": format!("News {n}")}))
    }),
    creation("POST /api/actions/journal/", 200, |f, n| {
        let game = json!({"igdb": "7", "name": "Celeste"});
        let body = json!({"game": game, "date": "2026-01-31", "review": format!("Number {n}.")});
        f.root.post("/api/actions/journal/").json(&body)
    }),
    creation("POST /api/v2/user/avatar/", 201, |f, n| {
        f.root.post("/api/v2/user/avatar/").multipart(&[], &[("avatar", "a.png", &pictures::png(8 + n, 8))])
    }),
    creation("POST /api/v2/media/", 201, |f, n| {
        f.root.post("/api/v2/media/").multipart(&[], &[("image", "a.png", &pictures::png(8 + n, 8))])
    }),
    Creation {
        secret: &["url", "expires"],
        ..creation("POST /api/v2/user/avatar/upload/", 201, |f, n| {
            f.root.post("/api/v2/user/avatar/upload/").json(&json!({"size": 1 + n}))
        })
    },
];

/// The creation of this route.
fn creation_of(route: &str) -> &'static Creation {
    CREATIONS.iter().find(|creation| creation.route == route).expect("a creation")
}

/// The creations by which the three dialects are tested where one of each is enough.
fn one_of_each_dialect() -> impl Iterator<Item = &'static Creation> {
    ["POST /api/v2/post/", "POST /api/users/register/", "POST /folders/"].into_iter().map(creation_of)
}
