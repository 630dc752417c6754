//! Measures the WebSockets of `kith serve`: what an open one costs, how long changes take to arrive, and whether pushes at a
//! rate arrive in order and without loss, beside requests that are no slower.
//!
//! `just bench-realtime`

#![allow(clippy::expect_used, clippy::panic, reason = "a broken measurement must fail")]
#![allow(clippy::disallowed_methods, reason = "the threads that announce and read run no async code")]

mod arrivals;
mod listener;
mod pushes;

use std::path::PathBuf;
use std::time::Duration;

use bench::{Client, Kith};
use clap::Parser;
use serde_json::json;

use crate::arrivals::Arrivals;
use crate::listener::Listener;
use crate::pushes::Pushes;

/// Sockets of each user, as many as are allowed.
const SOCKETS: usize = 10;
/// How long the last message may take.
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
    /// Number of people who each follow, befriend, comment and vote; the arrival of each message is timed
    #[arg(long, default_value_t = 200)]
    people: usize,
    /// Pushes in a second
    #[arg(long, default_value_t = 1_000)]
    rate: usize,
    /// Duration of the pushes in seconds
    #[arg(long, default_value_t = 10)]
    seconds: usize,
}

/// A user of the server.
struct User {
    id: u64,
    token: String,
}

fn main() {
    let Arguments { binary, users: count, people, rate, seconds } = Arguments::parse();
    let data = tempfile::tempdir().expect("a directory");
    let kith = Kith { binary, data: data.path().to_owned() };
    let admin_password = std::env::var("KITH_ADMIN_PASSWORD").expect("KITH_ADMIN_PASSWORD is set");
    let server = kith.serve();
    let anonymous = Client::anonymous(server.base());
    let users: Vec<User> = (0..count).map(|n| register(&anonymous, &format!("user_{n}"))).collect();
    let people: Vec<User> = (0..people).map(|n| register(&anonymous, &format!("person_{n}"))).collect();

    let before = server.memory();
    let listener = Listener::open(server.base(), users.iter().map(|user| &*user.token), SOCKETS);
    let sockets = count * SOCKETS;
    let added = server.memory().saturating_sub(before);
    println!("{sockets} sockets: {:.1} MB, {:.1} KB each", added as f64 / 1024.0, added as f64 / sockets as f64);

    Arrivals { server: &server, listener: &listener, users: &users }.measure(&people);

    let login = json!({"username": "admin", "password": admin_password});
    let token = anonymous.json("POST", "/api/users/login/", Some(&login));
    let token = token["token"].as_str().expect("a token");
    let before = server.cpu();
    Pushes { server: &server, users: &users, token, rate, seconds }.measure(&listener);
    println!("the server used {:.1} s of processor time for them", (server.cpu() - before).as_secs_f64());
    server.stop();
}

fn register(anonymous: &Client, name: &str) -> User {
    let body = json!({"username": name, "email": format!("{name}@example.org"), "password": PASSWORD});
    let answer = anonymous.json("POST", "/api/users/register/", Some(&body));
    let token = answer["token"].as_str().expect("a token").to_owned();
    User { id: answer["user"]["id"].as_u64().expect("an id"), token }
}
