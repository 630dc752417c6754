//! Measures the WebSockets of `kith serve`: what an open one costs, how long a notification takes to arrive, and whether
//! pushes at a rate arrive in order and without loss.
//!
//! `just bench-realtime`

#![allow(clippy::expect_used, clippy::panic, reason = "a broken measurement must fail")]
#![allow(clippy::disallowed_methods, reason = "the threads that announce run no async code")]

mod listener;

use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use bench::{Client, Kith, Server, milliseconds, percentile};
use clap::Parser;
use serde_json::{Value, json};

use crate::listener::{Arrival, Listener};

/// Sockets of each user, as many as are allowed.
const SOCKETS: usize = 10;
/// Threads that announce.
const THREADS: usize = 4;
/// How long the last pushes may take.
const PATIENCE: Duration = Duration::from_secs(20);
const PASSWORD: &str = "correct-horse";

#[derive(Parser)]
struct Arguments {
    /// Path of the kith binary
    #[arg(long, default_value = "target/release/kith")]
    binary: PathBuf,
    /// Number of users, each with ten sockets
    #[arg(long, default_value_t = 200)]
    users: usize,
    /// Number of follows whose arrival is timed
    #[arg(long, default_value_t = 200)]
    follows: usize,
    /// Pushes in a second
    #[arg(long, default_value_t = 1_000)]
    rate: usize,
    /// Duration of the pushes in seconds
    #[arg(long, default_value_t = 10)]
    seconds: usize,
}

/// A user with sockets.
struct User {
    id: u64,
    token: String,
}

fn main() {
    let Arguments { binary, users: count, follows, rate, seconds } = Arguments::parse();
    let data = tempfile::tempdir().expect("a directory");
    let kith = Kith { binary, data: data.path().to_owned() };
    let admin_password = std::env::var("KITH_ADMIN_PASSWORD").expect("KITH_ADMIN_PASSWORD is set");
    let server = kith.serve();
    let anonymous = Client::anonymous(server.base());
    let users: Vec<User> = (0..count).map(|n| register(&anonymous, &format!("user_{n}"))).collect();
    let followers: Vec<User> = (0..follows).map(|n| register(&anonymous, &format!("follower_{n}"))).collect();

    let before = server.memory();
    let listener = Listener::open(server.base(), users.iter().map(|user| &*user.token), SOCKETS);
    let sockets = count * SOCKETS;
    let added = server.memory().saturating_sub(before);
    println!("{sockets} sockets: {:.1} MB, {:.1} KB each", added as f64 / 1024.0, added as f64 / sockets as f64);

    let times = time_follows(&server, &listener, &users, &followers);
    let [p50, p99] = [50, 99].map(|percent| milliseconds(percentile(&times, percent)));
    println!("a follow arrives at an open socket after {p50} ms (p50), {p99} ms (p99), from before the request");

    let login = json!({"username": "admin", "password": admin_password});
    let token =
        anonymous.json("POST", "/api/users/login/", Some(&login))["token"].as_str().expect("a token").to_owned();
    announce(&server, &listener, &token, &users, rate, seconds);
    server.stop();
}

fn register(anonymous: &Client, name: &str) -> User {
    let body = json!({"username": name, "email": format!("{name}@example.org"), "password": PASSWORD});
    let answer = anonymous.json("POST", "/api/users/register/", Some(&body));
    let token = answer["token"].as_str().expect("a token").to_owned();
    User { id: answer["user"]["id"].as_u64().expect("an id"), token }
}

/// The time from before each follow until its push has arrived at all sockets of the followed user.
fn time_follows(server: &Server, listener: &Listener, users: &[User], followers: &[User]) -> Vec<Duration> {
    let follow = |(n, follower): (usize, &User)| {
        let client = Client::new(server.base(), Some(&follower.token));
        let at = n % users.len();
        let started = Instant::now();
        client.json("POST", &format!("/api/v2/user/{}/follow/", users[at].id), Some(&json!({"follow": true})));
        let arrivals: Vec<Arrival> = listener.take(SOCKETS, PATIENCE);
        assert!(arrivals.iter().all(|arrival| arrival.user == at && arrival.text.contains("user_follow")));
        arrivals.iter().map(|arrival| arrival.at).max().expect("an arrival").duration_since(started)
    };
    followers.iter().enumerate().map(follow).collect()
}

/// Announces to one user after another, ten pushes each, and verifies what has arrived.
fn announce(server: &Server, listener: &Listener, token: &str, users: &[User], rate: usize, seconds: usize) {
    let (requests, started) = (rate * seconds / SOCKETS, Instant::now());
    thread::scope(|scope| {
        for thread in 0..THREADS {
            scope.spawn(move || {
                let client = Client::new(server.base(), Some(token));
                // A user belongs to one thread, so that the announcements to each have an order.
                for n in (0..requests).filter(|n| n % users.len() % THREADS == thread) {
                    let due = started + Duration::from_secs_f64((n * SOCKETS) as f64 / rate as f64);
                    thread::sleep(due.saturating_duration_since(Instant::now()));
                    let body =
                        json!({"user": users[n % users.len()].id, "title": n.to_string(), "recipients_type": "user"});
                    let (status, text) =
                        client.call("POST", "/api/v2/notification/notify/", Some(&body)).expect("a response");
                    assert_eq!(status, 204, "{text}");
                }
            });
        }
    });
    let sent = started.elapsed();
    let arrivals = listener.take(requests * SOCKETS, PATIENCE);
    let last = arrivals.iter().map(|arrival| arrival.at).max().expect("an arrival").duration_since(started);
    let mut next = vec![0; users.len() * SOCKETS];
    for Arrival { user, socket, text, .. } in &arrivals {
        let message: Value = serde_json::from_str(text).expect("JSON");
        let title = message["data"]["notification_obj"]["custom_notification"]["title"].as_str().expect("a title");
        let round: usize = title.parse::<usize>().expect("a number") / users.len();
        let expected = &mut next[user * SOCKETS + socket];
        assert_eq!(round, *expected, "in order, and none lost");
        *expected += 1;
    }
    let pushes = arrivals.len();
    println!(
        "{pushes} pushes of {requests} announcements sent in {:.1} s: the last arrived after {:.1} s, all in order",
        sent.as_secs_f64(),
        last.as_secs_f64()
    );
}
