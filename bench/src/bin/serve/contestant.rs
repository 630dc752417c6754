//! One build of `kith serve`, with a community of its own.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use bench::{Client, Kith, Server};
use kith::seed::PASSWORD;
use kith::seed::population::{is_deactivated, username};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::routes::{Route, Targets};

/// How many connections write before the lag is measured.
const WRITERS: usize = 32;
/// A server that used less than this share of a processor for [`SETTLING`] has derived all data.
const QUIET: f64 = 0.1;
const SETTLING: Duration = Duration::from_millis(250);
/// The longest wait for derived data.
pub const LAG_MAX: Duration = Duration::from_secs(300);

/// A running build.
pub struct Contestant {
    server: Server,
    users: Vec<User>,
    targets: Targets,
    /// Numbers the requests, so that rounds continue where the last one ended.
    next: AtomicUsize,
    _data: TempDir,
}

/// A user who is logged in, with a connection.
struct User {
    id: u64,
    client: Client,
}

/// What one round measured.
pub struct Round {
    requests: usize,
    sending: Duration,
    cpu: Duration,
}

impl Round {
    /// CPU time of the whole process for each request, in microseconds.
    pub fn cpu_micros(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e6 / self.requests as f64
    }

    /// Requests a second.
    pub fn rate(&self) -> f64 {
        self.requests as f64 / self.sending.as_secs_f64()
    }
}

impl Contestant {
    /// Seeds a community, derives its data, starts the server and logs users in.
    pub fn start(binary: PathBuf, users: u64, connections: usize) -> Self {
        let data = tempfile::tempdir().expect("a directory");
        let kith = Kith { binary, data: data.path().to_owned() };
        kith.run(&["seed", "--users", &users.to_string()]);
        // Without a running server, the command derives what is missing before it verifies everything.
        kith.run(&["reconcile", "--dry-run"]);
        let server = kith.serve();
        let names: Vec<String> = (0..users.min(1_000)).filter(|n| !is_deactivated(*n)).map(username).collect();
        let anonymous = Client::anonymous(server.base());
        let id = |name: &String| {
            let profile = anonymous.json("GET", &format!("/api/users/profile/{name}"), None);
            profile["id"].as_u64().expect("an id")
        };
        let ids = names.iter().map(id).collect();
        let name = |n| &names[n * names.len() / connections];
        let logins = (0..connections).map(|n| User::log_in(server.base(), name(n)));
        let users = logins.collect();
        let this = Self { server, users, targets: Targets { ids, names }, next: AtomicUsize::new(0), _data: data };
        this.settle();
        this
    }

    /// Sends requests over all connections for a while. The CPU time includes what the server derives from them.
    pub fn round(&self, route: &Route, duration: Duration) -> Round {
        let (cpu, start) = (self.server.cpu(), Instant::now());
        let requests = self.send(&self.users, route, start + duration);
        let sending = start.elapsed();
        if route.body.is_some() {
            self.settle();
        }
        Round { requests, sending, cpu: self.server.cpu() - cpu }
    }

    /// Writes over 32 connections for a while. Returns the number of writes, and how long after the last one its derived
    /// data were there. `None` if they are not there after [`LAG_MAX`].
    pub fn lag(&self, duration: Duration) -> (usize, Option<Duration>) {
        let base = self.server.base();
        let writers: Vec<_> = (0..WRITERS).map(|n| User::log_in(base, &self.targets.names[n])).collect();
        let route = crate::routes::ROUTES.iter().find(|route| route.name.ends_with("{id}/follow/")).expect("a route");
        let requests = self.send(&writers, route, Instant::now() + duration);
        // Events are processed in order, so the notification of one more event comes after all others.
        let [writer, reader] = &writers[..2] else { panic!("too few writers") };
        let post = writer.client.json("POST", "/api/v2/post/", Some(&json!({"text": "The last one."})));
        let end = Instant::now();
        let vote = format!("/api/v2/post/{}/vote/", post["id"]);
        reader.client.call("POST", &vote, Some(&json!({}))).expect("a response");
        while writer.client.json("GET", &format!("/api/v2/post/{}/", post["id"]), None)["vote_count"] != json!(1) {
            if end.elapsed() > LAG_MAX {
                return (requests, None);
            }
            thread::sleep(Duration::from_millis(5));
        }
        (requests, Some(end.elapsed()))
    }

    /// CPU time of the server so far.
    pub fn cpu(&self) -> Duration {
        self.server.cpu()
    }

    /// Stops the server.
    pub fn stop(self) {
        self.server.stop();
    }

    /// Sends requests over these users' connections until `end`, and returns their number.
    fn send(&self, users: &[User], route: &Route, end: Instant) -> usize {
        let method = if route.body.is_some() { "POST" } else { "GET" };
        let send = |user: &User| {
            let mut sent = 0;
            while Instant::now() < end {
                let n = self.next.fetch_add(1, Ordering::Relaxed);
                let body = route.body.map(|body| body(&self.targets, n));
                let response = user.client.call(method, &(route.path)(&self.targets, n), body.as_ref());
                let (status, text) = response.expect("a response");
                // Users cannot follow themselves.
                assert!((200..300).contains(&status) || user.is_target(&self.targets, n), "{status} {text}");
                sent += 1;
            }
            sent
        };
        thread::scope(|scope| {
            let threads: Vec<_> = users.iter().map(|user| scope.spawn(move || send(user))).collect();
            threads.into_iter().map(|thread| thread.join().expect("no panic")).sum()
        })
    }

    /// Waits until the server has derived all data.
    fn settle(&self) {
        loop {
            let before = self.server.cpu();
            thread::sleep(SETTLING);
            if (self.server.cpu() - before).as_secs_f64() < QUIET * SETTLING.as_secs_f64() {
                return;
            }
        }
    }
}

impl User {
    fn log_in(base: &str, name: &str) -> Self {
        let body = json!({"username": name, "password": PASSWORD});
        let response: Value = Client::anonymous(base).json("POST", "/api/users/login/", Some(&body));
        let token = response["token"].as_str().expect("a token");
        let client = Client::new(base, Some(token));
        Self { id: response["user"]["id"].as_u64().expect("an id"), client }
    }

    /// Whether the n-th request is about the user.
    fn is_target(&self, targets: &Targets, n: usize) -> bool {
        targets.ids[n % targets.ids.len()] == self.id
    }
}
