//! `kith serve` killed while people follow each other: what was acknowledged is there, and the numbers catch up.

use std::path::Path;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::tempdir;

use crate::client::{Client, PASSWORD};
use crate::process::{Kith, Server};

const FANS: usize = 50;
const BEFORE_THE_KILL: usize = 20;
const QUIET: Duration = Duration::from_secs(1);
const ADMIN: &str = "farewell-summit";

fn serve(data: &Path) -> Server {
    Kith::serve(data).args(&["--admin-password", ADMIN]).env("KITH_NO_THROTTLE", "1").listen()
}

fn id(client: &Client) -> u64 {
    client.get("/api/v2/user/me/").expect(200).body["id"].as_u64().unwrap()
}

fn counter(client: &Client, id: u64) -> u64 {
    client.get(&format!("/api/v2/user/{id}/counters/")).expect(200).body["followers"].as_u64().unwrap()
}

fn listed(client: &Client, id: u64) -> Vec<u64> {
    let page = client.get(&format!("/api/v2/user/{id}/followers/?limit=100")).expect(200).body;
    assert_eq!(page["next"], Value::Null);
    page["results"].as_array().unwrap().iter().map(|user| user["id"].as_u64().unwrap()).collect()
}

/// The number of followers and that of notifications become this one, and then stay what they are.
fn settles(server: &mut Server, star: u64, count: u64) {
    let client = server.logged_in("star", PASSWORD);
    let unseen = || client.get("/api/v2/notification/unseen/count/").expect(200).body["count"].as_u64().unwrap();
    server.process.until(|| (counter(&client, star), unseen()) == (count, count));
    let start = Instant::now();
    server.process.until(|| {
        assert_eq!((counter(&client, star), unseen()), (count, count), "counted or told twice");
        start.elapsed() > QUIET
    });
}

#[test]
fn follows_that_were_acknowledged_survive_a_kill_and_are_counted_once() {
    let data = tempdir().unwrap();
    let mut server = serve(data.path());
    let star = id(&server.registered("star"));
    let fans: Vec<_> = (0..FANS).map(|n| server.registered(&format!("fan_{n}"))).map(|fan| (id(&fan), fan)).collect();
    let (acknowledge, acknowledged) = channel();
    let following: Vec<_> = fans
        .into_iter()
        .map(|(fan, client)| {
            let acknowledge = acknowledge.clone();
            thread::spawn(move || {
                if let Ok(answer) = client.try_post("/api/users/follow/", &json!({"username": "star"})) {
                    answer.expect(200);
                    acknowledge.send(fan).unwrap();
                }
            })
        })
        .collect();
    drop(acknowledge);
    let mut told: Vec<u64> =
        (0..BEFORE_THE_KILL).map(|_| acknowledged.recv_timeout(Duration::from_secs(20)).unwrap()).collect();
    server.process.kill();
    told.extend(acknowledged);
    for fan in following {
        fan.join().unwrap();
    }

    let start = Instant::now();
    let mut server = serve(data.path());
    let followers = listed(&server, star);
    assert!(told.iter().all(|fan| followers.contains(fan)), "{told:?} are not all in {followers:?}");
    let count = followers.len() as u64;
    settles(&mut server, star, count);
    println!("{} of {FANS} acknowledged, {count} listed, restarted and settled in {:?}", told.len(), start.elapsed());

    // A quiet restart, and one that begins at the oldest change that is kept.
    for checkpoints in [true, false] {
        server.stop();
        if !checkpoints {
            std::fs::remove_file(data.path().join("checkpoints")).unwrap();
        }
        server = serve(data.path());
        settles(&mut server, star, count);
    }
    // The places of new changes come after those that are remembered.
    let late = server.registered("latecomer");
    late.post("/api/users/follow/", &json!({"username": "star"})).expect(200);
    settles(&mut server, star, count + 1);
    assert_eq!(listed(&server, star).len() as u64, count + 1);
    assert!(!data.path().join("dead-letters.jsonl").exists());
    server.stop();
}

/// Killed again and again, also while it catches up.
#[test]
fn kills_while_it_catches_up_count_nothing_twice() {
    let data = tempdir().unwrap();
    let mut server = serve(data.path());
    let star = id(&server.registered("star"));
    let mut followers = 0;
    for round in 0..4 {
        let fans: Vec<_> = (0..10).map(|n| server.registered(&format!("fan_{round}_{n}"))).collect();
        for fan in fans {
            fan.post(&format!("/api/v2/user/{star}/follow/"), &json!({})).expect(201);
            followers += 1;
        }
        server.process.kill();
        server = serve(data.path());
    }
    assert_eq!(listed(&server, star).len() as u64, followers);
    settles(&mut server, star, followers);
    assert!(!data.path().join("dead-letters.jsonl").exists());
    server.stop();
}

#[test]
fn a_follow_is_counted_within_seconds() {
    let data = tempdir().unwrap();
    let mut server = serve(data.path());
    let star = id(&server.registered("star"));
    let fan = server.registered("fan");
    let client = (*server).clone();
    let mut lags = Vec::new();
    for round in 0..10 {
        fan.post(&format!("/api/v2/user/{star}/follow/"), &json!({})).expect(201);
        let start = Instant::now();
        server.process.until(|| counter(&client, star) == (round + 1) % 2);
        lags.push(start.elapsed());
    }
    lags.sort();
    println!("counted after {:?} (least), {:?} (median), {:?} (most)", lags[0], lags[5], lags[9]);
    assert!(lags[9] < Duration::from_secs(5), "{lags:?}");
    server.stop();
}
